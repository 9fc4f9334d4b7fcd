//! Reading the events of the chain.

use hirewall_model::Time;
use serde_json::Value;

use super::EventKind;
use super::event::at;
use crate::backend::{Connection, Param};
use crate::core::Core;
use crate::index::{self, LAST, Order};
use crate::read::key_of;
use crate::rows::{EVENT, EventRow};
use crate::{Error, Result, Store};

/// An event of the chain.
#[derive(Debug, Clone, PartialEq)]
pub struct StoredEvent {
    /// Its sequence number, in one order with decisions.
    pub seq: u64,
    /// What happened; nothing when a newer version wrote a kind that this one does not know.
    pub kind: Option<EventKind>,
    /// Who did it.
    pub actor: String,
    /// When, to the microsecond.
    pub at: Time,
    /// The details.
    pub body: Value,
    /// The sequence number of the decision that it is about.
    pub decision: Option<u64>,
    /// What is personal; nothing when there was nothing, or it was erased.
    pub private: Option<Vec<u8>>,
}

/// Events on a page.
const PAGE: u32 = 1000;

impl Store {
    /// Events before a sequence number (of all, when none is given), the newest first; at most 1,000.
    ///
    /// # Errors
    /// The database fails; what is personal is not what was written.
    pub fn events(&self, kind: Option<EventKind>, before: Option<u64>, limit: u32) -> Result<Vec<StoredEvent>> {
        let before = Param::seq(before.unwrap_or(LAST).min(LAST));
        let limit = Param::Int(limit.min(PAGE).into());
        self.core().readers.with(|connection| {
            let rows = match kind {
                None => {
                    let sql = format!("SELECT {EVENT} FROM events WHERE seq < ?1 ORDER BY seq DESC LIMIT ?2");
                    connection.query(&sql, &[before, limit])?
                }
                Some(kind) => {
                    let sql =
                        format!("SELECT {EVENT} FROM events WHERE seq < ?1 AND kind = ?3 ORDER BY seq DESC LIMIT ?2");
                    connection.query(&sql, &[before, limit, Param::Text(kind.as_str())])?
                }
            };
            rows.into_iter().map(|row| self.event(connection, EventRow::read(row))).collect()
        })
    }

    /// Events about a decision, the oldest first.
    ///
    /// # Errors
    /// The database fails; what is personal is not what was written.
    pub fn events_about(&self, decision: u64) -> Result<Vec<StoredEvent>> {
        self.core().readers.with(|connection| self.about(connection, decision))
    }

    pub(crate) fn about(&self, connection: &mut dyn Connection, decision: u64) -> Result<Vec<StoredEvent>> {
        let rows = rows_about(self.core(), connection, decision)?;
        rows.into_iter().map(|row| self.event(connection, row)).collect()
    }

    fn event(&self, connection: &mut dyn Connection, mut row: EventRow) -> Result<StoredEvent> {
        let private = match (row.key, row.sealed.take()) {
            (Some(key), Some(sealed)) => match key_of(connection, &self.core().keys, key.cast_unsigned())? {
                Some(key) => Some(key.open(row.seq, sealed)?),
                None => None,
            },
            _ => None,
        };
        let body = serde_json::from_str(&row.body);
        Ok(StoredEvent {
            seq: row.seq,
            kind: EventKind::of(&row.kind),
            at: at(&row),
            body: body.map_err(|_| Error::Damaged { seq: row.seq, what: "its details are not JSON" })?,
            actor: row.actor,
            decision: row.entry.map(i64::cast_unsigned),
            private,
        })
    }
}

/// The events about a decision, the oldest first.
pub(crate) fn rows_about(core: &Core, connection: &mut dyn Connection, decision: u64) -> Result<Vec<EventRow>> {
    let hash = index::of_about(decision.cast_signed());
    let sql = format!("SELECT {EVENT} FROM events WHERE seq = ?1");
    let (mut rows, mut after) = (Vec::new(), decision);
    loop {
        let seqs = core.index.find(connection, hash, (after, LAST), Order::Oldest, PAGE as usize)?;
        for seq in &seqs {
            let found = connection.query(&sql, &[Param::seq(*seq)])?.into_iter().next().map(EventRow::read);
            rows.extend(found.filter(|row| row.entry == Some(decision.cast_signed())));
        }
        match seqs.last() {
            Some(last) if seqs.len() == PAGE as usize => after = *last,
            _ => return Ok(rows),
        }
    }
}
