//! What each rule does: how often it matches whom, what hangs on it, and which rules match together.

use std::collections::HashMap;

use hirewall_model::{Decision, Mode, Verdict};
use serde::Serialize;

use crate::contribution::Weighing;
use crate::labels::Label;
use crate::proportion::{Proportion, float, rounded};
use crate::ratio::Ratio;
use crate::report::Estimate;
use crate::words::Words;

/// Pairs of rules that match together, kept at most: about 32 bytes each. Beyond it no new pair is counted, and the report says so.
const MAX_PAIRS: usize = 2_000_000;

/// A count for the honest and one for schemes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub struct Pair {
    /// Of the honest.
    pub honest: u64,
    /// Of schemes.
    pub scheme: u64,
}

impl Pair {
    pub(crate) fn add(&mut self, label: Label) {
        match label {
            Label::Honest => self.honest += 1,
            Label::Scheme => self.scheme += 1,
        }
    }

    /// Both together.
    #[must_use]
    pub fn total(&self) -> u64 {
        self.honest + self.scheme
    }
}

/// Counts of one rule.
#[derive(Debug, Default)]
pub(crate) struct RuleCounts {
    pub(crate) kind: String,
    pub(crate) matched: Pair,
    pub(crate) counted: bool,
    pub(crate) lacked: Pair,
    changes: Pair,
    review: Pair,
    verify: Pair,
    would_add: Pair,
}

/// What the rules do in the labelled records. Memory grows with rules and with pairs of rules that match together.
#[derive(Debug, Default)]
pub(crate) struct RuleTally {
    pub(crate) ids: Words,
    pub(crate) counts: Vec<RuleCounts>,
    pub(crate) together: HashMap<(u32, u32), u64>,
    /// Whether there was a pair more than are kept.
    pub(crate) full: bool,
}

/// What a rule does.
#[derive(Debug, Clone, Serialize)]
pub struct RuleReport {
    /// Its full id.
    pub rule: String,
    /// One line that names it.
    pub title: Option<String>,
    /// Whether it acts.
    pub mode: Mode,
    /// What a match adds to the score.
    pub score: i64,
    /// The verdict that it asks for by itself.
    pub verdict: Option<Verdict>,
    /// Of the honest records of its kind, those that it matches.
    pub honest: Proportion,
    /// Of the scheme's records of its kind, those that it matches.
    pub scheme: Proportion,
    /// Of the records that it matches, the scheme's.
    pub precision: Proportion,
    /// Its precision divided by the share of the scheme among the labelled records of its kind, which is taken as known.
    pub lift: Option<Estimate>,
    /// How many times more often it matches the scheme's records than honest ones.
    pub likelihood_ratio: Ratio,
    /// Records for which it could not be answered.
    pub lacked_data: Pair,
    /// Records that would have another verdict without it.
    pub changes_verdict: Pair,
    /// Records that would not reach `verify` without it.
    pub verify_by_it_alone: Pair,
    /// Records that would not reach `review` without it.
    pub review_by_it_alone: Pair,
    /// People who would not reach `review` without it.
    pub people_by_it_alone: Pair,
    /// How many fewer of a thousand labelled records of its kind would reach `review` without it.
    pub load_of_it_alone: f64,
    /// Records that would reach `review` if it counted, which in shadow it does not.
    pub would_add: Pair,
}

impl RuleTally {
    /// Counts what the rules say of one record. The rules without any one of which it would not reach `review` are put into
    /// `carriers`.
    pub(crate) fn add(
        &mut self,
        decision: &Decision,
        (label, verdict): (Label, Verdict),
        weighing: Option<&Weighing<'_>>,
        carriers: &mut Vec<u32>,
    ) {
        let kind = decision.record.kind.as_str();
        let mut matched: Vec<u32> = Vec::with_capacity(decision.findings.len());
        for finding in &decision.findings {
            let number = self.number(&finding.rule, kind);
            if !matched.contains(&number) {
                matched.push(number);
                self.of(number).matched.add(label);
            }
        }
        let mut before = None;
        for undetermined in &decision.undetermined {
            let number = self.number(&undetermined.rule, kind);
            // A rule that was undetermined in two ways stands twice, one after the other.
            if before.replace(number) != Some(number) {
                self.of(number).lacked.add(label);
            }
        }
        self.pairs(&matched);
        let Some(weighing) = weighing else { return };
        for rule in weighing.rules() {
            let number = self.number(rule, kind);
            let counts = self.of(number);
            if !weighing.counts(rule) {
                if verdict < Verdict::Review && weighing.with(rule) >= Verdict::Review {
                    counts.would_add.add(label);
                }
                continue;
            }
            counts.counted = true;
            let without = weighing.without(rule);
            if without != verdict {
                counts.changes.add(label);
            }
            if verdict >= Verdict::Verify && without < Verdict::Verify {
                counts.verify.add(label);
            }
            if verdict >= Verdict::Review && without < Verdict::Review {
                counts.review.add(label);
                carriers.push(number);
            }
        }
    }

    fn pairs(&mut self, matched: &[u32]) {
        for (at, a) in matched.iter().enumerate() {
            for b in matched.iter().skip(at + 1) {
                let pair = (*a.min(b), *a.max(b));
                if let Some(count) = self.together.get_mut(&pair) {
                    *count += 1;
                } else if self.together.len() < MAX_PAIRS {
                    self.together.insert(pair, 1);
                } else {
                    self.full = true;
                }
            }
        }
    }

    /// The number of a rule; one that was not known is made.
    pub(crate) fn number(&mut self, rule: &str, kind: &str) -> u32 {
        let number = self.ids.number(rule);
        if number as usize == self.counts.len() {
            self.counts.push(RuleCounts { kind: kind.to_owned(), ..RuleCounts::default() });
        }
        number
    }

    #[expect(clippy::indexing_slicing, reason = "`number` made a place for every number that it gave")]
    fn of(&mut self, number: u32) -> &mut RuleCounts {
        &mut self.counts[number as usize]
    }
}

/// How a rule is named and what it asks for.
pub(crate) struct Named<'n> {
    pub(crate) rule: &'n str,
    pub(crate) title: Option<&'n str>,
    pub(crate) mode: Mode,
    pub(crate) score: i64,
    pub(crate) verdict: Option<Verdict>,
}

impl RuleCounts {
    /// The report of a rule, with the labelled records of its kind and the people who reach `review` by it alone.
    pub(crate) fn report(&self, named: &Named<'_>, records: Pair, people: Pair) -> RuleReport {
        let honest = Proportion::new(self.matched.honest, records.honest);
        let scheme = Proportion::new(self.matched.scheme, records.scheme);
        let precision = Proportion::new(self.matched.scheme, self.matched.total());
        let share = Proportion::new(records.scheme, records.total()).exact().filter(|share| *share > 0.0);
        let lift = share.and_then(|share| Some(Estimate::of(precision.scaled(1.0 / share)?)));
        let load = 1_000.0 * float(self.review.total()) / float(records.total().max(1));
        RuleReport {
            rule: named.rule.to_owned(),
            title: named.title.map(str::to_owned),
            mode: named.mode,
            score: named.score,
            verdict: named.verdict,
            honest,
            scheme,
            precision,
            lift,
            likelihood_ratio: Ratio::new(&scheme, &honest),
            lacked_data: self.lacked,
            changes_verdict: self.changes,
            verify_by_it_alone: self.verify,
            review_by_it_alone: self.review,
            people_by_it_alone: people,
            load_of_it_alone: rounded(load),
            would_add: self.would_add,
        }
    }

    /// Whether it matches, and nothing ever hangs on it though it counts.
    pub(crate) fn never_changes(&self) -> bool {
        self.counted && self.changes.total() == 0
    }
}
