//! The generation that serves, those before it, and how the last attempt went. It loads nothing.

use std::collections::VecDeque;
use std::num::NonZeroUsize;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use arc_swap::ArcSwap;
use hirewall::Time;

use super::{Cause, Generation, Origin, Refusal, Set};
use crate::telemetry::Metrics;

/// The generation that serves and the last good ones before it.
pub struct Keeper {
    current: ArcSwap<Generation>,
    book: Mutex<Book>,
    kept: NonZeroUsize,
    metrics: Arc<Metrics>,
}

struct Book {
    /// The last is the one that serves.
    generations: VecDeque<Arc<Generation>>,
    status: Status,
}

/// How it stands with reloading.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Status {
    /// The generation that serves.
    pub generation: u64,
    /// Whether it stays until somebody asks for another: after a rollback.
    pub pinned: bool,
    /// Whether files changed while it was pinned.
    pub waiting: bool,
    /// Why the files as they are do not serve.
    pub refusal: Option<Arc<Refusal>>,
    /// When the last attempt ended.
    pub last_attempt: Time,
}

impl Status {
    /// Whether something else serves than the files say.
    #[must_use]
    pub fn degraded(&self) -> bool {
        self.refusal.is_some()
    }
}

impl Keeper {
    /// With the first set, as the generation of that number.
    #[must_use]
    pub fn new(number: u64, set: Set, kept: NonZeroUsize, metrics: Arc<Metrics>) -> Self {
        let since = hirewall::now();
        let first = Arc::new(Generation { number, set: Arc::new(set), origin: Origin::nobody(Cause::Start), since });
        let status = Status { generation: number, pinned: false, waiting: false, refusal: None, last_attempt: since };
        metrics.generation(&status);
        Self {
            current: ArcSwap::new(Arc::clone(&first)),
            book: Mutex::new(Book { generations: VecDeque::from([first]), status }),
            kept,
            metrics,
        }
    }

    /// The generation that serves, to be held while a record is judged.
    #[must_use]
    pub fn hold(&self) -> Arc<Generation> {
        self.current.load_full()
    }

    /// The generations that are kept, the newest last.
    #[must_use]
    pub fn kept(&self) -> Vec<Arc<Generation>> {
        self.book().generations.iter().cloned().collect()
    }

    /// The kept generation of that number.
    #[must_use]
    pub fn get(&self, number: u64) -> Option<Arc<Generation>> {
        self.book().generations.iter().find(|generation| generation.number == number).cloned()
    }

    /// How it stands with reloading.
    #[must_use]
    pub fn status(&self) -> Status {
        self.book().status.clone()
    }

    /// Lets a set serve from now on. What falls out of the kept ones is given back, to be dropped where it holds nobody up.
    pub(super) fn serve(&self, set: Arc<Set>, origin: Origin) -> (Arc<Generation>, Option<Arc<Generation>>) {
        let mut book = self.book();
        let number = book.status.generation + 1;
        let cause = origin.cause;
        let generation = Arc::new(Generation { number, set, origin, since: hirewall::now() });
        self.current.store(Arc::clone(&generation));
        book.generations.push_back(Arc::clone(&generation));
        let oldest = (book.generations.len() > self.kept.get()).then(|| book.generations.pop_front()).flatten();
        book.status.generation = number;
        book.status.pinned = matches!(cause, Cause::Rollback(_));
        // What was rolled back to is not what the files say; whether they are sound is known when they are tried again.
        book.status.refusal = None;
        book.status.waiting = false;
        self.tell(book, true);
        (generation, oldest)
    }

    /// The files were tried, and are what serves already.
    pub(super) fn unchanged(&self) {
        let mut book = self.book();
        book.status.refusal = None;
        book.status.pinned = false;
        book.status.waiting = false;
        self.tell(book, true);
    }

    /// The files were tried and do not serve.
    pub(super) fn refused(&self, refusal: Arc<Refusal>) {
        let mut book = self.book();
        book.status.refusal = Some(refusal);
        self.tell(book, true);
    }

    /// Nothing holds the serving generation any more.
    pub(super) fn unpin(&self) {
        let mut book = self.book();
        book.status.pinned = false;
        book.status.waiting = false;
        self.tell(book, false);
    }

    /// Files changed while the serving generation is pinned.
    pub(super) fn waits(&self) {
        let mut book = self.book();
        if !book.status.waiting {
            book.status.waiting = true;
            self.tell(book, false);
        }
    }

    fn tell(&self, mut book: MutexGuard<'_, Book>, attempt: bool) {
        if attempt {
            book.status.last_attempt = hirewall::now();
        }
        self.metrics.generation(&book.status);
    }

    fn book(&self) -> MutexGuard<'_, Book> {
        self.book.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
