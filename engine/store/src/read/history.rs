//! Counters' observations: all of them in order, for a restart, and those of one key.

use std::collections::HashSet;

use crate::backend::Param;
use crate::index::{self, Order};
use crate::observation::{open_group, seal_group};
use crate::{Result, Store, StoredObservation};

/// Groups that are read at once.
const PAGE: i64 = 64;
/// Entries of a key that are looked up at once.
const CHUNK: usize = 1000;

impl Store {
    /// Calls `each` with every stored observation of entries after a sequence number, in the order of entries. Memory is bounded.
    ///
    /// # Errors
    /// The database fails; observations are not what was written; what `each` gives.
    pub fn observations(&self, after: u64, mut each: impl FnMut(StoredObservation) -> Result<()>) -> Result<()> {
        let core = self.core();
        let mut last = after;
        loop {
            let groups = core.readers.with(|connection| {
                let sql = "SELECT seq, sealed FROM observations WHERE seq > ?1 ORDER BY seq LIMIT ?2";
                connection.query(sql, &[Param::seq(last), Param::Int(PAGE)])
            })?;
            if groups.is_empty() {
                return Ok(());
            }
            for mut row in groups {
                last = row.seq();
                for observation in open_group(&core.keys, last, row.bytes())? {
                    if observation.seq > after {
                        each(observation)?;
                    }
                }
            }
        }
    }

    /// Observations of one counter and key from entries after a sequence number, in the order of entries, those included whose
    /// entries wait to be written.
    ///
    /// # Errors
    /// The database fails; observations are not what was written.
    pub fn history(&self, counter: &[u8; 16], key: &[u8; 16], after: u64) -> Result<Vec<StoredObservation>> {
        let core = self.core();
        let fits = |one: &StoredObservation| one.counter == *counter && one.key == *key && one.seq > after;
        let waiting: Vec<StoredObservation> =
            core.pending.all().iter().flat_map(|view| view.observations.iter().copied().filter(fits)).collect();
        let mut found: Vec<StoredObservation> = Vec::new();
        let hash = index::of_counter(counter, key);
        core.arrivals.with(|connection| {
            let (mut from, mut covered) = (after, after);
            loop {
                let entries = core.index.find(connection, hash, (from, index::LAST), Order::Oldest, CHUNK)?;
                for seq in &entries {
                    if *seq <= covered {
                        continue;
                    }
                    let sql = "SELECT seq, sealed FROM observations WHERE seq >= ?1 ORDER BY seq LIMIT 1";
                    if let Some(mut row) = connection.query(sql, &[Param::seq(*seq)])?.into_iter().next() {
                        covered = row.seq();
                        found.extend(open_group(&core.keys, covered, row.bytes())?.into_iter().filter(fits));
                    }
                }
                match entries.last() {
                    Some(last) if entries.len() == CHUNK => from = *last,
                    _ => return Ok(()),
                }
            }
        })?;
        // What waited may have been written before the database was asked.
        let stored: HashSet<u64> = found.iter().map(|one| one.seq).collect();
        found.extend(waiting.into_iter().filter(|one| !stored.contains(&one.seq)));
        // Stable: several of one entry stay in their order.
        found.sort_by_key(|one| one.seq);
        Ok(found)
    }
}

/// Puts a group back with fewer observations, under its old number.
pub(crate) fn rewrite(desk: &mut crate::writer::Desk<'_>, seq: u64, kept: &[StoredObservation]) -> Result<()> {
    if kept.is_empty() {
        return desk.connection.execute("DELETE FROM observations WHERE seq = ?1", &[Param::seq(seq)]).map(drop);
    }
    let sealed = seal_group(&desk.core.keys, seq, kept)?;
    let sql = "UPDATE observations SET sealed = ?1 WHERE seq = ?2";
    desk.connection.execute(sql, &[Param::Bytes(&sealed), Param::seq(seq)]).map(drop)
}
