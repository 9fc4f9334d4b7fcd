//! What is kept of one decision.

use bytes::Bytes;
use hirewall::model::{Answer, RecordName, Verdict};
use hirewall::{Decision, Time};

/// What is kept of one decision: itself, what it was made from, and what it is found by.
#[derive(Debug, Clone)]
pub struct Entry {
    /// The decision's id.
    pub id: String,
    /// The record, by its kind, id and subject.
    pub record: RecordName,
    /// The verdict.
    pub verdict: Verdict,
    /// The score.
    pub score: i64,
    /// The rules that matched, by id, those in shadow too.
    pub rules: Vec<String>,
    /// The generation that served.
    pub generation: u64,
    /// When it was decided.
    pub decided_at: Time,
    /// The decision as it is answered: JSON.
    pub decision: Bytes,
    /// The record as it came: JSON.
    pub text: Bytes,
    /// What the detectors said, so that the decision can be made again.
    pub answers: Vec<Answer>,
}

impl Entry {
    /// Of a decision and what it was made from.
    #[must_use]
    pub fn new(decision: &Decision, json: Bytes, text: Bytes, answers: Vec<Answer>) -> Self {
        Self {
            id: decision.id.clone(),
            record: decision.record.clone(),
            verdict: decision.verdict,
            score: decision.score,
            rules: decision.findings.iter().map(|finding| finding.rule.clone()).collect(),
            generation: decision.generation,
            decided_at: decision.decided_at,
            decision: json,
            text,
            answers,
        }
    }
}
