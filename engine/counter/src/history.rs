//! Where observations are kept that memory no longer holds. How they are stored is not known here.

use hirewall_model::Time;

use crate::{CounterId, Key};

/// One observation of a counter and key, read back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Seen {
    /// The record's own time.
    pub time: Time,
    /// As [`crate::Observation::element`].
    pub element: u64,
    /// As [`crate::Observation::amount`].
    pub amount: i64,
}

/// Why a history cannot be read.
pub type HistoryError = Box<dyn std::error::Error + Send + Sync>;

/// Keeps every observation that counted.
pub trait History: Send {
    /// Gives `each` the observations of one counter and key in the order of their arrival, every one whose arrival was
    /// [`settled`](crate::Counters::settled) among them, but for those that are gone. Returns the time up to which observations of the counter, of
    /// whatever key, may be gone: counts that reach as far back say that they are lower bounds.
    ///
    /// # Errors
    /// Why they cannot be read. Then the count fails, and nothing is counted.
    fn read(&mut self, counter: CounterId, key: Key, each: &mut dyn FnMut(Seen)) -> Result<Option<Time>, HistoryError>;
}
