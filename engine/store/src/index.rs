//! Finds entries by what they are about. Entries come in an order that no hash has, so an ordinary index would write a page per
//! entry and column; here pairs of hash and sequence number gather in memory and go to the database sorted, in runs of blocks, which are merged
//! as they become many. What is in memory is read from the tables again when the store is opened.
//!
//! It gives candidates: whoever asks looks at the row, as hashes are cut to 63 bits and contents may have been erased.

use std::collections::HashMap;
use std::sync::{PoisonError, RwLock};

use crate::backend::{Connection, Param};
use crate::keys::Keys;
use crate::rows::EntryRow;
use crate::schema::POSTINGS;
use crate::{Error, Result, StoredObservation};

/// A hash, and the sequence number of an entry that has it.
pub(crate) type Posting = (u64, u64);

/// Postings that gather in memory before they become a run: 512 KiB.
pub(crate) const TAIL: usize = 32_768;
/// Postings of a block: 16 KiB.
const BLOCK: usize = 1024;
/// Runs of a level that are merged into one of the next.
const FAN: usize = 8;
/// The highest level: runs of 2 million postings, 32 MiB, so that no merge takes long.
const TOP: i64 = 2;

/// Beyond every sequence number.
pub(crate) const LAST: u64 = i64::MAX.cast_unsigned();

/// The order in which postings are wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Order {
    Newest,
    Oldest,
}

/// The part of the index that is in memory.
#[derive(Default)]
pub(crate) struct Index {
    tail: RwLock<Vec<Posting>>,
}

fn cut(tag: u8, bytes: &[u8]) -> u64 {
    let mut word = [0; 8];
    word.iter_mut().zip(bytes).for_each(|(to, from)| *to = *from);
    (u64::from_le_bytes(word) ^ u64::from(tag).wrapping_mul(0x9e37_79b9_7f4a_7c15)) >> 1
}

pub(crate) fn of_record(record: &[u8]) -> u64 {
    cut(1, record)
}

pub(crate) fn of_subject(subject: &[u8]) -> u64 {
    cut(2, subject)
}

pub(crate) fn of_kind(keys: &Keys, subject: &[u8], kind: &str) -> u64 {
    cut(3, subject) ^ of_any_kind(keys, kind)
}

fn of_any_kind(keys: &Keys, kind: &str) -> u64 {
    cut(3, &keys.index("kind", "", kind))
}

pub(crate) fn of_id(keys: &Keys, id: &str) -> u64 {
    cut(4, &keys.index("id", "", id))
}

pub(crate) fn of_rule(keys: &Keys, rule: &str) -> u64 {
    cut(5, &keys.index("rule", "", rule))
}

pub(crate) fn of_counter(counter: &[u8; 16], key: &[u8; 16]) -> u64 {
    // The hash of the key is another for each counter or not; both must do.
    cut(6, key) ^ (cut(0, counter).rotate_left(7) >> 1)
}

/// Events about an entry.
pub(crate) fn of_about(entry: i64) -> u64 {
    cut(7, &entry.to_le_bytes())
}

/// Words whose hashes are kept.
const WORDS: usize = 10_000;

/// The hashes of words that many entries name: kinds of records, and rules.
#[derive(Default)]
pub(crate) struct Words {
    kinds: HashMap<String, u64>,
    rules: HashMap<String, u64>,
}

fn known(words: &mut HashMap<String, u64>, word: &str, hash: impl FnOnce(&str) -> u64) -> u64 {
    if let Some(known) = words.get(word) {
        return *known;
    }
    let hash = hash(word);
    if words.len() < WORDS {
        words.insert(word.to_owned(), hash);
    }
    hash
}

/// What an entry is found by.
pub(crate) fn of_entry(keys: &Keys, words: &mut Words, row: &EntryRow, out: &mut Vec<Posting>) {
    out.push((of_id(keys, &row.id), row.seq));
    if let (Some(record), Some(subject)) = (&row.record, &row.subject) {
        out.push((of_record(record), row.seq));
        out.push((of_subject(subject), row.seq));
        let kind = known(&mut words.kinds, &row.kind, |kind| of_any_kind(keys, kind));
        out.push((cut(3, subject) ^ kind, row.seq));
    }
    let of_rule = |rule| (known(&mut words.rules, rule, |rule| of_rule(keys, rule)), row.seq);
    out.extend(row.rules.split(' ').filter(|rule| !rule.is_empty()).map(of_rule));
}

/// What observations are found by.
pub(crate) fn of_observations(observations: &[StoredObservation], out: &mut Vec<Posting>) {
    out.extend(observations.iter().map(|one| (of_counter(&one.counter, &one.key), one.seq)));
}

impl Index {
    /// Takes in what was just made durable.
    pub(crate) fn add(&self, postings: impl IntoIterator<Item = Posting>) {
        self.tail.write().unwrap_or_else(PoisonError::into_inner).extend(postings);
    }

    pub(crate) fn len(&self) -> usize {
        self.tail.read().unwrap_or_else(PoisonError::into_inner).len()
    }

    /// Forgets the first postings of the tail, which are in a run now.
    pub(crate) fn drop_first(&self, count: usize) {
        let mut tail = self.tail.write().unwrap_or_else(PoisonError::into_inner);
        let count = count.min(tail.len());
        tail.drain(..count);
    }

    /// Puts another tail in the place of this one.
    pub(crate) fn replace(&self, tail: Vec<Posting>) {
        *self.tail.write().unwrap_or_else(PoisonError::into_inner) = tail;
    }

    /// Writes the tail as a run, and merges runs; part of a transaction. How many postings it took. All of them are of
    /// entries up to `upto`, and all entries up to it are in the tail or in a run.
    pub(crate) fn flush(&self, connection: &mut dyn Connection, upto: u64) -> Result<usize> {
        let mut postings = self.tail.read().unwrap_or_else(PoisonError::into_inner).clone();
        let count = postings.len();
        postings.sort_unstable();
        postings.dedup();
        let run = next_run(connection)?;
        let mut writer = RunWriter { run, block: Vec::with_capacity(16 * BLOCK), first: (0, 0) };
        for posting in postings {
            writer.push(connection, posting)?;
        }
        writer.finish(connection, 0, upto)?;
        for level in 0..TOP {
            let runs = connection
                .query("SELECT run, upto FROM runs WHERE level = ?1 ORDER BY run LIMIT 1000", &[Param::Int(level)])?;
            if runs.len() < FAN {
                break;
            }
            let runs: Vec<(i64, u64)> = runs.into_iter().map(|mut row| (row.int(), row.seq())).collect();
            merge(connection, &runs, level + 1)?;
        }
        Ok(count)
    }

    /// Sequence numbers of entries that have the hash, after the one bound and before the other, at most `limit` of them, in
    /// order.
    pub(crate) fn find(
        &self,
        connection: &mut dyn Connection,
        hash: u64,
        (after, before): (u64, u64),
        order: Order,
        limit: usize,
    ) -> Result<Vec<u64>> {
        // The database counts with a sign.
        let (after, before) = (after.min(LAST), before.min(LAST));
        let within = |seq: u64| seq > after && seq < before;
        // The tail first: what leaves it was written before, so that a later look at the database has it.
        let mut found: Vec<u64> = {
            let tail = self.tail.read().unwrap_or_else(PoisonError::into_inner);
            tail.iter().filter(|(of, seq)| *of == hash && within(*seq)).map(|(_, seq)| *seq).collect()
        };
        connection.begin_read()?;
        let read = find_in_runs(connection, hash, (after, before), order, limit, &mut found);
        connection.rollback();
        read?;
        found.sort_unstable();
        found.dedup();
        if order == Order::Newest {
            found.reverse();
        }
        found.truncate(limit);
        Ok(found)
    }
}

fn find_in_runs(
    connection: &mut dyn Connection,
    hash: u64,
    (after, before): (u64, u64),
    order: Order,
    limit: usize,
    found: &mut Vec<u64>,
) -> Result<()> {
    let runs = connection.query("SELECT run FROM runs ORDER BY run DESC", &[])?;
    for mut row in runs {
        let run = row.int();
        let mut wanted = limit;
        // The block that begins at or before the first posting that may fit, then its neighbours.
        let (mut sql, mut from) = match order {
            Order::Newest => (LAST_AT_OR_BEFORE, (hash, before)),
            Order::Oldest => (LAST_AT_OR_BEFORE, (hash, after)),
        };
        let mut first_look = true;
        while wanted > 0 {
            let place = [Param::Int(run), Param::seq(from.0), Param::seq(from.1)];
            let Some(mut row) = connection.query(sql, &place)?.into_iter().next() else {
                if first_look && order == Order::Oldest {
                    (sql, first_look) = (FIRST_AFTER, false);
                    continue;
                }
                break;
            };
            let first = (row.seq(), row.seq());
            let block = row.bytes();
            let hits =
                pairs(&block, first.1)?.into_iter().filter(|(of, seq)| *of == hash && *seq > after && *seq < before);
            let hits: Vec<u64> = hits.map(|(_, seq)| seq).collect();
            wanted = wanted.saturating_sub(hits.len());
            found.extend(hits);
            first_look = false;
            from = first;
            match order {
                Order::Newest if first.0 >= hash => sql = LAST_BEFORE,
                Order::Oldest if first.0 <= hash => sql = FIRST_AFTER,
                _ => break,
            }
        }
    }
    Ok(())
}

const LAST_AT_OR_BEFORE: &str = "SELECT hash, seq, block FROM postings WHERE run = ?1 AND (hash, seq) <= (?2, ?3) ORDER BY hash DESC, seq DESC LIMIT 1";
const LAST_BEFORE: &str = "SELECT hash, seq, block FROM postings WHERE run = ?1 AND (hash, seq) < (?2, ?3) ORDER BY hash DESC, seq DESC LIMIT 1";
const FIRST_AFTER: &str =
    "SELECT hash, seq, block FROM postings WHERE run = ?1 AND (hash, seq) > (?2, ?3) ORDER BY hash, seq LIMIT 1";

fn next_run(connection: &mut dyn Connection) -> Result<i64> {
    let last = connection.query("SELECT max(run) FROM runs", &[])?;
    Ok(last.into_iter().next().and_then(|mut row| row.opt_int()).unwrap_or(0) + 1)
}

/// Up to which entry the runs reach.
pub(crate) fn reach(connection: &mut dyn Connection) -> Result<u64> {
    let last = connection.query("SELECT max(upto) FROM runs", &[])?;
    Ok(last.into_iter().next().and_then(|mut row| row.opt_int()).unwrap_or(0).cast_unsigned())
}

fn pairs(block: &[u8], seq: u64) -> Result<Vec<Posting>> {
    let (all, rest) = block.as_chunks::<16>();
    if !rest.is_empty() {
        return Err(Error::Damaged { seq, what: "a block of the index is cut" });
    }
    let word = |bytes: &[u8]| bytes.try_into().map_or(0, u64::from_le_bytes);
    Ok(all.iter().map(|pair| pair.split_at(8)).map(|(hash, seq)| (word(hash), word(seq))).collect())
}

/// Writes a run, block by block.
struct RunWriter {
    run: i64,
    block: Vec<u8>,
    first: Posting,
}

impl RunWriter {
    fn push(&mut self, connection: &mut dyn Connection, posting: Posting) -> Result<()> {
        if self.block.is_empty() {
            self.first = posting;
        }
        self.block.extend_from_slice(&posting.0.to_le_bytes());
        self.block.extend_from_slice(&posting.1.to_le_bytes());
        if self.block.len() >= 16 * BLOCK { self.put(connection) } else { Ok(()) }
    }

    fn put(&mut self, connection: &mut dyn Connection) -> Result<()> {
        if self.block.is_empty() {
            return Ok(());
        }
        let row = [Param::Int(self.run), Param::seq(self.first.0), Param::seq(self.first.1), Param::Bytes(&self.block)];
        connection.insert(&POSTINGS, &row)?;
        self.block.clear();
        Ok(())
    }

    fn finish(mut self, connection: &mut dyn Connection, level: i64, upto: u64) -> Result<()> {
        self.put(connection)?;
        let row = [Param::Int(self.run), Param::Int(level), Param::seq(upto)];
        connection.execute("INSERT INTO runs (run, level, upto) VALUES (?1, ?2, ?3)", &row).map(drop)
    }
}

/// Merges runs into one, a block of each in memory at a time.
fn merge(connection: &mut dyn Connection, runs: &[(i64, u64)], level: i64) -> Result<()> {
    let mut sources = Vec::with_capacity(runs.len());
    for (run, _) in runs {
        let mut source = Source { run: *run, at: None, pairs: Vec::new().into_iter(), next: None };
        source.step(connection)?;
        sources.push(source);
    }
    let run = next_run(connection)?;
    let mut writer = RunWriter { run, block: Vec::with_capacity(16 * BLOCK), first: (0, 0) };
    let mut last = None;
    while let Some(source) = sources.iter_mut().filter(|source| source.next.is_some()).min_by_key(|source| source.next)
    {
        if let Some(posting) = source.next
            && last != Some(posting)
        {
            writer.push(connection, posting)?;
            last = Some(posting);
        }
        source.step(connection)?;
    }
    writer.finish(connection, level, runs.iter().map(|(_, upto)| *upto).max().unwrap_or(0))?;
    for (run, _) in runs {
        connection.execute("DELETE FROM postings WHERE run = ?1", &[Param::Int(*run)])?;
        connection.execute("DELETE FROM runs WHERE run = ?1", &[Param::Int(*run)])?;
    }
    Ok(())
}

/// A run that is being merged.
struct Source {
    run: i64,
    at: Option<Posting>,
    pairs: std::vec::IntoIter<Posting>,
    next: Option<Posting>,
}

impl Source {
    fn step(&mut self, connection: &mut dyn Connection) -> Result<()> {
        self.next = self.pairs.next();
        if self.next.is_some() {
            return Ok(());
        }
        // Hashes are below 2^63 and a sequence number above 0: nothing sorts before this.
        let (hash, seq) = self.at.unwrap_or((0, 0));
        let place = [Param::Int(self.run), Param::seq(hash), Param::seq(seq)];
        if let Some(mut row) = connection.query(FIRST_AFTER, &place)?.into_iter().next() {
            let first = (row.seq(), row.seq());
            self.at = Some(first);
            self.pairs = pairs(&row.bytes(), first.1)?.into_iter();
            self.next = self.pairs.next();
        }
        Ok(())
    }
}
