//! What a person may ask for: everything that is kept about them, and that it goes. And what a court may ask for: that it stays.

use std::collections::BTreeSet;
use std::io::Write;

use serde::Serialize;
use serde_json::value::{RawValue, to_raw_value};
use serde_json::{Value, json};

use crate::audit::rows_about;
use crate::backend::Param;
use crate::entry::now;
use crate::index::{self, LAST, Order};
use crate::observation::open_group;
use crate::read::{rewrite, row_at};
use crate::rows::{ENTRY_BARE, EntryRow};
use crate::writer::{Desk, Erasable, is_held};
use crate::{Error, Event, EventKind, Result, Store};
use hirewall_model::{Time, hex};

/// Entries that are looked up at once.
const CHUNK: usize = 1000;

/// A decision of an export. What is kept stands in it as it is kept, to the byte: numbers as they were written, and what stands twice.
#[derive(Serialize)]
struct Item<'a> {
    seq: u64,
    kind: &'a str,
    record_time: Time,
    received_at: Time,
    decision: Box<RawValue>,
    record: Box<RawValue>,
    answers: Box<RawValue>,
    counters: Box<RawValue>,
    joined: Box<RawValue>,
    events: Vec<Value>,
}

impl Store {
    /// Writes everything about a subject as JSON: records, decisions, answers of detectors, and events with their notes. The export itself
    /// is put into the chain. How many decisions it has.
    ///
    /// # Errors
    /// The database fails; a content is not what was written; `out` fails.
    pub fn subject_export(&self, subject: &str, actor: &str, out: &mut dyn Write) -> Result<u64> {
        let hash = self.core().keys.index("subject", "", subject);
        let mut count = 0;
        let written = self.write_subject(subject, &hash, out, &mut count);
        let body = match &written {
            Ok(()) => json!({"subject": hex(&hash), "decisions": count}),
            // What was handed out before it broke off was handed out.
            Err(_) => json!({"subject": hex(&hash), "decisions": count, "broken_off": true}),
        };
        let event = Event::new(EventKind::Export, actor).body(body);
        self.job(move |_| Ok((Some(event), ())))?;
        written.map(|()| count)
    }

    fn write_subject(&self, subject: &str, hash: &[u8; 16], out: &mut dyn Write, count: &mut u64) -> Result<()> {
        let core = self.core();
        let failed = |error: std::io::Error| Error::Output { why: error.to_string() };
        let head = json!({"subject": subject, "exported_at": now()}).to_string();
        write!(out, "{},\"decisions\":[", head.trim_end_matches('}')).map_err(failed)?;
        let mut after = 0;
        loop {
            let seqs = core.readers.with(|connection| {
                core.index.find(connection, index::of_subject(hash), (after, LAST), Order::Oldest, CHUNK)
            })?;
            for seq in &seqs {
                let found = core.readers.with(|connection| {
                    let Some(row) = row_at(connection, *seq)?.filter(|row| row.is_of(hash)) else { return Ok(None) };
                    let decision = self.opened(connection, row)?;
                    Ok(Some((decision, self.about(connection, *seq)?)))
                })?;
                let Some((decision, events)) = found else { continue };
                let content = decision.content.unwrap_or_default();
                let events: Vec<Value> = events.iter().map(exported).collect();
                let item = Item {
                    seq: decision.seq,
                    kind: &decision.kind,
                    record_time: decision.record_time,
                    received_at: decision.received_at,
                    decision: as_kept(&content.decision),
                    record: as_kept(&content.record),
                    answers: as_kept(&content.answers),
                    counters: as_kept(&content.values),
                    joined: as_kept(&content.joined),
                    events,
                };
                let comma = if *count > 0 { "," } else { "" };
                let item = serde_json::to_string(&item).map_err(|error| failed(error.into()))?;
                write!(out, "{comma}{item}").map_err(failed)?;
                *count += 1;
            }
            match seqs.last() {
                Some(last) if seqs.len() == CHUNK => after = *last,
                _ => break,
            }
        }
        write!(out, "]}}").and_then(|()| out.flush()).map_err(failed)
    }

    /// Erases a subject: its keys are destroyed, contents and observations go, and the chain says so and verifies. How many decisions
    /// lost their content. The reason is kept in the clear.
    ///
    /// # Errors
    /// The subject is under a legal hold; the write fails.
    pub fn subject_erase(&self, subject: &str, reason: &str, actor: &str) -> Result<u64> {
        let hash = self.core().keys.index("subject", "", subject);
        let event = Event::new(EventKind::Erasure, actor);
        let reason = reason.to_owned();
        self.job(move |desk| {
            if is_held(desk.connection, &hash)? {
                return Err(Error::OnHold);
            }
            let count = erase(desk, &hash)?;
            let body = json!({"subject": hex(&hash), "decisions": count, "reason": reason});
            Ok((Some(event.body(body)), count))
        })
    }

    /// Puts a subject under a legal hold: nothing of it is erased or expires until it is released. Whether there was none; holding it
    /// again changes nothing but the chain.
    ///
    /// # Errors
    /// The write fails.
    pub fn hold(&self, subject: &str, reason: &str, actor: &str) -> Result<bool> {
        let hash = self.core().keys.index("subject", "", subject);
        let event = Event::new(EventKind::Hold, actor).body(json!({"subject": hex(&hash), "reason": reason}));
        self.job(move |desk| {
            let sql = "INSERT INTO holds (subject, event) VALUES (?1, ?2) ON CONFLICT (subject) DO NOTHING";
            let count = desk.connection.execute(sql, &[Param::Bytes(&hash), Param::seq(desk.seq)])?;
            Ok((Some(event), count > 0))
        })
    }

    /// Ends a legal hold; whether there was one.
    ///
    /// # Errors
    /// The write fails.
    pub fn release(&self, subject: &str, reason: &str, actor: &str) -> Result<bool> {
        let hash = self.core().keys.index("subject", "", subject);
        let event = Event::new(EventKind::Release, actor).body(json!({"subject": hex(&hash), "reason": reason}));
        self.job(move |desk| {
            let count = desk.connection.execute("DELETE FROM holds WHERE subject = ?1", &[Param::Bytes(&hash)])?;
            Ok(((count > 0).then_some(event), count > 0))
        })
    }

    /// Whether a subject is under a legal hold.
    ///
    /// # Errors
    /// The database fails.
    pub fn is_held(&self, subject: &str) -> Result<bool> {
        let hash = self.core().keys.index("subject", "", subject);
        self.core().readers.with(|connection| is_held(connection, &hash))
    }
}

/// JSON as it stands, other bytes as text.
fn as_kept(bytes: &[u8]) -> Box<RawValue> {
    let null = || RawValue::NULL.to_owned();
    if bytes.is_empty() {
        return null();
    }
    serde_json::from_slice(bytes).or_else(|_| to_raw_value(&String::from_utf8_lossy(bytes))).unwrap_or_else(|_| null())
}

fn exported(event: &crate::StoredEvent) -> Value {
    json!({
        "seq": event.seq, "kind": event.kind.map(EventKind::as_str), "at": event.at, "body": event.body,
        "note": event.private.as_deref().map(value),
    })
}

/// JSON as it is, other bytes as text.
fn value(bytes: &[u8]) -> Value {
    if bytes.is_empty() {
        return Value::Null;
    }
    serde_json::from_slice(bytes).unwrap_or_else(|_| String::from_utf8_lossy(bytes).into_owned().into())
}

fn erase(desk: &mut Desk<'_>, subject: &[u8; 16]) -> Result<u64> {
    let core = desk.core;
    let (mut after, mut count) = (0, 0);
    let mut keys = BTreeSet::new();
    loop {
        // By a connection of its own: it sees everything that was written before this job.
        let seqs = core.readers.with(|connection| {
            core.index.find(connection, index::of_subject(subject), (after, LAST), Order::Oldest, CHUNK)
        })?;
        let mut gone = BTreeSet::new();
        let sql = format!("SELECT {ENTRY_BARE} FROM entries WHERE seq = ?1");
        for seq in &seqs {
            let row = desk.connection.query(&sql, &[Param::seq(*seq)])?.into_iter().next().map(EntryRow::read);
            let Some(row) = row.filter(|row| row.is_of(subject)) else { continue };
            keys.insert(row.key);
            take_out_with_events(desk, row.seq)?;
            gone.insert(row.seq);
        }
        forget_observations(desk, &gone)?;
        count += gone.len() as u64;
        match seqs.last() {
            Some(last) if seqs.len() == CHUNK => after = *last,
            _ => break,
        }
    }
    for key in keys {
        desk.connection.execute("DELETE FROM subject_keys WHERE seq = ?1", &[Param::seq(key)])?;
    }
    desk.retired.push(*subject);
    Ok(count)
}

/// Takes the content out of a decision, and out of the events about it.
pub(crate) fn take_out_with_events(desk: &mut Desk<'_>, seq: u64) -> Result<()> {
    desk.take_out(Erasable::Entries, seq)?;
    let core = desk.core;
    let events = core.readers.with(|connection| rows_about(core, connection, seq))?;
    for event in events.iter().filter(|event| event.sealed.is_some()) {
        desk.take_out(Erasable::Events, event.seq)?;
    }
    Ok(())
}

fn forget_observations(desk: &mut Desk<'_>, gone: &BTreeSet<u64>) -> Result<()> {
    let mut covered = 0;
    for seq in gone {
        if *seq <= covered {
            continue;
        }
        let sql = "SELECT seq, first, sealed FROM observations WHERE seq >= ?1 ORDER BY seq LIMIT 1";
        let Some(mut row) = desk.connection.query(sql, &[Param::seq(*seq)])?.into_iter().next() else { return Ok(()) };
        let (group, first) = (row.seq(), row.seq());
        if first > *seq {
            // An entry without observations.
            continue;
        }
        covered = group;
        let all = open_group(&desk.core.keys, group, row.bytes())?;
        let kept: Vec<_> = all.iter().copied().filter(|one| !gone.contains(&one.seq)).collect();
        if kept.len() < all.len() {
            rewrite(desk, group, &kept)?;
        }
    }
    Ok(())
}
