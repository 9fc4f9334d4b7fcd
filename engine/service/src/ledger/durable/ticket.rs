//! A place in the store, and how an entry goes there.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use hirewall_store::{Content, Judged, Observation};
use serde::Serialize;
use serde_json::json;

use super::flying::Flies;
use crate::ledger::{Done, Entry, LedgerError, Ticket};

/// A place in the store.
pub(super) struct StoreTicket {
    /// None once an entry was handed over.
    ticket: Option<hirewall_store::Ticket>,
    flies: Option<Flies>,
    /// The kinds and places of joined records.
    joined: Vec<(String, u64)>,
    astray: Arc<AtomicBool>,
}

impl StoreTicket {
    pub(super) fn new(
        ticket: hirewall_store::Ticket,
        flies: Option<Flies>,
        joined: Vec<(String, u64)>,
        astray: Arc<AtomicBool>,
    ) -> Self {
        Self { ticket: Some(ticket), flies, joined, astray }
    }
}

impl Ticket for StoreTicket {
    fn commit(mut self: Box<Self>, entry: Entry, done: Done) {
        let Some(ticket) = self.ticket.take() else { return };
        let astray = Arc::clone(&self.astray);
        let done = move |kept: hirewall_store::Result<u64>| {
            done(kept.map(drop).map_err(|error| {
                astray.store(true, Ordering::Release);
                tracing::error!(%error, "a decision is not kept, and not given");
                LedgerError { reason: error.to_string() }
            }));
        };
        ticket.commit(stored(entry, &self.joined), done);
        // From here on the store finds it.
        self.flies = None;
    }
}

impl Drop for StoreTicket {
    fn drop(&mut self) {
        // It was counted, and nothing will be kept of it. Whoever takes the place that this one frees is to know.
        if self.ticket.is_some() {
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
    fn a_lost_ticket_says_so_before_its_place_is_free() {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(&folder.path().join("store.db").display().to_string(), &Options::default()).unwrap();
        for _ in 0..500 {
            let astray = Arc::new(AtomicBool::new(false));
            let ticket = StoreTicket::new(store.ticket().unwrap(), None, Vec::new(), Arc::clone(&astray));
            std::thread::scope(|scope| {
                let freed = scope.spawn(|| {
                    while store.status().waiting > 0 {
                        std::hint::spin_loop();
                    }
                    astray.load(Ordering::Acquire)
                });
                drop(ticket);
                assert!(freed.join().unwrap(), "the place was free, and nobody was told");
            });
        }
    }
}
