//! Keeps what was decided, and why, so that nothing acknowledged is lost and nothing kept can be changed unseen: decisions with their
//! records and the detectors' answers, counters' observations, generations, and an audit chain over all of it. SQLite by
//! default, PostgreSQL by URL.
//!
//! Entries get their places before they are made: [`Store::ticket`] fixes the order, [`Ticket::commit`] brings the entry, and one thread writes what
//! waits in the order of tickets, many in one transaction, and then tells each caller. What a person gave is encrypted under keys of their own, so that erasing
//! them is destroying those, and the chain still verifies.
//!
//! It does not judge, does not know what an observation means, and runs nothing asynchronously.

#![forbid(unsafe_code)]

mod audit;
mod backend;
mod content;
mod core;
mod digest;
mod disposition;
mod entry;
mod error;
mod idempotency;
mod index;
mod keys;
mod observation;
mod options;
mod packing;
mod pending;
mod postgres;
mod prepared;
mod private_file;
mod prune;
mod queue;
mod random;
mod read;
mod readers;
mod retention;
mod rows;
mod schema;
mod seal;
mod sqlite;
mod store;
mod subject;
mod subject_key;
mod ticket;
mod writer;

pub use audit::{Audit, ChainLink, Event, EventKind, LinkKind, Problem, ProblemKind, StoredEvent};
pub use content::Content;
pub use disposition::{Disposition, Outcome};
pub use entry::{Entry, Judged, StoredDecision};
pub use error::{Error, Result};
pub use idempotency::{Answered, Idempotency, Reservation};
pub use observation::{Observation, StoredObservation};
pub use options::{Durability, KeySource, Options};
pub use private_file::{Existing, write_private};
pub use prune::Horizons;
pub use queue::Done;
pub use read::{Disposed, Generation, LatestRecord, Page, Query, Replay};
pub use retention::{Expired, Retention};
pub use store::{Status, Store};
pub use ticket::{Places, Ticket};
