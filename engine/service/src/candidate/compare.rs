//! Two decisions about the same record, side by side.

use std::collections::BTreeSet;

use hirewall::Judgement;
use hirewall::model::{Mode, Verdict};
use serde::Serialize;
use utoipa::ToSchema;

/// What matters of a decision.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Summary {
    pub(super) decision: String,
    pub(super) kind: String,
    pub(super) generation: u64,
    pub(super) verdict: Verdict,
    pub(super) score: i64,
    /// The enforced rules that matched.
    rules: BTreeSet<String>,
}

impl Summary {
    pub(super) fn new(judgement: &Judgement) -> Self {
        let enforced = judgement.findings.iter().filter(|finding| finding.mode == Mode::Enforce);
        Self {
            decision: judgement.id.clone(),
            kind: judgement.record.kind.clone(),
            generation: judgement.generation,
            verdict: judgement.verdict,
            score: judgement.score,
            rules: enforced.map(|finding| finding.rule.clone()).collect(),
        }
    }

    /// The rules that matched here and not there.
    pub(super) fn only_here<'s>(&'s self, other: &'s Self) -> impl Iterator<Item = &'s str> {
        self.rules.difference(&other.rules).map(String::as_str)
    }
}

/// A record that both sets judge differently.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Difference {
    /// The decision that was answered.
    pub decision: String,
    /// The record kind.
    pub kind: String,
    /// The generation that answered.
    pub generation: u64,
    /// The digest of the candidate's bundle.
    pub bundle: String,
    /// What was answered.
    pub active: Side,
    /// What the candidate says.
    pub candidate: Side,
    /// Rules that match in the candidate alone.
    pub appears: Vec<String>,
    /// Rules that match in the active set alone.
    pub vanishes: Vec<String>,
}

/// What one of both sets says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
pub struct Side {
    /// The verdict.
    #[schema(value_type = String)]
    pub verdict: Verdict,
    /// The score.
    pub score: i64,
}

impl Difference {
    pub(super) fn between(active: &Summary, candidate: &Summary, bundle: &str) -> Option<Self> {
        let side = |summary: &Summary| Side { verdict: summary.verdict, score: summary.score };
        let difference = Self {
            decision: active.decision.clone(),
            kind: active.kind.clone(),
            generation: active.generation,
            bundle: bundle.to_owned(),
            active: side(active),
            candidate: side(candidate),
            appears: candidate.only_here(active).map(str::to_owned).collect(),
            vanishes: active.only_here(candidate).map(str::to_owned).collect(),
        };
        let same = difference.active == difference.candidate && active.rules == candidate.rules;
        (!same).then_some(difference)
    }
}
