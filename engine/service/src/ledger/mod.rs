//! Where decisions go before they are answered. A ledger gives records places in the order in which they arrive, counts and joins them in that
//! order, and takes an entry for each place; what it does to keep them is its own affair.

mod arrival;
mod durable;
mod entry;
mod memory;
mod place;
mod query;

pub use arrival::{Arrival, ArriveError, Arrived, Placed};
pub use durable::StoreLedger;
pub use entry::Entry;
pub use memory::MemoryLedger;
pub use place::place;
pub use query::{Found, Page, Query};

use std::sync::Arc;

use hirewall::counter::Secret;
use hirewall::{Engine, Time};
use hirewall_store::{Disposition, Outcome, Store};

use crate::generation::{Generation, Origin, Refusal};

/// Keeps decisions.
///
/// Places in the order of decisions are taken before the decisions are made and given back with them, so that decisions are made side by side and
/// kept in order. Places that are dropped stay empty.
pub trait Ledger: Send + Sync + 'static {
    /// What keys and elements of counters are hashed with.
    fn secret(&self) -> &Secret;

    /// Gives records places, one after the other, and says what was counted at each and what it is joined with: only what arrived before
    /// it, and itself. This is all that happens in the order of arrival, so it should be called when everything slow is done.
    ///
    /// # Errors
    /// More entries wait than are taken, so that the request is to come again later; or what was counted cannot be read.
    fn arrive(&self, engine: &Engine, records: Vec<Arrived<'_>>, now: Time) -> Result<Arrival, ArriveError>;

    /// Whether a record's place may take a look into a database: then it is better asked for where waiting holds nobody up.
    fn waits(&self, engine: &Engine) -> bool;

    /// The number of the last generation that is kept, 0 when there is none.
    ///
    /// # Errors
    /// The ledger cannot be read.
    fn last_generation(&self) -> Result<u64, LedgerError>;

    /// A generation serves from now on; `kept` are all that may serve again. What others counted is forgotten.
    ///
    /// # Errors
    /// It cannot be kept.
    fn serves(&self, generation: &Generation, kept: &[Arc<Generation>]) -> Result<(), LedgerError>;

    /// A set of files was tried, as `origin` says, and does not serve.
    ///
    /// # Errors
    /// It cannot be kept.
    fn refused(&self, origin: &Origin, refusal: &Refusal) -> Result<(), LedgerError>;

    /// The store behind it, where decisions outlive the process: what is asked of that alone is asked there.
    fn store(&self) -> Option<&Store>;

    /// The decision of that id, as it was answered: the latest, where several have the same. That `reader` looked at it is kept, where decisions
    /// are.
    ///
    /// # Errors
    /// The ledger cannot be read, or cannot keep who read it.
    fn get(&self, id: &str, reader: &str) -> Result<Option<Found>, LedgerError>;

    /// Decisions that fit a query, the latest first. That `reader` looked at them is kept, where decisions are.
    ///
    /// # Errors
    /// The ledger cannot be read, or cannot keep who read it.
    fn search(&self, query: &Query, reader: &str) -> Result<Page, LedgerError>;

    /// Keeps what a person decided about a decision; nothing when there is no such decision, or its content is gone.
    ///
    /// # Errors
    /// It cannot be kept.
    fn dispose(
        &self,
        id: &str,
        outcome: Outcome,
        note: Option<&str>,
        by: &str,
    ) -> Result<Option<Disposition>, LedgerError>;

    /// Removes what need not be kept any longer. Whether contents of decisions went.
    ///
    /// # Errors
    /// It cannot be removed; what was removed before stays removed.
    fn tidy(&self, now: Time) -> Result<bool, LedgerError>;

    /// Waits until everything that was committed is kept, or its caller knows that it cannot be, and takes nothing more.
    fn close(&self);
}

/// A run of places in the order of decisions.
pub trait Places: Send {
    /// Brings what belongs to the next place.
    fn bring(&mut self, entry: Entry);

    /// Hands over what was brought. `done` is called when all of it is kept, or some of it cannot be.
    fn commit(self: Box<Self>, done: Done);
}

/// Told when entries are kept.
pub type Done = Box<dyn FnOnce(Result<(), LedgerError>) + Send>;

/// More entries wait than are taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("too many decisions wait to be kept")]
pub struct Full;

/// A ledger that does not do its work.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("decisions cannot be kept or read: {reason}")]
pub struct LedgerError {
    /// Why, without values of records.
    pub reason: String,
}

impl From<hirewall_store::Error> for LedgerError {
    fn from(error: hirewall_store::Error) -> Self {
        Self { reason: error.to_string() }
    }
}

/// The counters of these generations, by their definitions, and how far their windows reach back, in seconds.
fn counters(generations: &[Arc<Generation>]) -> impl Iterator<Item = (hirewall::counter::CounterId, i64)> {
    let policies = generations.iter().flat_map(|generation| &generation.set.engine.bundle().policies);
    policies.flat_map(|policy| &policy.counters).map(|counter| (counter.digest, counter.within))
}
