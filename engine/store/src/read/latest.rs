//! The latest record of a subject, for joins: what waits to be written counts as written.

use hirewall_model::Time;

use super::{UNPACKED, row_at};
use crate::backend::Param;
use crate::index::{self, LAST, Order};
use crate::rows::{ENTRY_BARE, EntryRow};
use crate::{Result, Store};

/// Records of one kind and subject that are looked at, the newest in the order of entries. A record whose own time is later than that
/// of a thousand entries after it is not found.
const LOOK: usize = 1000;

/// A record that others of the same subject may be joined with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LatestRecord {
    /// The sequence number of its entry.
    pub seq: u64,
    /// Its own time, to the microsecond.
    pub time: Time,
    /// Its text, as it was received.
    pub record: Vec<u8>,
}

impl Store {
    /// The record of that kind and subject with the latest time of its own that is not after the moment; of several with the same time the
    /// one stored last. Entries that were committed and wait to be written are seen.
    ///
    /// # Errors
    /// The database fails; the content is not what was written.
    pub fn latest(&self, kind: &str, subject: &str, not_after: Time) -> Result<Option<LatestRecord>> {
        let core = self.core();
        let subject = core.keys.index("subject", "", subject);
        let not_after = not_after.micros();
        // First what waits: what leaves there is in the index before.
        let waiting = core.pending.of_subject(&subject).into_iter();
        let waiting = waiting.filter(|view| view.kind == kind && view.record_time <= not_after);
        let waiting = waiting.max_by_key(|view| (view.record_time, view.seq));
        let hash = index::of_kind(&core.keys, &subject, kind);
        let record = core.arrivals.with(|connection| {
            let sql = format!("SELECT {ENTRY_BARE} FROM entries WHERE seq = ?1");
            let mut best: Option<(i64, u64)> = None;
            for seq in core.index.find(connection, hash, (0, LAST), Order::Newest, LOOK)? {
                let Some(row) = connection.query(&sql, &[Param::seq(seq)])?.into_iter().next().map(EntryRow::read)
                else {
                    continue;
                };
                if row.kind == kind && row.is_of(&subject) && row.record_time <= not_after {
                    best = best.max(Some((row.record_time, row.seq)));
                }
            }
            if best <= waiting.as_ref().map(|view| (view.record_time, view.seq)) {
                return Ok(None);
            }
            let Some((time, seq)) = best else { return Ok(None) };
            let Some(mut row) = row_at(connection, seq)? else { return Ok(None) };
            let content = self.content(connection, &mut row)?;
            Ok(content.map(|content| LatestRecord { seq, time: Time::from_micros(time), record: content.record }))
        })?;
        match (record, waiting) {
            (Some(record), _) => Ok(Some(record)),
            (None, Some(view)) => {
                let record = view.content(UNPACKED)?.record;
                Ok(Some(LatestRecord { seq: view.seq, time: Time::from_micros(view.record_time), record }))
            }
            (None, None) => Ok(None),
        }
    }
}
