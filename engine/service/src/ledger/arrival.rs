//! A record that arrives, and the place that it gets.

use hirewall::Record;
use hirewall::counting::Counted;
use hirewall::decide::Observed;

use super::{Full, LedgerError, Places};

/// A record that arrives: it was read, and detectors were asked.
#[derive(Debug)]
pub struct Arrived<'r> {
    /// The record.
    pub record: &'r Record<'r>,
    /// What it is to counters.
    pub observed: Vec<Observed>,
}

/// Records that have their places in the order of arrival.
pub struct Arrival {
    /// Where their entries are to be handed over.
    pub places: Box<dyn Places>,
    /// What stands beside each of them, in their order.
    pub placed: Vec<Placed>,
}

/// What stands beside a record at its place.
#[derive(Debug)]
pub struct Placed {
    /// What was observed of it.
    pub observed: Vec<Observed>,
    /// What counters came to at it, and what it is joined with.
    pub counted: Counted,
}

/// Why records get no places.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ArriveError {
    /// More entries wait than are taken.
    #[error(transparent)]
    Full(#[from] Full),
    /// What was counted or kept cannot be read.
    #[error(transparent)]
    Ledger(#[from] LedgerError),
}
