//! A set of policies that is judged beside the one that serves, on the same records. It answers nobody and delays nobody: what it has no time
//! for it leaves out.

mod compare;
mod report;

use std::collections::VecDeque;
use std::sync::mpsc::{Receiver, SyncSender, TrySendError, sync_channel};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread;

use arc_swap::ArcSwapOption;
use bytes::Bytes;
use hirewall::counting::Counted;
use hirewall::{Given, Judgement, Time};

pub use compare::{Difference, Side};
pub use report::{CandidateReport, RuleDifference, Turn};

use crate::config::CandidateLimits;
use crate::generation::{Generation, Refusal, Set};
use crate::telemetry::Metrics;
use compare::Summary;
use report::Tally;

/// Bytes of a record that waits for the candidate. A larger one is left out, so that the queue stays small.
const RECORD_BYTES: usize = 256 << 10;

/// A set that is judged beside.
pub struct Candidate {
    shared: Arc<Shared>,
    jobs: SyncSender<Job>,
}

struct Shared {
    set: ArcSwapOption<Set>,
    book: Mutex<Book>,
    metrics: Arc<Metrics>,
}

/// What was found since the set was loaded.
struct Book {
    since: Time,
    refusal: Option<Refusal>,
    tally: Tally,
    differences: VecDeque<Difference>,
    kept: usize,
}

struct Job {
    record: Bytes,
    active: Summary,
    now: Time,
    /// The generation that decided, and what was counted with it.
    generation: Arc<Generation>,
    counted: Counted,
}

impl Candidate {
    /// Without a set yet; its thread waits for records.
    ///
    /// # Errors
    /// The system gives no thread.
    pub fn start(limits: CandidateLimits, metrics: Arc<Metrics>) -> std::io::Result<Self> {
        let book = Book {
            since: hirewall::now(),
            refusal: None,
            tally: Tally::default(),
            differences: VecDeque::new(),
            kept: limits.kept.get(),
        };
        let shared = Arc::new(Shared { set: ArcSwapOption::empty(), book: Mutex::new(book), metrics });
        let (jobs, queue) = sync_channel(limits.queue.get());
        let worker = Arc::clone(&shared);
        thread::Builder::new().name("hirewall-candidate".to_owned()).spawn(move || worker.run(&queue))?;
        Ok(Self { shared, jobs })
    }

    /// Judges this set from now on; the counts begin anew.
    pub(crate) fn replace(&self, set: Arc<Set>) {
        let mut book = self.shared.book();
        book.since = hirewall::now();
        book.refusal = None;
        book.tally = Tally::default();
        book.differences.clear();
        self.shared.set.store(Some(set));
    }

    /// The files do not serve; a set that was judged before is judged on.
    pub(crate) fn refused(&self, refusal: Refusal) {
        self.shared.book().refusal = Some(refusal);
    }

    /// Gives it a record that was just decided. Where it is too busy, the record is left out and counted.
    pub(crate) fn offer(&self, record: &Bytes, judgement: &Judgement, generation: &Arc<Generation>, counted: &Counted) {
        if self.shared.set.load().is_none() {
            return;
        }
        // A copy, as the record may be a small part of a large body.
        let job = || Job {
            record: Bytes::copy_from_slice(record),
            active: Summary::new(judgement),
            now: judgement.decided_at,
            generation: Arc::clone(generation),
            counted: counted.clone(),
        };
        let too_much = record.len() > RECORD_BYTES;
        if too_much || matches!(self.jobs.try_send(job()), Err(TrySendError::Full(_))) {
            self.shared.book().tally.skipped += 1;
            self.shared.metrics.candidate_skipped();
        }
    }

    /// What was found.
    #[must_use]
    pub fn report(&self) -> CandidateReport {
        let set = self.shared.set.load_full();
        let book = self.shared.book();
        book.tally.report(set.as_deref(), &book)
    }
}

impl Shared {
    fn run(&self, queue: &Receiver<Job>) {
        while let Ok(job) = queue.recv() {
            let Some(set) = self.set.load_full() else { continue };
            let judged = self.judge(&set, &job);
            // Another set may have come meanwhile; then this one's results are of no interest.
            if self.set.load().as_ref().is_some_and(|now| Arc::ptr_eq(now, &set)) {
                let mut book = self.book();
                book.take(&job, judged.as_ref(), &set);
                drop(book);
                if let Some(candidate) = &judged {
                    self.metrics.candidate(job.active.verdict, candidate.verdict);
                    for rule in candidate.only_here(&job.active) {
                        self.metrics.candidate_rule(rule, "appears");
                    }
                    for rule in job.active.only_here(candidate) {
                        self.metrics.candidate_rule(rule, "vanishes");
                    }
                }
            }
        }
    }

    /// What the candidate says of a record; nothing when the record does not fit its schemas.
    #[expect(clippy::unused_self, reason = "it is the work of this thread")]
    fn judge(&self, set: &Set, job: &Job) -> Option<Summary> {
        let engine = &set.engine;
        // As the active set understood it: a record that named no kind is of that one.
        let decoded = engine.decode(Some(&job.active.kind), &job.record).ok()?;
        let answers = engine.answers(&decoded.record, job.now);
        let mut counted = job.counted.clone();
        // What the candidate counts in the same way was counted. What it counts otherwise is missing: nobody has counted it.
        let digest = |set: &Set, id: &str| {
            let policies = set.engine.bundle().policies.iter();
            policies
                .flat_map(|policy| &policy.counters)
                .find(|counter| *counter.id == *id)
                .map(|counter| counter.digest)
        };
        counted.counters.retain(|id| digest(set, id).is_some_and(|own| digest(&job.generation.set, id) == Some(own)));
        let decision = counted.judge(engine, &decoded.record, &answers, &Given::at(job.now)).ok()?;
        Some(Summary::new(&decision))
    }

    fn book(&self) -> MutexGuard<'_, Book> {
        self.book.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Book {
    fn take(&mut self, job: &Job, candidate: Option<&Summary>, set: &Set) {
        let Some(candidate) = candidate else {
            self.tally.refused += 1;
            return;
        };
        self.tally.count(&job.active, candidate);
        if let Some(difference) = Difference::between(&job.active, candidate, set.digest()) {
            if self.differences.len() >= self.kept {
                self.differences.pop_front();
            }
            self.differences.push_back(difference);
        }
    }
}
