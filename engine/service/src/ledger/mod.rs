//! Where decisions go before they are answered. A ledger gives tickets in the order in which records count, and takes an entry for each;
//! what it does to keep them is its own affair.

mod entry;
mod memory;
mod query;

pub use entry::Entry;
pub use memory::MemoryLedger;
pub use query::{Page, Query};

use bytes::Bytes;

/// Keeps decisions.
///
/// A ticket is a place in the order of decisions. It is taken before the decision is made and given back with it, so that decisions are made
/// side by side and kept in order. A ticket that is dropped leaves its place empty.
pub trait Ledger: Send + Sync + 'static {
    /// So many places, one after the other.
    ///
    /// # Errors
    /// More entries wait than are taken: the request is to come again later.
    fn tickets(&self, count: usize) -> Result<Vec<Box<dyn Ticket>>, Full>;

    /// The decision of that id, as it was answered: the latest, where several have the same.
    ///
    /// # Errors
    /// The ledger cannot be read.
    fn get(&self, id: &str) -> Result<Option<Bytes>, LedgerError>;

    /// Decisions that fit a query, the latest first.
    ///
    /// # Errors
    /// The ledger cannot be read.
    fn search(&self, query: &Query) -> Result<Page, LedgerError>;

    /// Waits until everything that was committed is kept.
    ///
    /// # Errors
    /// Something cannot be kept.
    fn flush(&self) -> Result<(), LedgerError>;

    /// What it is, for logs.
    fn name(&self) -> &'static str;
}

/// A place in the order of decisions.
pub trait Ticket: Send {
    /// Hands over what belongs there. `done` is called when it is kept, or cannot be.
    fn commit(self: Box<Self>, entry: Entry, done: Done);
}

/// Told when an entry is kept.
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
