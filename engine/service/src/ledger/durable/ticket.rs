//! A place in the store, and how an entry goes there.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use hirewall_store::{Content, Judged, Observation};
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
    let text = |value: Option<serde_json::Value>| value.map(|value| value.to_string().into_bytes()).unwrap_or_default();
    let answers = (!entry.answers.is_empty()).then(|| serde_json::to_vec(&entry.answers).ok()).flatten();
    let values = (!entry.counted.counters.is_empty()).then(|| json!(entry.counted.counters));
    let places = joined.iter().map(|(kind, seq)| json!({"kind": kind, "entry": seq})).collect::<Vec<_>>();
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
            answers: answers.unwrap_or_default(),
            values: text(values),
            joined: text((!places.is_empty()).then(|| json!(places))),
        },
        observations,
        idempotency: entry.key,
    }
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
