//! Generations: what serves together, where it comes from, and how one follows another. What a decision is made of is known to
//! `hirewall`.

mod changes;
mod diff;
mod keeper;
mod load;
mod origin;
mod refusal;
mod reload;

use std::sync::Arc;
use std::time::Duration;

use hirewall::{Engine, Time};

use crate::telemetry::RuleMeters;
use crate::watch::Look;

pub use changes::{Change, Part};
pub use diff::Differences;
pub use keeper::{Keeper, Status};
pub use load::SetLoader;
pub use origin::{Cause, Origin};
pub use refusal::{Refusal, Remark};
pub use reload::{Outcome, ReloadHandle, Reloader, Stopped};

/// Compiled policies with their detectors, tested. It never changes.
#[derive(Debug)]
pub struct Set {
    /// The engine.
    pub engine: Engine,
    /// The policies' own tests that it passed.
    pub tests: usize,
    /// How long reading, compiling and testing took.
    pub took: Duration,
    /// The digest of all files that were read for it.
    pub files: String,
    /// How they looked before they were read.
    pub(crate) look: Look,
    /// Where its rules are counted.
    pub meters: RuleMeters,
}

impl Set {
    /// The digest of the bundle.
    #[must_use]
    pub fn digest(&self) -> &str {
        &self.engine.bundle().digest
    }
}

/// A set that serves or served, under a number.
#[derive(Debug)]
pub struct Generation {
    /// Upward from 1, or from the last one that the store has.
    pub number: u64,
    /// What it consists of.
    pub set: Arc<Set>,
    /// Why it came to be, and who wanted it.
    pub origin: Origin,
    /// Since when.
    pub since: Time,
}
