//! What decisions are found by.

use bytes::Bytes;
use hirewall::{Time, Verdict};
use hirewall_store::{Disposed, Disposition};

/// What decisions are found by. All that is given must fit.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Query {
    /// The record kind.
    pub kind: Option<String>,
    /// The record's id.
    pub record: Option<String>,
    /// The subject.
    pub subject: Option<String>,
    /// The verdict.
    pub verdict: Option<Verdict>,
    /// A rule that matched, by its full id.
    pub rule: Option<String>,
    /// The generation that served.
    pub generation: Option<u64>,
    /// Decided then or later.
    pub from: Option<Time>,
    /// Decided earlier.
    pub until: Option<Time>,
    /// What people decided about it.
    pub disposition: Option<Disposed>,
    /// Of those before that place: from the page before.
    pub before: Option<u64>,
    /// How many at most.
    pub limit: usize,
}

/// A decision as it was answered, and what people decided about it, the earliest first.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Found {
    /// The decision: JSON.
    pub decision: Bytes,
    /// What people decided.
    pub dispositions: Vec<Disposition>,
}

/// Decisions that were found.
#[derive(Debug, Clone, Default)]
pub struct Page {
    /// The decisions, the latest first.
    pub decisions: Vec<Found>,
    /// Where the next page begins; none on the last one.
    pub next: Option<u64>,
}
