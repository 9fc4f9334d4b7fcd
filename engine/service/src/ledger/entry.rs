//! What is kept of one decision.

use bytes::Bytes;
use hirewall::counting::Counted;
use hirewall::decide::Observed;
use hirewall::model::{Answer, RecordName, Verdict};
use hirewall::{Judgement, Time};
use hirewall_store::Reservation;

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
    /// The digest of the bundle.
    pub bundle: String,
    /// When it was decided.
    pub decided_at: Time,
    /// The record's own time.
    pub record_time: Option<Time>,
    /// The decision as it is answered: JSON.
    pub decision: Bytes,
    /// The record as it came: JSON.
    pub text: Bytes,
    /// What the detectors said, so that the decision can be made again.
    pub answers: Vec<Answer>,
    /// What was observed of it for counters.
    pub observed: Vec<Observed>,
    /// What counters came to at it, and what it was joined with.
    pub counted: Counted,
    /// What of a client's request it is the answer to, when that has an idempotency key.
    pub key: Option<Reservation>,
}

impl Entry {
    /// Of what was decided, the decision as it is answered and the record as it came; what else it was made from is empty.
    #[must_use]
    pub fn new(judgement: Judgement, json: Bytes, text: Bytes) -> Self {
        Self {
            id: judgement.id,
            record: judgement.record,
            verdict: judgement.verdict,
            score: judgement.score,
            rules: judgement.findings.into_iter().map(|finding| finding.rule).collect(),
            generation: judgement.generation,
            bundle: judgement.bundle,
            decided_at: judgement.decided_at,
            record_time: None,
            decision: json,
            text,
            answers: Vec::new(),
            observed: Vec::new(),
            counted: Counted::default(),
            key: None,
        }
    }
}
