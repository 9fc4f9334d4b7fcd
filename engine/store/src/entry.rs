//! What a caller gives to be stored about one record, and what it gets back.

use hirewall_model::{Time, Verdict};

use crate::{Content, Observation, Reservation};

/// A decision with everything that is kept beside it.
#[derive(Debug, Default)]
pub struct Entry {
    /// The record kind.
    pub kind: String,
    /// The record's own time; the time of receipt stands in where there is none.
    pub record_time: Option<Time>,
    /// When the record was received. It decides how long the entry is kept.
    pub received_at: Option<Time>,
    /// The decision, as far as it can be searched.
    pub decision: Judged,
    /// What is personal: it is encrypted.
    pub content: Content,
    /// What the counters observed.
    pub observations: Vec<Observation>,
    /// The idempotency key that the caller reserved for it.
    pub idempotency: Option<Reservation>,
}

/// A decision, as far as it can be searched. Nothing of it is personal.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Judged {
    /// The decision's id.
    pub id: String,
    /// The verdict.
    pub verdict: Verdict,
    /// The score.
    pub score: i64,
    /// The full ids of the rules that matched, enforced and shadow.
    pub rules: Vec<String>,
    /// The generation that served.
    pub generation: u64,
    /// The digest of the bundle.
    pub bundle: String,
    /// The evaluation time.
    pub decided_at: Option<Time>,
}

/// A stored decision.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredDecision {
    /// Its sequence number: its place in the order of tickets.
    pub seq: u64,
    /// The record kind.
    pub kind: String,
    /// The decision, as far as it can be searched; times to the microsecond.
    pub decision: Judged,
    /// The record's own time, to the microsecond.
    pub record_time: Time,
    /// When the record was received, to the microsecond.
    pub received_at: Time,
    /// What is personal; nothing once it was erased or has expired.
    pub content: Option<Content>,
}

/// Longest id, kind or bundle, in bytes.
pub(crate) const NAME_BYTES: usize = 1024;
/// Most rules that one decision may name.
pub(crate) const RULES: usize = 10_000;

/// Now.
pub(crate) fn now() -> Time {
    let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap_or_default();
    let seconds = i64::try_from(since.as_secs()).unwrap_or(i64::MAX);
    Time::new(seconds, since.subsec_nanos()).unwrap_or(Time::MAX)
}

/// A verdict as a number that sorts as it does.
pub(crate) fn rank(verdict: Verdict) -> i64 {
    match verdict {
        Verdict::Clear => 0,
        Verdict::Verify => 1,
        Verdict::Review => 2,
        Verdict::Block => 3,
    }
}

/// The verdict of a number.
pub(crate) fn verdict(rank: i64) -> Verdict {
    match rank {
        0 => Verdict::Clear,
        1 => Verdict::Verify,
        2 => Verdict::Review,
        _ => Verdict::Block,
    }
}
