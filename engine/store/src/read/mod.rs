//! Reading what was stored: by id, by search, in order, and for joins and counters.

mod generations;
mod history;
mod latest;
mod replay;
mod search;

pub use generations::Generation;
pub(crate) use history::rewrite;
pub use latest::LatestRecord;
pub use replay::Replay;
pub(crate) use search::first_after;
pub use search::{Disposed, Page, Query};

use crate::backend::{Connection, Param};
use crate::index::{self, LAST, Order};
use crate::keys::Keys;
use crate::rows::{ENTRY, EntryRow};
use crate::subject_key::SubjectKey;
use crate::{Content, Result, Store, StoredDecision};

/// A data key of a subject; nothing when it was destroyed.
pub(crate) fn key_of(connection: &mut dyn Connection, keys: &Keys, number: u64) -> Result<Option<SubjectKey>> {
    let sql = "SELECT subject, wrapped FROM subject_keys WHERE seq = ?1";
    let Some(mut row) = connection.query(sql, &[Param::seq(number)])?.into_iter().next() else { return Ok(None) };
    let damaged = crate::Error::Damaged { seq: number, what: "its key has no subject" };
    let subject = row.bytes().as_slice().try_into().map_err(|_| damaged)?;
    SubjectKey::unwrap(keys, subject, number, row.bytes()).map(Some)
}

/// The row with that sequence number.
pub(crate) fn row_at(connection: &mut dyn Connection, seq: u64) -> Result<Option<EntryRow>> {
    let sql = format!("SELECT {ENTRY} FROM entries WHERE seq = ?1");
    Ok(connection.query(&sql, &[Param::seq(seq)])?.into_iter().next().map(EntryRow::read))
}

impl Store {
    /// The decision with that id, the newest where there are several.
    ///
    /// # Errors
    /// The database fails; the content is not what was written.
    pub fn decision(&self, id: &str) -> Result<Option<StoredDecision>> {
        self.core().readers.with(|connection| {
            let Some(row) = self.row_by_id(connection, id)? else { return Ok(None) };
            self.opened(connection, row).map(Some)
        })
    }

    /// The decision with that sequence number.
    ///
    /// # Errors
    /// The database fails; the content is not what was written.
    pub fn decision_at(&self, seq: u64) -> Result<Option<StoredDecision>> {
        self.core().readers.with(|connection| {
            let Some(row) = row_at(connection, seq)? else { return Ok(None) };
            self.opened(connection, row).map(Some)
        })
    }

    pub(crate) fn row_by_id(&self, connection: &mut dyn Connection, id: &str) -> Result<Option<EntryRow>> {
        let core = self.core();
        let id = id.replace('\0', "\u{fffd}");
        let hash = index::of_id(&core.keys, &id);
        for seq in core.index.find(connection, hash, (0, LAST), Order::Newest, 64)? {
            if let Some(row) = row_at(connection, seq)?.filter(|row| row.id == id) {
                return Ok(Some(row));
            }
        }
        Ok(None)
    }

    /// A row with its content, if that is still there.
    pub(crate) fn opened(&self, connection: &mut dyn Connection, mut row: EntryRow) -> Result<StoredDecision> {
        let content = self.content(connection, &mut row)?;
        Ok(StoredDecision { content, ..row.stored() })
    }

    pub(crate) fn content(&self, connection: &mut dyn Connection, row: &mut EntryRow) -> Result<Option<Content>> {
        let core = self.core();
        let Some(sealed) = row.sealed.take() else { return Ok(None) };
        // An erasure may come between the two reads.
        let Some(key) = key_of(connection, &core.keys, row.key)? else { return Ok(None) };
        let plain = key.open(row.seq, sealed)?;
        Content::decode(row.seq, &plain, UNPACKED).map(Some)
    }
}

/// What a content may unpack to: what its length can say. It was authenticated before, so that its length is our own, and it may have been
/// written under larger limits than those of today.
pub(crate) const UNPACKED: usize = u32::MAX as usize;
