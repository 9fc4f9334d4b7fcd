//! Records that have their places and whose decisions are still made: those that arrive after them are joined with them all the same.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use hirewall::{Record, Time};

/// A record's own time in microseconds, its place, and its text.
pub(super) type Found = (i64, u64, Arc<str>);

/// Records under way, by kind and subject.
#[derive(Debug, Default)]
pub(super) struct Flying(Mutex<HashMap<(String, String), Vec<Found>>>);

/// One of them; it is under way no more when this is dropped.
#[derive(Debug)]
pub(super) struct Flies {
    all: Arc<Flying>,
    name: (String, String),
    seq: u64,
}

impl Flying {
    /// Adds a record, when it has a time.
    pub(super) fn add(self: &Arc<Self>, seq: u64, record: &Record<'_>) -> Option<Flies> {
        let time = record.time()?.micros();
        let name = (record.kind().to_owned(), record.subject().to_owned());
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        all.entry(name.clone()).or_default().push((time, seq, Arc::from(record.input())));
        Some(Flies { all: Arc::clone(self), name, seq })
    }

    /// The one of a kind and subject with the latest time that is not after another; of equal times the last to arrive.
    pub(super) fn latest(&self, kind: &str, subject: &str, not_after: Time) -> Option<Found> {
        let all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let of = all.get(&(kind.to_owned(), subject.to_owned()))?;
        of.iter().filter(|(time, ..)| *time <= not_after.micros()).max().cloned()
    }
}

impl Drop for Flies {
    fn drop(&mut self) {
        let mut all = self.all.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(of) = all.get_mut(&self.name) {
            of.retain(|(_, seq, _)| *seq != self.seq);
            if of.is_empty() {
                all.remove(&self.name);
            }
        }
    }
}
