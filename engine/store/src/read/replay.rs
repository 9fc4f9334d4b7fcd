//! Decisions in the order of their sequence numbers, a page in memory at a time.

use std::collections::VecDeque;

use crate::backend::Param;
use crate::rows::{ENTRY, EntryRow};
use crate::{Result, Store, StoredDecision};

/// Rows that are read at once.
const PAGE: i64 = 200;

/// Decisions in order.
#[derive(Debug)]
pub struct Replay {
    store: Store,
    after: u64,
    page: VecDeque<StoredDecision>,
    over: bool,
}

impl Store {
    /// All decisions after a sequence number, in order; those whose content is gone too. What is stored meanwhile is read as well.
    #[must_use]
    pub fn replay(&self, after: u64) -> Replay {
        Replay { store: self.clone(), after, page: VecDeque::new(), over: false }
    }
}

impl Iterator for Replay {
    type Item = Result<StoredDecision>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.page.is_empty() && !self.over {
            if let Err(error) = self.read() {
                self.over = true;
                return Some(Err(error));
            }
            self.over = self.page.is_empty();
        }
        self.page.pop_front().map(Ok)
    }
}

impl Replay {
    fn read(&mut self) -> Result<()> {
        let sql = format!("SELECT {ENTRY} FROM entries WHERE seq > ?1 ORDER BY seq LIMIT ?2");
        let (store, after, page) = (&self.store, &mut self.after, &mut self.page);
        store.core().readers.with(|connection| {
            for row in connection.query(&sql, &[Param::seq(*after), Param::Int(PAGE)])? {
                let row = EntryRow::read(row);
                *after = row.seq;
                page.push_back(store.opened(connection, row)?);
            }
            Ok(())
        })
    }
}
