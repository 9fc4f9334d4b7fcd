//! A place in the order of entries, taken before what will stand there is known.

use std::sync::Arc;

use crate::core::Core;
use crate::prepared::{check, prepare};
use crate::queue::Work;
use crate::{Entry, Error};

/// A place in the order of entries. Dropped without a commit it is void: its number is not used.
///
/// The writer waits for it: between taking a ticket and committing or dropping it there should be nothing slow.
#[must_use = "a ticket that is dropped is void"]
pub struct Ticket {
    core: Arc<Core>,
    seq: u64,
    used: bool,
}

impl std::fmt::Debug for Ticket {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Ticket").field("seq", &self.seq).finish_non_exhaustive()
    }
}

impl Ticket {
    pub(crate) fn new(core: Arc<Core>, seq: u64) -> Self {
        Self { core, seq, used: false }
    }

    /// The sequence number that the entry will have.
    #[must_use]
    pub fn seq(&self) -> u64 {
        self.seq
    }

    /// Hands the entry to the writer. Compresses and encrypts it on this thread. `done` is called once it is as durable as was asked for, or
    /// with the reason why it is not; when it is refused at once, on this thread.
    pub fn commit(mut self, entry: Entry, done: impl FnOnce(crate::Result<u64>) + Send + 'static) {
        let (core, seq) = (Arc::clone(&self.core), self.seq);
        let options = &core.options;
        let prepared = check(&entry, options.entry_bytes).and_then(|()| {
            let key_of = |subject| core.subject_keys.get(&core.keys, subject, seq);
            prepare(&core.keys, key_of, seq, entry, options.compress)
        });
        let prepared = match prepared {
            Ok(prepared) => prepared,
            // It is void once the caller knows: who looks for what is under way sees it until then.
            Err(error) => return done(Err(error)),
        };
        let view = Arc::clone(&prepared.view);
        let work = Work::Entry(Box::new(prepared), Box::new(done));
        match core.queue.put(seq, work, || core.pending.add(view)) {
            Ok(()) => self.used = true,
            Err((work, error)) => (work.done())(Err(error)),
        }
    }

    /// The same, and waits for it.
    ///
    /// # Errors
    /// What `done` would have been called with.
    pub fn commit_and_wait(self, entry: Entry) -> crate::Result<u64> {
        let (send, receive) = std::sync::mpsc::sync_channel(1);
        self.commit(entry, move |result| drop(send.send(result)));
        receive.recv().unwrap_or(Err(Error::Closed))
    }
}

impl Drop for Ticket {
    fn drop(&mut self) {
        if !self.used {
            self.core.queue.void(self.seq);
        }
    }
}
