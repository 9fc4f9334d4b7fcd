//! The queue between callers and the writer: a slot per ticket, handed to the writer in the order of tickets, and never beyond one that
//! is still in somebody's hand.

use std::collections::VecDeque;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use crate::audit::PreparedEvent;
use crate::prepared::Prepared;
use crate::writer::Desk;
use crate::{Error, Result};

/// Called once, on the writer's thread or, when it is refused at once, on the caller's: with the sequence number once the entry is as durable as was asked for, or with the
/// reason why it is not. It should return at once.
pub type Done = Box<dyn FnOnce(Result<u64>) + Send>;

/// Work in a transaction of its own, which may leave an event in the chain.
pub(crate) type Job = Box<dyn FnOnce(&mut Desk<'_>) -> Result<Option<PreparedEvent>> + Send>;

/// What a ticket brought.
pub(crate) enum Work {
    /// Of entries that came together the last tells for all.
    Entry(Box<Prepared>, Option<Done>),
    Event(Box<PreparedEvent>, Done),
    Job(u64, Job, Done),
}

impl Work {
    fn bytes(&self) -> usize {
        match self {
            Self::Entry(entry, _) => entry.bytes(),
            Self::Event(event, _) => event.bytes(),
            Self::Job(..) => 0,
        }
    }

    /// Whom to tell.
    pub(crate) fn done(self) -> Option<Done> {
        match self {
            Self::Entry(_, done) => done,
            Self::Event(_, done) | Self::Job(_, _, done) => Some(done),
        }
    }
}

/// Tells everyone who waits why nothing came of it.
pub(crate) fn tell(works: Vec<Work>, error: &Error) {
    for done in works.into_iter().filter_map(Work::done) {
        done(Err(error.clone()));
    }
}

enum Slot {
    Taken,
    Void,
    Ready(Work),
}

enum State {
    Open,
    Refusing(Arc<str>),
    Closed,
}

/// The queue.
pub(crate) struct Queue {
    inner: Mutex<Inner>,
    wake: Condvar,
    entries: usize,
    bytes: usize,
}

struct Inner {
    /// The ticket of the first slot.
    base: u64,
    slots: VecDeque<Slot>,
    bytes: usize,
    state: State,
    /// Somebody asked that writing is tried now.
    probe: bool,
    /// The writer sleeps until the first slot is ready. Whoever makes it ready while it writes need not wake it, which would ask the system
    /// each time: it looks again before it sleeps, and says so without letting go of the lock in between.
    idle: bool,
}

impl Inner {
    /// Where the slot of a ticket is, unless the writer has it.
    fn index(&self, ticket: u64) -> Option<usize> {
        usize::try_from(ticket.checked_sub(self.base)?).ok()
    }

    /// A slot that is in somebody's hand, so many behind another.
    fn taken(&mut self, first: Option<usize>, further: usize) -> Option<&mut Slot> {
        self.slots.get_mut(first?.checked_add(further)?).filter(|slot| matches!(slot, Slot::Taken))
    }

    fn refusal(&self) -> Option<Error> {
        match &self.state {
            State::Open => None,
            State::Refusing(why) => Some(Error::Refusing { why: Arc::clone(why) }),
            State::Closed => Some(Error::Closed),
        }
    }
}

impl Queue {
    /// A queue whose first ticket is `first`.
    pub(crate) fn new(first: u64, entries: usize, bytes: usize) -> Self {
        let inner =
            Inner { base: first, slots: VecDeque::new(), bytes: 0, state: State::Open, probe: false, idle: false };
        Self { inner: Mutex::new(inner), wake: Condvar::new(), entries, bytes }
    }

    fn lock(&self) -> MutexGuard<'_, Inner> {
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The first of `count` tickets in a row. Those of our own work are not counted against the limit.
    pub(crate) fn take(&self, count: usize, own: bool) -> Result<u64> {
        let mut inner = self.lock();
        if let Some(refusal) = inner.refusal() {
            return Err(refusal);
        }
        if !own {
            if count > self.entries {
                return Err(Error::TooLarge { what: "a batch", limit: self.entries, unit: "entries" });
            }
            if inner.slots.len() + count > self.entries || inner.bytes > self.bytes {
                return Err(Error::Full);
            }
        }
        let first = inner.base + inner.slots.len() as u64;
        inner.slots.extend((0..count).map(|_| Slot::Taken));
        Ok(first)
    }

    /// Puts works where the ticket and those after it are, all or none; gives them back with the reason when the store does not take them any
    /// more. `accepted` runs before the writer can see them.
    pub(crate) fn put(
        &self,
        ticket: u64,
        works: Vec<Work>,
        accepted: impl FnOnce(),
    ) -> std::result::Result<(), (Vec<Work>, Error)> {
        let mut inner = self.lock();
        if let Some(refusal) = inner.refusal() {
            return Err((works, refusal));
        }
        let first = inner.index(ticket);
        if (0..works.len()).any(|further| inner.taken(first, further).is_none()) {
            // The write of their neighbours failed while they were in hand.
            return Err((works, Error::WriteFailed { why: "an entry before it was not written".into() }));
        }
        accepted();
        for (further, work) in works.into_iter().enumerate() {
            inner.bytes += work.bytes();
            if let Some(slot) = inner.taken(first, further) {
                *slot = Slot::Ready(work);
            }
        }
        self.wake_for(&inner, first);
        Ok(())
    }

    /// The ticket and those after it bring nothing.
    pub(crate) fn void(&self, ticket: u64, count: usize) {
        let mut inner = self.lock();
        let first = inner.index(ticket);
        for further in 0..count {
            if let Some(slot) = inner.taken(first, further) {
                *slot = Slot::Void;
            }
        }
        self.wake_for(&inner, first);
    }

    /// Wakes the writer when it waits for this slot.
    fn wake_for(&self, inner: &Inner, first: Option<usize>) {
        if first == Some(0) && inner.idle {
            self.wake.notify_all();
        }
    }

    /// The next work in order: at most so many entries and bytes, a job alone. Waits for it; nothing once the queue is closed and
    /// everything that it took was handed out.
    pub(crate) fn next(&self, entries: usize, bytes: usize) -> Option<Vec<Work>> {
        let mut inner = self.lock();
        let mut group = Vec::new();
        let mut size = 0;
        loop {
            let closed = matches!(inner.state, State::Closed);
            while group.len() < entries && size < bytes {
                match inner.slots.front() {
                    None => break,
                    Some(Slot::Taken) if !closed => break,
                    Some(Slot::Ready(Work::Job(..))) if !group.is_empty() => break,
                    Some(_) => {}
                }
                inner.base += 1;
                let Some(Slot::Ready(work)) = inner.slots.pop_front() else { continue };
                size += work.bytes();
                let job = matches!(work, Work::Job(..));
                group.push(work);
                if job {
                    break;
                }
            }
            if !group.is_empty() {
                inner.bytes = inner.bytes.saturating_sub(size);
                return Some(group);
            }
            if closed {
                return None;
            }
            inner.idle = true;
            inner = self.wake.wait(inner).unwrap_or_else(PoisonError::into_inner);
            inner.idle = false;
        }
    }

    /// Takes nothing more; gives back everything that waits, in order.
    pub(crate) fn refuse(&self, why: &Arc<str>) -> Vec<Work> {
        let mut inner = self.lock();
        if !matches!(inner.state, State::Closed) {
            inner.state = State::Refusing(Arc::clone(why));
        }
        inner.base += inner.slots.len() as u64;
        inner.bytes = 0;
        let ready = |slot| if let Slot::Ready(work) = slot { Some(work) } else { None };
        inner.slots.drain(..).filter_map(ready).collect()
    }

    /// Waits until it is time to try again; whether to go on.
    pub(crate) fn wait_to_probe(&self, patience: Duration) -> bool {
        let inner = self.lock();
        let waiting = |inner: &mut Inner| !inner.probe && matches!(inner.state, State::Refusing(_));
        let (mut inner, _) =
            self.wake.wait_timeout_while(inner, patience, waiting).unwrap_or_else(PoisonError::into_inner);
        inner.probe = false;
        matches!(inner.state, State::Refusing(_))
    }

    /// Asks for a try at once.
    pub(crate) fn probe(&self) {
        self.lock().probe = true;
        self.wake.notify_all();
    }

    /// Takes work again, from a ticket on that is beyond everything that the database has: another process may have written meanwhile.
    pub(crate) fn reopen(&self, first: u64) {
        let mut inner = self.lock();
        if matches!(inner.state, State::Refusing(_)) {
            inner.state = State::Open;
            // While it refuses there are no slots.
            inner.base = inner.base.max(first);
        }
        self.wake.notify_all();
    }

    /// Takes nothing more. What was put is still written; tickets in hand are void.
    pub(crate) fn close(&self) {
        self.lock().state = State::Closed;
        self.wake.notify_all();
    }

    /// Why nothing is taken at present.
    pub(crate) fn refusal(&self) -> Option<Error> {
        self.lock().refusal()
    }

    /// Tickets that were taken and not yet handed to the writer, and the bytes of what they brought.
    pub(crate) fn waiting(&self) -> (usize, usize) {
        let inner = self.lock();
        (inner.slots.len(), inner.bytes)
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

    use std::sync::mpsc::{Sender, channel};
    use std::thread;

    use super::*;

    const ROUNDS: u64 = 20_000;
    /// How long somebody may wait before the writer counts as asleep for good.
    const PATIENCE: Duration = Duration::from_secs(60);

    fn bring(queue: &Queue, ticket: u64, told: &Sender<u64>) {
        let told = told.clone();
        let done: Done = Box::new(move |result| {
            let _ = told.send(result.unwrap());
        });
        let put = queue.put(ticket, vec![Work::Job(ticket, Box::new(|_| Ok(None)), done)], || ());
        put.map_err(|(_, error)| error).unwrap();
    }

    fn tell_all(works: Vec<Work>) {
        for work in works {
            let Work::Job(ticket, ..) = work else { continue };
            work.done().unwrap()(Ok(ticket));
        }
    }

    #[test]
    fn a_writer_that_sleeps_is_woken_by_what_it_waits_for() {
        let queue = Queue::new(1, 4, 1 << 20);
        let lost = thread::scope(|scope| {
            scope.spawn(|| {
                while let Some(works) = queue.next(2, 1 << 20) {
                    tell_all(works);
                }
            });
            let (told, receive) = channel();
            let lost = (0..ROUNDS).find(|round| {
                let first = queue.take(2, true).unwrap();
                if round % 2 == 0 {
                    // What is ready waits for the one before it, which comes to nothing.
                    bring(&queue, first + 1, &told);
                    queue.void(first, 1);
                } else {
                    bring(&queue, first, &told);
                    queue.void(first + 1, 1);
                }
                receive.recv_timeout(PATIENCE).is_err()
            });
            queue.close();
            lost
        });
        assert_eq!(lost, None);
    }

    #[test]
    fn what_comes_while_the_writer_is_awake_is_found_by_it() {
        let queue = Queue::new(1, 4, 1 << 20);
        let (told, receive) = channel();
        queue.take(3, true).unwrap();
        bring(&queue, 1, &told);
        let first = queue.next(2, 1 << 20).unwrap();
        // It is here, in the middle of its work: nobody can wake it.
        bring(&queue, 3, &told);
        queue.void(2, 1);
        tell_all(first);
        tell_all(queue.next(2, 1 << 20).unwrap());
        assert_eq!(receive.try_iter().collect::<Vec<_>>(), [1, 3]);
    }
}
