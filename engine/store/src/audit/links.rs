//! The rows of the chain in order, decisions and events merged.

use std::collections::VecDeque;

use crate::Result;
use crate::backend::{Connection, Param};
use crate::rows::{ENTRY, EVENT, EntryRow, EventRow};

/// A row of the chain.
pub(super) enum Link {
    Entry(EntryRow),
    Event(EventRow),
}

impl Link {
    pub(super) fn seq(&self) -> u64 {
        match self {
            Self::Entry(row) => row.seq,
            Self::Event(row) => row.seq,
        }
    }

    pub(super) fn prev(&self) -> u64 {
        match self {
            Self::Entry(row) => row.prev,
            Self::Event(row) => row.prev,
        }
    }

    pub(super) fn mac(&self) -> &[u8] {
        match self {
            Self::Entry(row) => &row.mac,
            Self::Event(row) => &row.mac,
        }
    }

    pub(super) fn digest(&self) -> [u8; 32] {
        match self {
            Self::Entry(row) => row.digest(),
            Self::Event(row) => row.digest(),
        }
    }

    pub(super) fn has_content(&self) -> bool {
        match self {
            Self::Entry(row) => row.sealed.is_some(),
            Self::Event(row) => row.sealed.is_some(),
        }
    }

    /// Whether the content is the one that the row has the digest of.
    pub(super) fn has_its_content(&self) -> bool {
        match self {
            Self::Entry(row) => row.content_digest().is_some_and(|digest| digest.as_slice() == row.content),
            Self::Event(row) => row.content_digest().as_slice() == row.content,
        }
    }
}

/// Rows that are read at once.
const PAGE: i64 = 64;

/// The rows of the chain in order.
pub(super) struct Links {
    entries: Pages<EntryRow>,
    events: Pages<EventRow>,
}

struct Pages<T> {
    sql: String,
    after: i64,
    rows: VecDeque<T>,
    over: bool,
}

impl<T> Pages<T> {
    fn new(columns: &str, table: &str) -> Self {
        let sql = format!("SELECT {columns} FROM {table} WHERE seq > ?1 ORDER BY seq LIMIT ?2");
        Self { sql, after: i64::MIN, rows: VecDeque::new(), over: false }
    }

    fn fill(
        &mut self,
        connection: &mut dyn Connection,
        read: impl Fn(crate::backend::Row) -> T,
        seq: impl Fn(&T) -> u64,
    ) -> Result<()> {
        if self.rows.is_empty() && !self.over {
            let rows = connection.query(&self.sql, &[Param::Int(self.after), Param::Int(PAGE)])?;
            self.rows.extend(rows.into_iter().map(read));
            match self.rows.back() {
                Some(row) => self.after = seq(row).cast_signed(),
                None => self.over = true,
            }
        }
        Ok(())
    }
}

impl Links {
    pub(super) fn new() -> Self {
        Self { entries: Pages::new(ENTRY, "entries"), events: Pages::new(EVENT, "events") }
    }

    pub(super) fn next(&mut self, connection: &mut dyn Connection) -> Result<Option<Link>> {
        self.entries.fill(connection, EntryRow::read, |row| row.seq)?;
        self.events.fill(connection, EventRow::read, |row| row.seq)?;
        let event_first = match (self.entries.rows.front(), self.events.rows.front()) {
            (Some(entry), Some(event)) => event.seq < entry.seq,
            (None, Some(_)) => true,
            _ => false,
        };
        Ok(if event_first {
            self.events.rows.pop_front().map(Link::Event)
        } else {
            self.entries.rows.pop_front().map(Link::Entry)
        })
    }
}
