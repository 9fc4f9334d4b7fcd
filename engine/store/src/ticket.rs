//! Places in the order of entries, taken before what will stand there is known.

use std::sync::Arc;

use crate::core::Core;
use crate::prepared::{Preparing, View, check, prepare};
use crate::queue::{Work, tell};
use crate::{Done, Entry, Error, Result};

/// A run of places in the order of entries. Those that no entry is brought to are void: their numbers are not used.
///
/// The writer waits for them: between taking places and committing or dropping them there should be nothing slow.
#[must_use = "places that are dropped are void"]
pub struct Places {
    core: Arc<Core>,
    /// The first that is still in hand.
    first: u64,
    count: usize,
    preparing: Preparing,
    /// What was brought, and why something of it cannot be taken.
    works: Vec<Work>,
    views: Vec<Arc<View>>,
    refused: Option<Error>,
}

impl std::fmt::Debug for Places {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Places").field("first", &self.first).field("count", &self.count).finish_non_exhaustive()
    }
}

impl Places {
    pub(crate) fn new(core: Arc<Core>, first: u64, count: usize) -> Self {
        let (works, views) = (Vec::with_capacity(count), Vec::with_capacity(count));
        Self { core, first, count, preparing: Preparing::new(count), works, views, refused: None }
    }

    /// The sequence number that the first entry will have.
    #[must_use]
    pub fn first(&self) -> u64 {
        self.first
    }

    /// Brings the entry of the next place: compresses and encrypts it on this thread. Nothing is written before all are committed.
    pub fn bring(&mut self, entry: Entry) {
        if self.refused.is_some() {
            return;
        }
        match self.prepared(entry) {
            Ok(()) => {}
            Err(error) => self.refused = Some(error),
        }
    }

    fn prepared(&mut self, entry: Entry) -> Result<()> {
        let (core, place) = (&self.core, self.works.len());
        if place >= self.count {
            return Err(Error::TooLarge {
                what: "what is brought to a run of places",
                limit: self.count,
                unit: "entries",
            });
        }
        let options = &core.options;
        check(&entry, options.entry_bytes)?;
        let seq = self.first + place as u64;
        let prepared = prepare(&mut self.preparing, &core.keys, &core.subject_keys, seq, entry, options.compress)?;
        self.views.push(Arc::clone(&prepared.view));
        self.works.push(Work::Entry(Box::new(prepared), None));
        Ok(())
    }

    /// Hands what was brought to the writer, all of it or, when an entry cannot be taken, nothing. `done` is called once all of it is as durable as
    /// was asked for, with the last one's sequence number, or with the reason why one of them is not; when they are refused at once, on this
    /// thread.
    pub fn commit(self, done: impl FnOnce(Result<u64>) + Send + 'static) {
        self.hand_over(Box::new(done));
    }

    fn hand_over(mut self, done: Done) {
        // Places are void once the caller knows: who looks for what is under way sees them until then.
        if let Some(error) = self.refused.take() {
            return done(Err(error));
        }
        let (mut works, views) = (std::mem::take(&mut self.works), std::mem::take(&mut self.views));
        let count = works.len();
        match works.last_mut() {
            Some(Work::Entry(_, last)) => *last = Some(done),
            _ => return done(Ok(self.first.saturating_sub(1))),
        }
        match self.core.queue.put(self.first, works, || self.core.pending.add(views)) {
            Ok(()) => {
                self.first += count as u64;
                self.count -= count;
            }
            Err((works, error)) => tell(works, &error),
        }
    }
}

impl Drop for Places {
    fn drop(&mut self) {
        if self.count > 0 {
            self.core.queue.void(self.first, self.count);
        }
    }
}

/// One place in the order of entries. Dropped without a commit it is void: its number is not used.
///
/// The writer waits for it: between taking a ticket and committing or dropping it there should be nothing slow.
#[derive(Debug)]
#[must_use = "a ticket that is dropped is void"]
pub struct Ticket(Places);

impl Ticket {
    pub(crate) fn new(core: Arc<Core>, seq: u64) -> Self {
        Self(Places::new(core, seq, 1))
    }

    /// The sequence number that the entry will have.
    #[must_use]
    pub fn seq(&self) -> u64 {
        self.0.first()
    }

    /// Hands the entry to the writer. Compresses and encrypts it on this thread. `done` is called as [`Places::commit`] says.
    pub fn commit(mut self, entry: Entry, done: impl FnOnce(Result<u64>) + Send + 'static) {
        self.0.bring(entry);
        self.0.commit(done);
    }

    /// The same, and waits for it.
    ///
    /// # Errors
    /// What `done` would have been called with.
    pub fn commit_and_wait(self, entry: Entry) -> Result<u64> {
        let (send, receive) = std::sync::mpsc::sync_channel(1);
        self.commit(entry, move |result| drop(send.send(result)));
        receive.recv().unwrap_or(Err(Error::Closed))
    }
}
