//! Search, newest first, a page at a time. A page is bounded twice: by what it holds and by what it looks at, so that a search for
//! what is rare answers in time with an empty page and where to go on.

use hirewall_model::{Time, Verdict};

use crate::backend::{Connection, Param, Row};
use crate::entry::rank;
use crate::index::{self, LAST, Order};
use crate::rows::{ENTRY_BARE, EntryRow};
use crate::{Error, Outcome, Result, Store, StoredDecision};

/// What is searched for; every part that is given must fit.
#[derive(Debug, Clone, Default)]
pub struct Query {
    /// The record kind; with `record` it is found by the index.
    pub kind: Option<String>,
    /// The record's id.
    pub record: Option<String>,
    /// The subject's id.
    pub subject: Option<String>,
    /// This verdict.
    pub verdict: Option<Verdict>,
    /// This verdict or a stronger one.
    pub verdict_at_least: Option<Verdict>,
    /// A rule that matched, by its full id.
    pub rule: Option<String>,
    /// A policy of which a rule matched.
    pub policy: Option<String>,
    /// The digest of the bundle.
    pub bundle: Option<String>,
    /// The generation.
    pub generation: Option<u64>,
    /// Received at this moment or later.
    pub from: Option<Time>,
    /// Received before this moment.
    pub to: Option<Time>,
    /// What people decided about it.
    pub disposition: Option<Disposed>,
    /// Where the page before ended.
    pub cursor: Option<String>,
    /// Decisions on a page: at most 1,000. Default: 100.
    pub limit: Option<usize>,
    /// Whether contents are wanted. Without them a decision is what can be searched.
    pub contents: bool,
}

/// What people decided about a decision.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Disposed {
    /// Nothing yet.
    No,
    /// This, the latest time.
    As(Outcome),
}

impl Disposed {
    /// Its word: `none`, or that of the outcome.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::No => "none",
            Self::As(outcome) => outcome.as_str(),
        }
    }

    /// What is meant by a word.
    #[must_use]
    pub fn of(word: &str) -> Option<Self> {
        if word == Self::No.as_str() { Some(Self::No) } else { Outcome::of(word).map(Self::As) }
    }
}

/// A page.
#[derive(Debug)]
pub struct Page {
    /// What was found, newest first.
    pub decisions: Vec<StoredDecision>,
    /// Where the next page begins; nothing when everything was looked at. A page may be short, even empty, and have one.
    pub cursor: Option<String>,
}

/// Most decisions on a page.
const PAGE: usize = 1000;
/// Most rows that one page looks at.
const LOOK: usize = 20_000;
/// Rows that are read at once.
const CHUNK: usize = 500;
/// By how much clocks of receipt may disagree with the order of entries, in microseconds: an hour.
const SLACK: i64 = 3_600_000_000;

impl Store {
    /// Searches; newest first.
    ///
    /// # Errors
    /// A cursor that no search gave; the database fails; a content is not what was written.
    pub fn search(&self, query: &Query) -> Result<Page> {
        let before = match &query.cursor {
            None => LAST,
            Some(text) => text.parse().ok().filter(|seq| *seq <= LAST).ok_or(Error::Cursor)?,
        };
        let limit = query.limit.unwrap_or(100).clamp(1, PAGE);
        self.core().readers.with(|connection| {
            let mut page = Search { store: self, query, limit, looked: 0, before, found: Vec::new(), over: false };
            match page.hash() {
                Some(hash) => {
                    let index = &self.core().index;
                    page.by_candidates(connection, |connection, before| {
                        index.find(connection, hash, (0, before), Order::Newest, CHUNK)
                    })?;
                }
                None => match query.disposition {
                    Some(Disposed::As(outcome)) => page.by_candidates(connection, |connection, before| {
                        let sql = "SELECT entry FROM dispositions WHERE outcome = ?1 AND entry < ?2 ORDER BY entry DESC LIMIT ?3";
                        let params = [Param::Text(outcome.as_str()), Param::seq(before), Param::Int(CHUNK as i64)];
                        Ok(connection.query(sql, &params)?.into_iter().map(|mut row| row.seq()).collect())
                    })?,
                    _ => page.by_order(connection)?,
                },
            }
            let cursor = (!page.over).then(|| page.before.to_string());
            let mut decisions = Vec::with_capacity(page.found.len());
            for mut row in page.found {
                if query.contents {
                    row.sealed = super::row_at(connection, row.seq)?.and_then(|row| row.sealed);
                }
                decisions.push(self.opened(connection, row)?);
            }
            Ok(Page { decisions, cursor })
        })
    }
}

struct Search<'s> {
    store: &'s Store,
    query: &'s Query,
    limit: usize,
    looked: usize,
    /// Everything from here on was looked at.
    before: u64,
    found: Vec<EntryRow>,
    over: bool,
}

impl Search<'_> {
    /// What of the query the index has, the rarest first.
    fn hash(&self) -> Option<u64> {
        let (query, keys) = (self.query, &self.store.core().keys);
        if let (Some(kind), Some(record)) = (&query.kind, &query.record) {
            return Some(index::of_record(&keys.index("record", kind, record)));
        }
        if let Some(subject) = &query.subject {
            return Some(index::of_subject(&keys.index("subject", "", subject)));
        }
        query.rule.as_ref().map(|rule| index::of_rule(keys, rule))
    }

    fn is_full(&self) -> bool {
        self.found.len() >= self.limit || self.looked >= LOOK
    }

    /// Looks at candidates: `next` gives those before a sequence number, the newest first.
    fn by_candidates(
        &mut self,
        connection: &mut dyn Connection,
        next: impl Fn(&mut dyn Connection, u64) -> Result<Vec<u64>>,
    ) -> Result<()> {
        let sql = format!("SELECT {} FROM entries WHERE seq = ?1", self.columns());
        while !self.is_full() {
            let candidates = next(connection, self.before)?;
            self.over = candidates.len() < CHUNK;
            for seq in candidates {
                if self.is_full() {
                    self.over = false;
                    return Ok(());
                }
                if let Some(row) = connection.query(&sql, &[Param::seq(seq)])?.into_iter().next() {
                    self.look(row);
                }
                self.before = seq;
            }
            if self.over {
                return Ok(());
            }
        }
        Ok(())
    }

    fn by_order(&mut self, connection: &mut dyn Connection) -> Result<()> {
        if let Some(to) = self.query.to {
            self.before = self.before.min(first_after(connection, to.micros().saturating_add(SLACK))?);
        }
        let sql = format!("SELECT {} FROM entries WHERE seq < ?1 ORDER BY seq DESC LIMIT ?2", self.columns());
        let from = self.query.from.map(|from| from.micros().saturating_sub(SLACK));
        while !self.is_full() {
            let rows = connection.query(&sql, &[Param::seq(self.before), Param::Int(CHUNK as i64)])?;
            self.over = rows.len() < CHUNK;
            for row in rows {
                if self.is_full() {
                    self.over = false;
                    return Ok(());
                }
                let (seq, received_at) = self.look(row);
                self.before = seq;
                if from.is_some_and(|from| received_at < from) {
                    self.over = true;
                    return Ok(());
                }
            }
            if self.over {
                return Ok(());
            }
        }
        Ok(())
    }

    /// The disposition, where it is asked for, and then the row.
    fn columns(&self) -> String {
        let outcome = match self.query.disposition {
            Some(_) => "(SELECT outcome FROM dispositions WHERE entry = entries.seq)",
            // Of the same type, as both databases see it.
            None => "kind",
        };
        format!("{outcome}, {ENTRY_BARE}")
    }

    /// Takes a row in if it fits; its number, and when it was received.
    fn look(&mut self, mut row: Row) -> (u64, i64) {
        self.looked += 1;
        let outcome = row.opt_text();
        let row = EntryRow::read(row);
        let place = (row.seq, row.received_at);
        let disposed = match self.query.disposition {
            None => true,
            Some(Disposed::No) => outcome.is_none(),
            Some(Disposed::As(wanted)) => outcome.as_deref() == Some(wanted.as_str()),
        };
        if disposed && self.fits(&row) {
            self.found.push(row);
        }
        place
    }

    fn fits(&self, row: &EntryRow) -> bool {
        let (query, keys) = (self.query, &self.store.core().keys);
        let of_policy =
            |policy: &str| row.rules.split(' ').any(|rule| rule.split_once('/').is_some_and(|(of, _)| of == policy));
        let is_record = |record: &str| {
            let hash = keys.index("record", &row.kind, record);
            row.record.as_deref() == Some(hash.as_slice())
        };
        query.kind.as_ref().is_none_or(|kind| row.kind == *kind)
            && query.record.as_deref().is_none_or(is_record)
            && query.subject.as_ref().is_none_or(|subject| row.is_of(&keys.index("subject", "", subject)))
            && query.verdict.is_none_or(|verdict| row.verdict == rank(verdict))
            && query.verdict_at_least.is_none_or(|verdict| row.verdict >= rank(verdict))
            && query.rule.as_ref().is_none_or(|rule| row.names_rule(rule))
            && query.policy.as_deref().is_none_or(of_policy)
            && query.bundle.as_ref().is_none_or(|bundle| row.bundle == *bundle)
            && query.generation.is_none_or(|generation| row.generation.cast_unsigned() == generation)
            && query.from.is_none_or(|from| row.received_at >= from.micros())
            && query.to.is_none_or(|to| row.received_at < to.micros())
    }
}

/// The first sequence number whose entry was received after a moment, as if entries were in the order of their receipt.
pub(crate) fn first_after(connection: &mut dyn Connection, moment: i64) -> Result<u64> {
    let (mut low, mut high) = (0, {
        let last = connection.query("SELECT max(seq) FROM entries", &[])?;
        last.into_iter().next().map_or(0, |mut row| row.seq()) + 1
    });
    while low < high {
        let middle = low + (high - low) / 2;
        let sql = "SELECT seq, received_at FROM entries WHERE seq >= ?1 ORDER BY seq LIMIT 1";
        let at = connection.query(sql, &[Param::seq(middle)])?.into_iter().next().map(|mut row| (row.seq(), row.int()));
        match at {
            Some((seq, received)) if received <= moment => low = seq + 1,
            _ => high = middle,
        }
    }
    Ok(low)
}
