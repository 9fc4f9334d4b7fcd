//! The one thread that writes. It takes what waits, in the order of tickets, links it into the chain, and makes it durable as a
//! group; then it tells everyone. When a write fails it tells everyone that too, and takes nothing more until a probe succeeds.

mod desk;
mod group;
mod head;

use std::collections::HashMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::atomic::Ordering;

use crate::audit::Checkpoints;
use crate::backend::Connection;
use crate::core::Core;
use crate::entry::now;
use crate::queue::{Job, Work};
use crate::{Done, Error, Result, schema};
pub(crate) use desk::{Desk, Erasable, is_held};
pub(crate) use head::{Head, first_ticket, load, restore_index};

/// Bytes of one transaction, above which it takes nothing more in.
const GROUP_BYTES: usize = 16 << 20;

/// The one that writes.
pub(crate) struct Writer {
    pub(crate) core: Arc<Core>,
    pub(crate) connection: Box<dyn Connection>,
    pub(crate) head: Head,
    pub(crate) checkpoints: Checkpoints,
    /// Subjects that were erased since the store was opened, and by which event: what was sealed for them before is sealed anew.
    pub(crate) erased: HashMap<[u8; 16], u64>,
}

impl Writer {
    /// Works until the queue is closed and empty.
    pub(crate) fn run(mut self) {
        let core = Arc::clone(&self.core);
        while let Some(mut works) = core.queue.next(core.options.group_entries.max(1), GROUP_BYTES) {
            match works.pop() {
                Some(Work::Job(seq, job, done)) => {
                    let result = self.job(seq, job);
                    tell(done, result.map(|()| seq));
                }
                Some(last) => {
                    works.push(last);
                    self.group(works);
                }
                None => {}
            }
        }
        let _ = self.last_checkpoint();
        core.readers.close();
        core.arrivals.close();
        self.connection.finish();
        drop(self.connection);
        core.backend.release();
    }

    fn group(&mut self, mut works: Vec<Work>) {
        if let Err(error) = self.write(&mut works) {
            self.connection.rollback();
            return self.fail(works, &error);
        }
        self.core.pending.remove(views(&works));
        for work in works {
            let seq = match &work {
                Work::Entry(entry, _) => entry.row.seq,
                Work::Event(event, _) => event.row.seq,
                Work::Job(seq, ..) => *seq,
            };
            // The entry goes first, and with it its idempotency key.
            if let Some(done) = work.done() {
                tell(done, Ok(seq));
            }
        }
    }

    fn job(&mut self, seq: u64, job: Job) -> Result<()> {
        let mut retired = Vec::new();
        let mut head = self.head;
        let mut posting = None;
        let result = (|| {
            self.connection.begin()?;
            let mut desk = Desk { connection: self.connection.as_mut(), core: &self.core, seq, retired: &mut retired };
            if let Some(event) = job(&mut desk)? {
                head = head.next(&self.core.keys, seq, &event.digest);
                group::insert_events(self.connection.as_mut(), &[(&event, self.head.seq, head.mac)])?;
                head.store(self.connection.as_mut(), &self.core.keys)?;
                posting = event.posting;
            }
            self.connection.commit()
        })();
        if let Err(error) = result {
            self.connection.rollback();
            return Err(error);
        }
        self.head = head;
        self.core.index.add(posting);
        self.core.durable.store(head.seq, Ordering::Release);
        if !retired.is_empty() {
            // The log still has what was erased.
            self.connection.finish();
        }
        for subject in retired {
            self.erased.insert(subject, seq);
            self.core.subject_keys.retire(subject);
        }
        Ok(())
    }

    /// Tells everyone who waits, and waits itself until writing works again.
    fn fail(&mut self, works: Vec<Work>, error: &Error) {
        let why: Arc<str> = match error {
            Error::Database { why, .. } => Arc::clone(why),
            other => other.to_string().into(),
        };
        let waiting = self.core.queue.refuse(&why);
        self.core.pending.remove(views(&works).chain(views(&waiting)));
        for done in works.into_iter().chain(waiting).filter_map(Work::done) {
            tell(done, Err(Error::WriteFailed { why: Arc::clone(&why) }));
        }
        while self.core.queue.wait_to_probe(self.core.options.probe_every) {
            if let Ok(first) = self.try_again() {
                self.core.queue.reopen(first);
                return;
            }
            self.connection.rollback();
        }
    }

    /// Writes something. What was written before is read anew, as a commit whose answer was lost may have happened. The first free
    /// ticket.
    fn try_again(&mut self) -> Result<u64> {
        let (core, connection) = (&self.core, self.connection.as_mut());
        connection.recover()?;
        core.subject_keys.forget();
        let head = load(connection, &core.keys)?;
        connection.begin()?;
        schema::set_meta(connection, "probe", &now().to_string())?;
        connection.commit()?;
        restore_index(connection, core)?;
        let first = first_ticket(connection, &head)?;
        self.head = head;
        core.durable.store(head.seq, Ordering::Release);
        Ok(first)
    }

    fn last_checkpoint(&mut self) -> Result<()> {
        if let Some(checkpoint) = self.checkpoints.due(&self.head, 1) {
            self.connection.begin()?;
            checkpoint.store(self.connection.as_mut())?;
            self.connection.commit()?;
            self.checkpoints.append(&checkpoint, true)?;
        }
        Ok(())
    }
}

fn views(works: &[Work]) -> impl Iterator<Item = &crate::prepared::View> {
    works.iter().filter_map(|work| if let Work::Entry(entry, _) = work { Some(entry.view.as_ref()) } else { None })
}

/// A caller's function that panics does not stop the writer.
fn tell(done: Done, result: Result<u64>) {
    let _ = catch_unwind(AssertUnwindSafe(|| done(result)));
}
