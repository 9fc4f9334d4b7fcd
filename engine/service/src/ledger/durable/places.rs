//! Places in the store, and how entries go there.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use hirewall_store::{Content, Judged, Observation};
use serde::Serialize;
use serde_json::json;

use super::flying::Flies;
use crate::ledger::{Done, Entry, LedgerError, Places};

/// A run of places in the store.
pub(super) struct StorePlaces {
    /// None once entries were handed over.
    places: Option<hirewall_store::Places>,
    /// Of each record, in their order.
    records: Vec<Beside>,
    /// Those whose entries were brought.
    brought: usize,
    astray: Arc<AtomicBool>,
}

/// What stands in for a record until its entry is in the store, and what the entry is told of it.
#[derive(Default)]
pub(super) struct Beside {
    pub(super) _flies: Option<Flies>,
    /// The kinds and places of joined records.
    pub(super) joined: Vec<(String, u64)>,
}

impl StorePlaces {
    pub(super) fn new(places: hirewall_store::Places, records: Vec<Beside>, astray: Arc<AtomicBool>) -> Self {
        Self { places: Some(places), records, brought: 0, astray }
    }
}

impl Places for StorePlaces {
    fn bring(&mut self, entry: Entry) {
        let joined = self.records.get(self.brought).map_or(&[][..], |beside| &beside.joined);
        self.brought += 1;
        if let Some(places) = &mut self.places {
            places.bring(stored(entry, joined));
        }
    }

    fn commit(mut self: Box<Self>, done: Done) {
        let Some(places) = self.places.take() else { return };
        let astray = Arc::clone(&self.astray);
        let done = move |kept: hirewall_store::Result<u64>| {
            done(kept.map(drop).map_err(|error| {
                astray.store(true, Ordering::Release);
                tracing::error!(%error, "decisions are not kept, and not given");
                LedgerError { reason: error.to_string() }
            }));
        };
        places.commit(done);
        // From here on the store finds them.
        self.records.clear();
    }
}

impl Drop for StorePlaces {
    fn drop(&mut self) {
        // Records were counted, and nothing will be kept of them. Whoever takes the places that this one frees is to know.
        if self.places.is_some() {
            self.astray.store(true, Ordering::Release);
        }
    }
}

/// An entry as the store takes it.
fn stored(entry: Entry, joined: &[(String, u64)]) -> hirewall_store::Entry {
    let observations = entry.observed.iter().map(|observed| &observed.observation).filter(|one| one.counts);
    let observations = observations.flat_map(|one| {
        one.keys.iter().map(|key| Observation {
            counter: one.counter.get().to_be_bytes(),
            key: key.get().to_be_bytes(),
            element: one.element,
            amount: one.amount,
            at: one.time,
        })
    });
    let observations = observations.collect();
    let places: Vec<_> = joined.iter().map(|(kind, seq)| json!({"kind": kind, "entry": seq})).collect();
    hirewall_store::Entry {
        kind: entry.record.kind,
        record_time: entry.record_time,
        received_at: Some(entry.decided_at),
        decision: Judged {
            id: entry.id,
            verdict: entry.verdict,
            score: entry.score,
            rules: entry.rules,
            generation: entry.generation,
            bundle: entry.bundle,
            decided_at: Some(entry.decided_at),
        },
        content: Content {
            record_id: entry.record.id,
            subject: entry.record.subject,
            decision: entry.decision.to_vec(),
            record: entry.text.to_vec(),
            answers: text(&entry.answers, entry.answers.is_empty()),
            values: text(&entry.counted.counters, entry.counted.counters.is_empty()),
            joined: text(&places, places.is_empty()),
        },
        observations,
        idempotency: entry.key,
    }
}

/// As JSON; nothing where it is empty. It is made of texts, numbers and truth values, which always have a text.
fn text(value: &impl Serialize, empty: bool) -> Vec<u8> {
    if empty { Vec::new() } else { serde_json::to_vec(value).unwrap_or_default() }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests stop at the first surprise")]

    use hirewall_store::{Options, Store};

    use super::*;

    #[test]
    fn lost_places_say_so_before_they_are_free() {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(&folder.path().join("store.db").display().to_string(), &Options::default()).unwrap();
        for _ in 0..500 {
            let astray = Arc::new(AtomicBool::new(false));
            let places = StorePlaces::new(store.places(2).unwrap(), Vec::new(), Arc::clone(&astray));
            std::thread::scope(|scope| {
                let freed = scope.spawn(|| {
                    while store.status().waiting > 0 {
                        std::hint::spin_loop();
                    }
                    astray.load(Ordering::Acquire)
                });
                drop(places);
                assert!(freed.join().unwrap(), "the places were free, and nobody was told");
            });
        }
    }
}
