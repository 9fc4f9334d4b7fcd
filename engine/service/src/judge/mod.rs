//! The way of records to decisions that are kept: decode, ask detectors, take places in the ledger, decide, keep, answer. What a decision is
//! made of is known to `hirewall`.

mod batch;
mod kept;
mod workers;

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::time::Instant;

use bytes::Bytes;
use hirewall::Refused;
use hirewall_store::Reservation;

pub use workers::Workers;

use crate::candidate::Candidate;
use crate::generation::{Generation, Keeper};
use crate::ledger::{ArriveError, Full, Ledger, LedgerError};
use crate::telemetry::{Metrics, Stage};

/// Bytes of records that are judged without changing the thread, where no detector is asked and nothing is looked up: a fraction of a
/// millisecond. Beyond it, and else, a worker judges, so that connections are served meanwhile.
const INLINE_BYTES: usize = 32 << 10;

/// Judges records with the generation that serves.
pub struct Judge {
    /// What serves.
    pub keeper: Arc<Keeper>,
    /// Where decisions go.
    pub ledger: Arc<dyn Ledger>,
    /// Threads for what takes long.
    pub workers: Workers,
    /// What is judged beside.
    pub candidate: Option<Arc<Candidate>>,
    /// Counts.
    pub metrics: Arc<Metrics>,
}

/// What became of a record: its decision as JSON, or why it was refused.
pub type Answered = Result<Bytes, Refused>;

/// Why no record of a request was answered.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum JudgeError {
    /// The ledger takes no more at the moment.
    #[error(transparent)]
    Full(#[from] Full),
    /// The decisions were made and cannot be kept.
    #[error(transparent)]
    Ledger(#[from] LedgerError),
    /// A defect of the engine.
    #[error("judging stopped before its end")]
    Defect,
}

impl From<ArriveError> for JudgeError {
    fn from(error: ArriveError) -> Self {
        match error {
            ArriveError::Full(full) => Self::Full(full),
            ArriveError::Ledger(error) => {
                tracing::error!(%error, "records cannot be counted or kept");
                Self::Ledger(error)
            }
        }
    }
}

impl Judge {
    /// Judges records in their order, all with one generation, and waits until their decisions are kept. With `kind` they are of that
    /// kind; else each names its own. `keys` are those under which their decisions are to be found again: one a record, or none.
    ///
    /// # Errors
    /// Nothing is answered, because the ledger does not take or keep the decisions.
    pub async fn records(
        self: &Arc<Self>,
        kind: Option<Arc<str>>,
        records: Vec<Bytes>,
        keys: Vec<Reservation>,
    ) -> Result<Vec<Answered>, JudgeError> {
        let generation = self.keeper.hold();
        let bytes: usize = records.iter().map(Bytes::len).sum();
        let engine = &generation.set.engine;
        let small = bytes <= INLINE_BYTES && engine.detectors().is_empty() && !self.ledger.waits(engine);
        let made = if small {
            self.guarded(&generation, kind.as_deref(), &records, &keys)?
        } else {
            let judge = Arc::clone(self);
            let work = move || judge.guarded(&generation, kind.as_deref(), &records, &keys);
            self.workers.run(&self.metrics.workers_waiting, work).await.ok_or(JudgeError::Defect)??
        };
        let begun = Instant::now();
        made.kept.await?;
        self.metrics.stage(Stage::Keep, begun.elapsed());
        Ok(made.answers)
    }

    fn guarded(
        &self,
        generation: &Arc<Generation>,
        kind: Option<&str>,
        records: &[Bytes],
        keys: &[Reservation],
    ) -> Result<batch::Made, JudgeError> {
        let begun = Instant::now();
        // A defect of the engine must not take a connection, or the thread of many connections, with it.
        let made = catch_unwind(AssertUnwindSafe(|| self.batch(generation, kind, records, keys)));
        self.metrics.stage(Stage::Decide, begun.elapsed());
        made.unwrap_or_else(|_| {
            tracing::error!(generation = generation.number, records = records.len(), "judging panicked: a defect");
            Err(JudgeError::Defect)
        })
    }
}
