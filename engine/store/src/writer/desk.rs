//! What a job has to work with, inside its transaction.

use crate::audit::PreparedEvent;
use crate::backend::{Connection, Param};
use crate::core::Core;
use crate::{Event, Result, Store};

/// What a job has to work with.
pub(crate) struct Desk<'w> {
    pub(crate) connection: &'w mut dyn Connection,
    pub(crate) core: &'w Core,
    /// The job's own place in the order; its event stands there.
    pub(crate) seq: u64,
    /// Subjects whose keys the job destroys.
    pub(crate) retired: &'w mut Vec<[u8; 16]>,
}

impl Desk<'_> {
    /// Takes the content out of a row of a table, with a voucher that it was us.
    pub(crate) fn take_out(&mut self, table: Erasable, seq: u64) -> Result<()> {
        let voucher = self.core.keys.voucher(table.name(), seq, self.seq);
        let params = [Param::seq(self.seq), Param::Bytes(&voucher), Param::seq(seq)];
        self.connection.execute(table.statement(), &params).map(drop)
    }
}

/// Whether a subject is under a legal hold.
pub(crate) fn is_held(connection: &mut dyn Connection, subject: &[u8]) -> Result<bool> {
    let sql = "SELECT event FROM holds WHERE subject = ?1";
    Ok(!connection.query(sql, &[Param::Bytes(subject)])?.is_empty())
}

/// The tables whose rows have contents that can be erased.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Erasable {
    Entries,
    Events,
}

impl Erasable {
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Entries => "entries",
            Self::Events => "events",
        }
    }

    fn statement(self) -> &'static str {
        match self {
            Self::Entries => {
                "UPDATE entries SET sealed = NULL, record = NULL, subject = NULL, erased = ?1, voucher = ?2 WHERE seq = ?3"
            }
            Self::Events => "UPDATE events SET sealed = NULL, erased = ?1, voucher = ?2 WHERE seq = ?3",
        }
    }
}

impl Store {
    /// Runs a job on the writer's thread, in its turn, and waits for what it gives. The event that it leaves stands at its place.
    pub(crate) fn job<T: Send + 'static>(
        &self,
        job: impl FnOnce(&mut Desk<'_>) -> Result<(Option<Event>, T)> + Send + 'static,
    ) -> Result<T> {
        self.prepared_job(|desk| {
            let (event, result) = job(desk)?;
            Ok((event.map(|event| PreparedEvent::new(desk.seq, &event, None, None)), result))
        })
    }

    /// The same, with an event that the job made ready itself.
    pub(crate) fn prepared_job<T: Send + 'static>(
        &self,
        job: impl FnOnce(&mut Desk<'_>) -> Result<(Option<PreparedEvent>, T)> + Send + 'static,
    ) -> Result<T> {
        use crate::queue::Work;
        let core = self.core();
        let seq = core.queue.take(1, true)?;
        let (give, given) = std::sync::mpsc::sync_channel(1);
        let (send, receive) = std::sync::mpsc::sync_channel(1);
        let run = move |desk: &mut Desk<'_>| {
            let (event, result) = job(desk)?;
            let _ = give.send(result);
            Ok(event)
        };
        let work = Work::Job(seq, Box::new(run), Box::new(move |result| drop(send.send(result))));
        core.queue.put(seq, vec![work], || ()).map_err(|(_, error)| error)?;
        receive.recv().unwrap_or(Err(crate::Error::Closed))?;
        given.recv().map_err(|_| crate::Error::Closed)
    }
}
