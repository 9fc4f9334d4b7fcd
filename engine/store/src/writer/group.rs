//! One transaction of many entries.

use std::collections::HashSet;
use std::sync::Arc;
use std::sync::atomic::Ordering;

use super::Writer;
use crate::audit::PreparedEvent;
use crate::backend::{Connection, Param};
use crate::index;
use crate::observation::seal_group;
use crate::prepared::Prepared;
use crate::queue::Work;
use crate::random::Random;
use crate::schema::{ENTRIES, EVENTS, KEYS, OBSERVATIONS};
use crate::subject_key::SubjectKey;
use crate::{Result, StoredObservation};

/// Observations that are sealed together, about: they fit on a page, and reading one key's does not open many others.
const SEALED: usize = 96;

/// A row, the sequence number before it, and its link.
type Linked<'w, T> = (&'w T, u64, [u8; 32]);

impl Writer {
    /// Makes a group durable.
    pub(super) fn write(&mut self, works: &mut [Work]) -> Result<()> {
        self.reseal(works)?;
        let core = Arc::clone(&self.core);
        let mut head = self.head;
        let mut entries: Vec<Linked<'_, Prepared>> = Vec::with_capacity(works.len());
        let mut events: Vec<Linked<'_, PreparedEvent>> = Vec::new();
        for work in works.iter() {
            let before = head.seq;
            match work {
                Work::Entry(entry, _) => {
                    head = head.next(&core.keys, entry.row.seq, &entry.digest);
                    entries.push((entry, before, head.mac));
                }
                Work::Event(event, _) => {
                    head = head.next(&core.keys, event.row.seq, &event.digest);
                    events.push((event, before, head.mac));
                }
                Work::Job(..) => {}
            }
        }
        let connection = self.connection.as_mut();
        connection.begin()?;
        let new_keys = insert_keys(connection, &entries)?;
        insert_entries(connection, &entries)?;
        insert_events(connection, &events)?;
        self.insert_observations(&entries)?;
        let connection = self.connection.as_mut();
        insert_idempotency(connection, &entries)?;
        let flushed = if core.index.len() >= index::TAIL { core.index.flush(connection, self.head.seq)? } else { 0 };
        head.store(connection, &core.keys)?;
        let checkpoint = self.checkpoints.due(&head, core.options.checkpoint_every);
        if let Some(checkpoint) = &checkpoint {
            checkpoint.store(connection)?;
        }
        connection.commit()?;

        self.head = head;
        new_keys.iter().for_each(|key| key.mark_stored());
        core.index.drop_first(flushed);
        let of_entries = entries.iter().flat_map(|(entry, ..)| entry.postings.iter().copied());
        core.index.add(of_entries.chain(events.iter().filter_map(|(event, ..)| event.posting)));
        core.durable.store(head.seq, Ordering::Release);
        if let Some(checkpoint) = checkpoint {
            // A file that cannot be written costs a witness, not an entry.
            let _ = self.checkpoints.append(&checkpoint, false);
        }
        Ok(())
    }

    /// Entries that were sealed before their subject was erased get a key that was not destroyed.
    fn reseal(&mut self, works: &mut [Work]) -> Result<()> {
        if self.erased.is_empty() {
            return Ok(());
        }
        let mut random = Random::new(1);
        for work in works {
            let Work::Entry(entry, _) = work else { continue };
            let (subject, number) = (entry.view.subject, entry.view.key.number);
            if self.erased.get(&subject).is_some_and(|erased| number < *erased) {
                let key = self.core.subject_keys.get(&self.core.keys, subject, entry.row.seq, &mut random)?;
                // The one at hand may be as old, when a thread brought it back while the subject was erased.
                let key = if self.erased.get(&subject).is_some_and(|erased| key.number < *erased) {
                    Arc::new(SubjectKey::make(&self.core.keys, subject, entry.row.seq, &mut random)?)
                } else {
                    key
                };
                self.core.pending.remove(std::iter::once(entry.view.as_ref()));
                entry.reseal(key)?;
                self.core.pending.add([Arc::clone(&entry.view)]);
            }
        }
        Ok(())
    }

    fn insert_observations(&mut self, entries: &[Linked<'_, Prepared>]) -> Result<()> {
        let mut gathered: Vec<StoredObservation> = Vec::with_capacity(2 * SEALED);
        let mut sealed: Vec<(u64, u64, Vec<u8>)> = Vec::new();
        let mut put = |gathered: &mut Vec<StoredObservation>| -> Result<()> {
            if let (Some(first), Some(last)) = (gathered.first(), gathered.last()) {
                sealed.push((last.seq, first.seq, seal_group(&self.core.keys, last.seq, gathered)?));
                gathered.clear();
            }
            Ok(())
        };
        for (entry, ..) in entries {
            gathered.extend_from_slice(&entry.view.observations);
            if gathered.len() >= SEALED {
                put(&mut gathered)?;
            }
        }
        put(&mut gathered)?;
        let mut values = Vec::with_capacity(sealed.len() * 3);
        for (last, first, bytes) in &sealed {
            values.extend([Param::seq(*last), Param::seq(*first), Param::Bytes(bytes)]);
        }
        self.connection.insert(&OBSERVATIONS, &values)
    }
}

fn insert_keys(connection: &mut dyn Connection, entries: &[Linked<'_, Prepared>]) -> Result<Vec<Arc<SubjectKey>>> {
    let mut seen = HashSet::new();
    let fresh = entries.iter().map(|(entry, ..)| &entry.view.key).filter(|key| !key.is_stored());
    let fresh: Vec<Arc<SubjectKey>> = fresh.filter(|key| seen.insert(key.number)).cloned().collect();
    let mut values = Vec::with_capacity(fresh.len() * KEYS.columns.len());
    for key in &fresh {
        values.extend([Param::seq(key.number), Param::Bytes(&key.subject), Param::Bytes(&key.wrapped)]);
    }
    connection.insert(&KEYS, &values)?;
    Ok(fresh)
}

fn insert_entries(connection: &mut dyn Connection, entries: &[Linked<'_, Prepared>]) -> Result<()> {
    let mut values = Vec::with_capacity(entries.len() * ENTRIES.columns.len());
    for (entry, prev, mac) in entries {
        let row = &entry.row;
        values.extend([
            Param::seq(row.seq),
            Param::seq(*prev),
            Param::Text(&row.kind),
            Param::Text(&row.id),
            Param::bytes(row.record.as_deref()),
            Param::bytes(row.subject.as_deref()),
            Param::Int(row.verdict),
            Param::Int(row.score),
            Param::Int(row.decided_at),
            Param::Int(row.received_at),
            Param::Int(row.record_time),
            Param::Int(row.generation),
            Param::Text(&row.bundle),
            Param::Text(&row.rules),
            Param::seq(row.key),
            Param::Bytes(&row.content),
            Param::Bytes(mac),
            Param::Bytes(&entry.view.sealed),
        ]);
    }
    connection.insert(&ENTRIES, &values)
}

/// Puts events into their table.
pub(super) fn insert_events(connection: &mut dyn Connection, events: &[Linked<'_, PreparedEvent>]) -> Result<()> {
    let mut values = Vec::with_capacity(events.len() * EVENTS.columns.len());
    for (event, prev, mac) in events {
        let row = &event.row;
        values.extend([
            Param::seq(row.seq),
            Param::seq(*prev),
            Param::Text(&row.kind),
            Param::Text(&row.actor),
            Param::Int(row.at),
            Param::Text(&row.body),
            Param::int(row.entry),
            Param::int(row.key),
            Param::Bytes(&row.content),
            Param::Bytes(mac),
            Param::bytes(row.sealed.as_deref()),
        ]);
    }
    connection.insert(&EVENTS, &values)
}

fn insert_idempotency(connection: &mut dyn Connection, entries: &[Linked<'_, Prepared>]) -> Result<()> {
    for (entry, ..) in entries {
        let Some(reservation) = &entry.idempotency else { continue };
        // A key may stand there still that has expired.
        let sql = "INSERT INTO idempotency (key, part, body, seq, expires) VALUES (?1, ?2, ?3, ?4, ?5) \
                   ON CONFLICT (key, part) DO UPDATE \
                   SET body = excluded.body, seq = excluded.seq, expires = excluded.expires";
        connection.execute(sql, &reservation.row(entry.row.seq))?;
    }
    Ok(())
}
