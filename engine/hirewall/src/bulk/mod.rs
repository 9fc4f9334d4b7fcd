//! Many records, judged on all cores, in order and in constant memory. Where the records come from is not known here.

mod batches;
mod input;
mod judge;
mod lines;
mod ordered;
mod turns;

use std::io;
use std::num::NonZeroUsize;
use std::sync::Arc;
use std::thread;

use hirewall_decide::{Counts, Given, Judgement};
use hirewall_model::{Answer, Record};

use crate::Engine;
use crate::counting::{Counted, Counting, CountingError, Limits};
use crate::refused::Refused;
use crate::signals::Recording;

pub use batches::BatchLimits;
pub use input::Input;
pub use lines::{DEFAULT_MAX_LINE_BYTES, Lines};

use batches::{Batch, Batches};
use judge::Halt;
use turns::Turns;

/// How records are judged in bulk.
#[derive(Debug, Clone)]
pub struct Options {
    /// The evaluation time and the rest, the same for all records.
    pub given: Given,
    /// Answers of detectors that were recorded, with what counters came to and the joined records. With them no detector is asked
    /// and nothing is counted, and each record is judged as of the time that was recorded; a record without is refused.
    pub replay: Option<Arc<Recording>>,
    /// The kind of the records; when absent, each names its own.
    pub kind: Option<String>,
    /// Threads that decode, decide and render; as many as the machine can run at once when absent.
    pub threads: Option<NonZeroUsize>,
    /// How many records travel together.
    pub batch: BatchLimits,
    /// What counting and joining may take.
    pub counting: Limits,
}

impl Options {
    /// The defaults with what is given.
    #[must_use]
    pub fn new(given: Given) -> Self {
        Self {
            given,
            replay: None,
            kind: None,
            threads: None,
            batch: BatchLimits::default(),
            counting: Limits::default(),
        }
    }
}

/// A record that was judged or refused.
#[derive(Debug)]
pub struct Judged<'a> {
    /// Its text and where it came from.
    pub input: &'a Input,
    /// The record and what was decided, or why it was refused.
    pub answer: Result<(&'a Record<'a>, Judgement), Refused>,
    /// What the detectors said of it, in the order of their ids; empty for a record that was refused.
    pub answers: &'a [Answer],
    /// What counters came to at it, and the records that it is joined with; nothing for a record that was refused.
    pub counted: &'a Counted,
}

impl<'a> Judged<'a> {
    fn refused(input: &'a Input, refused: Refused) -> Self {
        const NOTHING: &Counted = &Counted { counters: Counts::new(), joined: Vec::new() };
        Self { input, answer: Err(refused), answers: &[], counted: NOTHING }
    }
}

/// Why the judging stopped before the end of the input.
#[derive(Debug, thiserror::Error)]
pub enum Stop<E> {
    /// The input could not be read further. All records before it were handed out.
    #[error("the input cannot be read further: {0}")]
    Read(#[source] io::Error),
    /// Records could not be counted further. All results before the batch in which that happened were handed out.
    #[error(transparent)]
    Counting(CountingError),
    /// The sink refused a result.
    #[error("{0}")]
    Sink(E),
    /// A thread ended without an answer, which is a defect of the engine.
    #[error("a thread stopped before its work was done")]
    Internal,
}

/// Judges every record of `inputs`.
///
/// Three things happen at the same time: one thread reads `inputs`; `threads` others decode, decide, and turn what comes
/// out into `T` with `render` (for instance a line of JSON); the calling thread hands each `T` to `sink`, in the order
/// of the input. Where the policies count or join, that happens in the order of the input too, after the detectors and before
/// the deciding, so that the answers are the same for any number of threads. Records travel in batches, and only so many are under way that memory stays the same however long
/// the input is. A record that cannot be read is refused, and the others go on.
///
/// # Errors
/// Reading failed, `sink` failed, or a thread stopped. When `sink` fails, the reading thread ends at its next record: an
/// input that blocks for ever, such as a terminal, is waited for.
pub fn decide<T, E>(
    engine: &Engine,
    options: &Options,
    inputs: impl Iterator<Item = io::Result<Input>> + Send,
    render: impl Fn(Judged<'_>) -> T + Sync,
    mut sink: impl FnMut(T) -> Result<(), E>,
) -> Result<(), Stop<E>>
where
    T: Send,
{
    let threads = options.threads.or_else(|| thread::available_parallelism().ok()).unwrap_or(NonZeroUsize::MIN);
    // Enough that no worker waits for the slowest, few enough to be small.
    let in_flight = threads.saturating_mul(BATCHES_A_THREAD);
    let counts = options.replay.is_none() && engine.counts();
    let turns = counts.then(|| Turns::new(Counting::new(options.counting)));
    let work = |batch: Batch| {
        let turn = turns.as_ref().map(|turns| turns.of(batch.number));
        (judge::batch(engine, options, &batch.inputs, turn, &render), batch.error)
    };
    let outcome = ordered::run(
        ordered::Width { threads, in_flight },
        Batches::new(inputs, options.batch),
        work,
        |(results, error)| {
            let results = results.map_err(|halt| match halt {
                Halt::Counting(error) => Stop::Counting(error),
                // The batch that failed comes first, unless its thread ended.
                Halt::Earlier => Stop::Internal,
            })?;
            results.into_iter().try_for_each(&mut sink).map_err(Stop::Sink)?;
            error.map_or(Ok(()), |error| Err(Stop::Read(error)))
        },
    )?;
    outcome.map_err(|ordered::Stopped| Stop::Internal)
}

const BATCHES_A_THREAD: NonZeroUsize = NonZeroUsize::MIN.saturating_add(3);
