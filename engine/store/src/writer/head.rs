//! The end of the chain, as it stands in the database with the entries that it ends.

use crate::backend::{Connection, Param};
use crate::core::Core;
use crate::index;
use crate::keys::Keys;
use crate::observation::open_group;
use crate::rows::{ENTRY_BARE, EntryRow};
use crate::schema::{last_of, meta, set_meta};
use crate::{Error, Result};
use hirewall_model::{hex, unhex};

/// The end of the chain.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Head {
    pub(crate) seq: u64,
    pub(crate) mac: [u8; 32],
}

impl Head {
    /// The end of a chain without links.
    pub(crate) const START: Self = Self { seq: 0, mac: [0; 32] };

    /// The end after one more link.
    pub(crate) fn next(self, keys: &Keys, seq: u64, digest: &[u8; 32]) -> Self {
        Self { seq, mac: keys.link(&self.mac, seq, self.seq, digest) }
    }

    pub(crate) fn store(&self, connection: &mut dyn Connection, keys: &Keys) -> Result<()> {
        let tag = keys.head(self.seq, &self.mac);
        set_meta(connection, "head", &format!("{} {} {}", self.seq, hex(&self.mac), hex(&tag)))
    }
}

/// The end of the chain that the database has.
pub(crate) fn load(connection: &mut dyn Connection, keys: &Keys) -> Result<Head> {
    let Some(text) = meta(connection, "head")? else { return Ok(Head::START) };
    let mut parts = text.split(' ');
    let mut read = || {
        let seq = parts.next()?.parse().ok()?;
        let mac: [u8; 32] = unhex(parts.next()?)?.try_into().ok()?;
        (parts.next()? == hex(&keys.head(seq, &mac))).then_some(Head { seq, mac })
    };
    read().ok_or(Error::Damaged { seq: 0, what: "the head of the chain is not what was written" })
}

/// The first ticket beyond everything that the database has. A key may have the number of an entry that was never written.
pub(crate) fn first_ticket(connection: &mut dyn Connection, head: &Head) -> Result<u64> {
    Ok(head.seq.max(last_of(connection, "subject_keys")?) + 1)
}

/// Rows that are read at once.
const PAGE: i64 = 1000;

/// Puts into memory what the runs do not have yet, in one step: until then readers find what was there.
pub(crate) fn restore_index(connection: &mut dyn Connection, core: &Core) -> Result<()> {
    let mut tail = Vec::new();
    let mut words = index::Words::default();
    let reach = index::reach(connection)?;
    let mut after = reach;
    loop {
        let sql = format!("SELECT {ENTRY_BARE} FROM entries WHERE seq > ?1 ORDER BY seq LIMIT ?2");
        let rows = connection.query(&sql, &[Param::seq(after), Param::Int(PAGE)])?;
        if rows.is_empty() {
            break;
        }
        for row in rows {
            let row = EntryRow::read(row);
            after = row.seq;
            index::of_entry(&core.keys, &mut words, &row, &mut tail);
        }
    }
    after = reach;
    loop {
        let sql = "SELECT seq, entry FROM events WHERE seq > ?1 AND entry IS NOT NULL ORDER BY seq LIMIT ?2";
        let rows = connection.query(sql, &[Param::seq(after), Param::Int(PAGE)])?;
        let postings: Vec<_> = rows.into_iter().map(|mut row| (row.seq(), row.int())).collect();
        let Some((last, _)) = postings.last() else { break };
        after = *last;
        tail.extend(postings.into_iter().map(|(seq, entry)| (index::of_about(entry), seq)));
    }
    after = reach;
    loop {
        let sql = "SELECT seq, sealed FROM observations WHERE seq > ?1 ORDER BY seq LIMIT 100";
        let rows = connection.query(sql, &[Param::seq(after)])?;
        let mut last = None;
        for mut row in rows {
            let seq = row.seq();
            last = Some(seq);
            index::of_observations(&open_group(&core.keys, seq, row.bytes())?, &mut tail);
        }
        let Some(last) = last else { break };
        after = last;
    }
    core.index.replace(tail);
    Ok(())
}
