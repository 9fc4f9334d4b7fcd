//! A decision whose names are those of the bundle, until somebody wants them written out. It prints the bytes that the [`Decision`] prints; it
//! reaches none.

use std::collections::BTreeMap;
use std::num::NonZeroU32;
use std::sync::Arc;

use hirewall_model::{
    AppliedException, Count, Decision, DetectorFailure, Finding, Mode, RecordName, Time, Undetermined, Verdict, Warning,
};

use crate::names::{Lacks, Names};

mod print;

/// What the engine says of one record: a [`Decision`] that owns no copy of what all decisions of a kind name, the rules that lack data
/// above all.
#[derive(Debug, Clone)]
pub struct Judgement {
    pub(crate) names: Arc<Names>,
    /// The decision's own id.
    pub id: String,
    /// The record it judges.
    pub record: RecordName,
    /// What is to happen next.
    pub verdict: Verdict,
    /// The sum of the scores of enforced findings.
    pub score: i64,
    /// The rules that matched, enforced and shadow.
    pub findings: Vec<Finding>,
    /// In the order of the rules.
    pub(crate) unanswered: Vec<Unanswered>,
    /// What `unanswered` rules lack.
    pub(crate) lacks: Lacks,
    /// Why `unanswered` rules failed, of those that did.
    pub(crate) errors: Vec<String>,
    /// Findings that an exception lifted.
    pub exceptions: Vec<AppliedException>,
    /// What counters came to, by their numbers, sorted.
    pub(crate) counters: Vec<(u32, Count)>,
    /// The joined records that rules could read, by their kinds.
    pub joined: Vec<RecordName>,
    /// The detectors that failed.
    pub failures: Vec<DetectorFailure>,
    /// What the reader of the record remarked, such as undeclared fields; without values of the record.
    pub warnings: Vec<Warning>,
    /// The generation that served.
    pub generation: u64,
    /// The digest of the bundle.
    pub bundle: String,
    /// The evaluation time.
    pub decided_at: Time,
}

/// A rule that could not be answered.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Unanswered {
    /// Its number in the plan.
    pub(crate) rule: u32,
    pub(crate) mode: Mode,
    pub(crate) verdict: Option<Verdict>,
    /// The run of places that it lacks.
    pub(crate) missing: (u32, u32),
    /// Why it failed, by its number.
    pub(crate) error: Option<NonZeroU32>,
}

impl Judgement {
    /// The rules that could not be answered, by their full ids, each with whether it failed and did not merely lack data.
    pub fn unanswered(&self) -> impl Iterator<Item = (&str, bool)> {
        self.unanswered.iter().map(|unanswered| (self.names.rule(unanswered.rule), unanswered.error.is_some()))
    }

    /// Why a rule failed.
    fn error(&self, unanswered: &Unanswered) -> Option<&String> {
        self.errors.get(unanswered.error?.get() as usize - 1)
    }

    /// The decision, with everything written out.
    #[must_use]
    pub fn into_decision(self) -> Decision {
        let names = Arc::clone(&self.names);
        let missing = |unanswered: &Unanswered| {
            let places = self.lacks.run(unanswered.missing).iter();
            places.map(|place| names.missing(*place, &self.lacks).to_owned()).collect()
        };
        let undetermined = self.unanswered.iter().map(|unanswered| Undetermined {
            rule: names.rule(unanswered.rule).to_owned(),
            mode: unanswered.mode,
            missing: missing(unanswered),
            error: self.error(unanswered).cloned(),
            verdict: unanswered.verdict,
        });
        let undetermined = undetermined.collect();
        let counters = self.counters.iter().map(|(counter, count)| (names.counter(*counter).to_owned(), *count));
        let counters: BTreeMap<String, Count> = counters.collect();
        Decision {
            id: self.id,
            record: self.record,
            verdict: self.verdict,
            score: self.score,
            findings: self.findings,
            undetermined,
            exceptions: self.exceptions,
            counters,
            joined: self.joined,
            failures: self.failures,
            warnings: self.warnings,
            generation: self.generation,
            bundle: self.bundle,
            decided_at: self.decided_at,
        }
    }
}

#[cfg(test)]
mod tests;
