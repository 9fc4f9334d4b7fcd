//! The last decisions, in memory: with `store = "none"`. Nothing outlives the process, and records themselves are not kept at all.

use std::collections::{HashMap, HashSet, VecDeque};
use std::num::NonZeroUsize;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use bytes::Bytes;
use hirewall::counter::{CounterId, Secret};
use hirewall::counting::{Counted, Counting, Limits};
use hirewall::{Engine, Time};
use hirewall_store::{Disposed, Disposition, Outcome, Store};

use super::{Arrival, ArriveError, Arrived, Done, Entry, Found, Ledger, LedgerError, Page, Placed, Places, Query};
use crate::generation::{Generation, Origin, Refusal};

/// Keeps the last so many decisions.
pub struct MemoryLedger {
    ring: Arc<Mutex<Ring>>,
    counting: Arc<Mutex<Counting>>,
    secret: Arc<Secret>,
}

#[derive(Debug)]
struct Ring {
    kept: NonZeroUsize,
    /// The number of the first entry.
    first: u64,
    entries: VecDeque<Entry>,
    /// The number of the latest entry of each id.
    by_id: HashMap<String, u64>,
    /// What people decided, by the number of the entry.
    dispositions: HashMap<u64, Vec<Disposition>>,
}

impl MemoryLedger {
    /// For so many decisions.
    #[must_use]
    pub fn new(kept: NonZeroUsize, limits: Limits) -> Self {
        let mut secret = [0; 32];
        // Without randomness the secret is a known one, and nothing of it is written anywhere either way.
        let secret = getrandom::fill(&mut secret).map_or_else(|_| Counting::secret(), |()| Secret::new(&secret));
        let ring =
            Ring { kept, first: 0, entries: VecDeque::new(), by_id: HashMap::new(), dispositions: HashMap::new() };
        Self {
            ring: Arc::new(Mutex::new(ring)),
            counting: Arc::new(Mutex::new(Counting::new(limits))),
            secret: Arc::new(secret),
        }
    }

    fn ring(&self) -> MutexGuard<'_, Ring> {
        self.ring.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Ledger for MemoryLedger {
    fn secret(&self) -> &Secret {
        &self.secret
    }

    fn arrive(&self, engine: &Engine, records: Vec<Arrived<'_>>, now: Time) -> Result<Arrival, ArriveError> {
        let mut counting = self.counting.lock().unwrap_or_else(PoisonError::into_inner);
        let place = |Arrived { record, observed }: Arrived<'_>| {
            let counted = counting.take(engine, record, &observed, now);
            let counted = counted.map_err(|error| LedgerError { reason: error.to_string() })?;
            Ok(Placed { observed, counted })
        };
        let placed: Result<_, LedgerError> = records.into_iter().map(place).collect();
        let places = MemoryPlaces { ring: Arc::clone(&self.ring), entries: Vec::new() };
        Ok(Arrival { places: Box::new(places), placed: placed? })
    }

    fn waits(&self, _: &Engine) -> bool {
        false
    }

    fn last_generation(&self) -> Result<u64, LedgerError> {
        Ok(0)
    }

    fn serves(&self, _: &Generation, kept: &[Arc<Generation>]) -> Result<(), LedgerError> {
        let wanted: HashSet<CounterId> = super::counters(kept).map(|(counter, _)| counter).collect();
        let mut counting = self.counting.lock().unwrap_or_else(PoisonError::into_inner);
        counting.retain(|counter| wanted.contains(&counter));
        Ok(())
    }

    fn refused(&self, _: &Origin, _: &Refusal) -> Result<(), LedgerError> {
        Ok(())
    }

    fn store(&self) -> Option<&Store> {
        None
    }

    fn get(&self, id: &str, _: &str) -> Result<Option<Found>, LedgerError> {
        let ring = self.ring();
        Ok(ring.by_id.get(id).and_then(|number| ring.found(*number)))
    }

    fn search(&self, query: &Query, _: &str) -> Result<Page, LedgerError> {
        let ring = self.ring();
        let mut page = Page::default();
        let end = ring.first + ring.entries.len() as u64;
        let mut number = query.before.unwrap_or(end).min(end);
        while number > ring.first {
            number -= 1;
            let Some(entry) = ring.at(number) else { break };
            if fits(query, entry) && ring.is_disposed(number, query.disposition) {
                page.decisions.extend(ring.found(number));
                if page.decisions.len() >= query.limit {
                    page.next = (number > ring.first).then_some(number);
                    break;
                }
            }
        }
        Ok(page)
    }

    fn dispose(
        &self,
        id: &str,
        outcome: Outcome,
        note: Option<&str>,
        by: &str,
    ) -> Result<Option<Disposition>, LedgerError> {
        let mut ring = self.ring();
        let Some(number) = ring.by_id.get(id).copied() else { return Ok(None) };
        let (by, note) = (by.to_owned(), note.map(str::to_owned));
        let disposition = Disposition { outcome, by, at: hirewall::now(), note };
        ring.dispositions.entry(number).or_default().push(disposition.clone());
        Ok(Some(disposition))
    }

    fn tidy(&self, _: Time) -> Result<bool, LedgerError> {
        Ok(false)
    }

    fn close(&self) {}
}

/// A run of places.
struct MemoryPlaces {
    ring: Arc<Mutex<Ring>>,
    entries: Vec<Entry>,
}

impl Places for MemoryPlaces {
    fn bring(&mut self, entry: Entry) {
        self.entries.push(Entry {
            // Without the record and the signals: nobody asks for them here, and they are the personal part.
            text: Bytes::new(),
            answers: Vec::new(),
            observed: Vec::new(),
            counted: Counted::default(),
            ..entry
        });
    }

    fn commit(self: Box<Self>, done: Done) {
        let mut ring = self.ring.lock().unwrap_or_else(PoisonError::into_inner);
        self.entries.into_iter().for_each(|entry| ring.push(entry));
        drop(ring);
        done(Ok(()));
    }
}

impl Ring {
    fn at(&self, number: u64) -> Option<&Entry> {
        self.entries.get(usize::try_from(number.checked_sub(self.first)?).ok()?)
    }

    fn found(&self, number: u64) -> Option<Found> {
        let dispositions = self.dispositions.get(&number).cloned().unwrap_or_default();
        Some(Found { decision: self.at(number)?.decision.clone(), dispositions })
    }

    fn is_disposed(&self, number: u64, as_what: Option<Disposed>) -> bool {
        let last = self.dispositions.get(&number).and_then(|all| all.last()).map(|last| last.outcome);
        match as_what {
            None => true,
            Some(Disposed::No) => last.is_none(),
            Some(Disposed::As(outcome)) => last == Some(outcome),
        }
    }

    fn push(&mut self, entry: Entry) {
        let number = self.first + self.entries.len() as u64;
        self.by_id.insert(entry.id.clone(), number);
        self.entries.push_back(entry);
        while self.entries.len() > self.kept.get() {
            if let Some(gone) = self.entries.pop_front() {
                if self.by_id.get(&gone.id) == Some(&self.first) {
                    self.by_id.remove(&gone.id);
                }
                self.dispositions.remove(&self.first);
                self.first += 1;
            }
        }
    }
}

fn fits(query: &Query, entry: &Entry) -> bool {
    let is = |wanted: &Option<String>, own: &str| wanted.as_ref().is_none_or(|wanted| wanted == own);
    is(&query.kind, &entry.record.kind)
        && is(&query.record, &entry.record.id)
        && is(&query.subject, &entry.record.subject)
        && query.verdict.is_none_or(|verdict| verdict == entry.verdict)
        && query.rule.as_ref().is_none_or(|rule| entry.rules.contains(rule))
        && query.generation.is_none_or(|generation| generation == entry.generation)
        && query.from.is_none_or(|from| from <= entry.decided_at)
        && query.until.is_none_or(|until| entry.decided_at < until)
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests stop at the first surprise")]

    use hirewall::Time;
    use hirewall::model::{RecordName, Verdict};

    use super::*;

    fn entry(id: u64, verdict: Verdict) -> Entry {
        Entry {
            id: id.to_string(),
            record: RecordName { kind: "applicant".into(), id: format!("r{id}"), subject: "s".into() },
            verdict,
            score: 0,
            rules: vec!["contact/a".into()],
            generation: 1 + id / 5,
            bundle: String::new(),
            record_time: None,
            decided_at: Time::new(i64::try_from(id).unwrap(), 0).unwrap(),
            decision: Bytes::from(id.to_string()),
            text: Bytes::from_static(b"personal"),
            answers: Vec::new(),
            observed: Vec::new(),
            counted: Counted::default(),
            key: None,
        }
    }

    fn commit(ledger: &MemoryLedger, entry: Entry) {
        let mut places = Box::new(MemoryPlaces { ring: Arc::clone(&ledger.ring), entries: Vec::new() });
        places.bring(entry);
        places.commit(Box::new(|kept| kept.unwrap()));
    }

    fn filled(kept: usize, count: u64) -> MemoryLedger {
        let ledger = MemoryLedger::new(NonZeroUsize::new(kept).unwrap(), Limits::default());
        for id in 0..count {
            let verdict = if id % 2 == 0 { Verdict::Clear } else { Verdict::Review };
            commit(&ledger, entry(id, verdict));
        }
        ledger
    }

    fn ids(page: &Page) -> Vec<String> {
        page.decisions.iter().map(|found| String::from_utf8(found.decision.to_vec()).unwrap()).collect()
    }

    #[test]
    fn the_last_ones_are_kept_and_found() {
        let ledger = filled(4, 10);
        assert_eq!(ledger.get("5", "r").unwrap(), None);
        assert_eq!(ledger.get("6", "r").unwrap().unwrap().decision, "6");
        assert_eq!(ids(&ledger.search(&Query { limit: 100, ..Query::default() }, "r").unwrap()), ["9", "8", "7", "6"]);
        assert!(ledger.ring().entries.iter().all(|entry| entry.text.is_empty()));
        assert_eq!(ledger.ring().by_id.len(), 4);
    }

    #[test]
    fn queries_narrow_and_pages_follow_each_other_without_gap() {
        let ledger = filled(100, 10);
        let query = Query { verdict: Some(Verdict::Review), limit: 2, ..Query::default() };
        let mut seen = Vec::new();
        let mut before = None;
        loop {
            let page = ledger.search(&Query { before, ..query.clone() }, "r").unwrap();
            seen.extend(ids(&page));
            before = page.next;
            if before.is_none() {
                break;
            }
        }
        assert_eq!(seen, ["9", "7", "5", "3", "1"]);
        let none = [
            Query { kind: Some("device".into()), limit: 9, ..Query::default() },
            Query { rule: Some("contact/b".into()), limit: 9, ..Query::default() },
            Query { from: Time::new(10, 0), limit: 9, ..Query::default() },
            Query { until: Time::new(0, 0), limit: 9, ..Query::default() },
            Query { generation: Some(3), limit: 9, ..Query::default() },
            Query { subject: Some("t".into()), limit: 9, ..Query::default() },
        ];
        for query in none {
            assert!(ledger.search(&query, "r").unwrap().decisions.is_empty(), "{query:?}");
        }
    }

    #[test]
    fn an_id_that_comes_again_is_the_latest_until_both_are_gone() {
        let ledger = filled(2, 1);
        let commit = |entry| commit(&ledger, entry);
        commit(Entry { decision: Bytes::from_static(b"again"), ..entry(0, Verdict::Clear) });
        assert_eq!(ledger.get("0", "r").unwrap().unwrap().decision, "again");
        commit(entry(7, Verdict::Clear));
        assert_eq!(ledger.get("0", "r").unwrap().unwrap().decision, "again");
        commit(entry(8, Verdict::Clear));
        assert_eq!(ledger.get("0", "r").unwrap(), None);
    }

    #[test]
    fn what_people_decide_is_found_while_the_decision_is() {
        let ledger = filled(3, 3);
        let dispose = |id, outcome| ledger.dispose(id, outcome, Some("seen"), "maria").unwrap();
        assert_eq!(dispose("9", Outcome::Cleared), None);
        dispose("1", Outcome::Unresolved);
        dispose("1", Outcome::Cleared);
        let found = ledger.get("1", "r").unwrap().unwrap();
        let outcomes: Vec<_> = found.dispositions.iter().map(|one| one.outcome).collect();
        assert_eq!(outcomes, [Outcome::Unresolved, Outcome::Cleared]);
        let of = |disposition| Query { disposition: Some(disposition), limit: 9, ..Query::default() };
        let search = |disposition| ids(&ledger.search(&of(disposition), "r").unwrap());
        assert_eq!(search(Disposed::No), ["2", "0"]);
        assert_eq!(search(Disposed::As(Outcome::Cleared)), ["1"]);
        assert!(search(Disposed::As(Outcome::Unresolved)).is_empty());
        for id in 3..6 {
            commit(&ledger, entry(id, Verdict::Clear));
        }
        assert!(ledger.ring().dispositions.is_empty());
    }
}
