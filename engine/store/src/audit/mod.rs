//! The audit chain: events beside decisions, signed checkpoints, and the verification of all of it.

mod chain;
mod checkpoint;
mod event;
mod links;
mod trail;
mod verify;

pub use chain::{ChainLink, LinkKind};
pub(crate) use checkpoint::{CHECKPOINTS, Checkpoint, Checkpoints};
pub(crate) use event::PreparedEvent;
pub use event::{Event, EventKind};
pub use trail::StoredEvent;
pub(crate) use trail::rows_about;
pub(crate) use verify::Verifier;
pub use verify::{Audit, Problem, ProblemKind};
