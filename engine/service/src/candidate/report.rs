//! What a candidate's differences add up to.

use std::collections::BTreeMap;

use hirewall::Time;
use hirewall::model::Verdict;
use serde::Serialize;
use utoipa::ToSchema;

use super::Book;
use super::compare::{Difference, Summary};
use crate::generation::{Refusal, Set};

/// How a candidate does, since it was loaded.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct CandidateReport {
    /// The digest of its bundle; none while its files do not serve.
    pub bundle: Option<String>,
    /// Since when it is judged.
    #[schema(value_type = String, format = DateTime)]
    pub since: Time,
    /// Why its files as they are do not serve.
    pub refusal: Option<Refusal>,
    /// Records that it judged.
    pub judged: u64,
    /// Records that it was too busy for.
    pub skipped: u64,
    /// Records that do not fit its schemas.
    pub refused: u64,
    /// Records that it judges differently.
    pub different: u64,
    /// How verdicts go over into each other.
    pub verdicts: Vec<Turn>,
    /// Rules that match in one of both alone.
    pub rules: Vec<RuleDifference>,
    /// The last differences, the latest first.
    pub differences: Vec<Difference>,
}

/// How many records go from one verdict to another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
pub struct Turn {
    /// The verdict that was answered.
    #[schema(value_type = String)]
    pub active: Verdict,
    /// The candidate's.
    #[schema(value_type = String)]
    pub candidate: Verdict,
    /// Records.
    pub records: u64,
}

/// How often a rule matches in one of both sets alone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct RuleDifference {
    /// The rule.
    pub rule: String,
    /// Records that it matches in the candidate alone.
    pub appears: u64,
    /// Records that it matches in the active set alone.
    pub vanishes: u64,
}

/// Counts since the set was loaded.
#[derive(Debug, Default)]
pub(super) struct Tally {
    judged: u64,
    different: u64,
    pub(super) skipped: u64,
    pub(super) refused: u64,
    verdicts: BTreeMap<(Verdict, Verdict), u64>,
    rules: BTreeMap<String, (u64, u64)>,
}

impl Tally {
    pub(super) fn count(&mut self, active: &Summary, candidate: &Summary) {
        self.judged += 1;
        self.different += u64::from(Difference::between(active, candidate, "").is_some());
        *self.verdicts.entry((active.verdict, candidate.verdict)).or_default() += 1;
        for rule in candidate.only_here(active) {
            self.rules.entry(rule.to_owned()).or_default().0 += 1;
        }
        for rule in active.only_here(candidate) {
            self.rules.entry(rule.to_owned()).or_default().1 += 1;
        }
    }

    pub(super) fn report(&self, set: Option<&Set>, book: &Book) -> CandidateReport {
        let turn = |(&(active, candidate), &records)| Turn { active, candidate, records };
        let rule = |(rule, &(appears, vanishes)): (&String, &(u64, u64))| RuleDifference {
            rule: rule.clone(),
            appears,
            vanishes,
        };
        CandidateReport {
            bundle: set.map(|set| set.digest().to_owned()),
            since: book.since,
            refusal: book.refusal.clone(),
            judged: self.judged,
            skipped: self.skipped,
            refused: self.refused,
            different: self.different,
            verdicts: self.verdicts.iter().map(turn).collect(),
            rules: self.rules.iter().map(rule).collect(),
            differences: book.differences.iter().rev().cloned().collect(),
        }
    }
}
