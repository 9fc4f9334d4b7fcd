//! Generations: what serves together, where it comes from, and how one follows another. What a decision is made of is known to
//! `hirewall`.

mod changes;
mod diff;
mod keeper;
mod load;
mod refusal;
mod reload;

use std::sync::Arc;
use std::time::Duration;

use hirewall::{Engine, Time};

use crate::telemetry::RuleMeters;

pub use changes::{Change, Part};
pub use diff::Differences;
pub use keeper::{Keeper, Status};
pub use load::SetLoader;
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
    /// Why it came to be.
    pub cause: Cause,
    /// Since when.
    pub since: Time,
}

/// Why a generation came to be, or was tried.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cause {
    /// The service started.
    Start,
    /// Files changed.
    Files,
    /// The signal to reload.
    Signal,
    /// The API.
    Request,
    /// An earlier generation, by its number, was asked for again.
    Rollback(u64),
}

impl Cause {
    /// For logs and the API.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Start => "start",
            Self::Files => "files",
            Self::Signal => "signal",
            Self::Request => "request",
            Self::Rollback(_) => "rollback",
        }
    }
}
