//! Decisions in a store, SQLite or PostgreSQL: with everything that they were made from, in the order in which their records arrived. How
//! they are written is known to `hirewall-store`, how records are counted to `hirewall-counter`.

mod flying;
mod history;
mod places;

use std::collections::HashMap;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use hirewall::counter::{Arrival, CounterId, Counters, Limits, Secret};
use hirewall::counting::{Counted, JoinedText};
use hirewall::decide::{Counts, Observed};
use hirewall::{Engine, Record, Time};
use hirewall_store::{Disposed, Disposition, Event, EventKind, Horizons, Options, Outcome, Retention, Store};
use serde_json::{Value, json};

use super::{Arrival as Arrivals, ArriveError, Arrived, Found, Full, Ledger, LedgerError, Page, Placed, Query};
use crate::generation::{Generation, Origin, Refusal};

use flying::Flying;
use history::StoredHistory;
use places::{Beside, StorePlaces};

/// Faults of a set that was refused whose places the chain has. Beyond it they are counted.
const PLACES: usize = 20;

/// Keeps decisions in a store.
pub struct StoreLedger {
    store: Store,
    secret: Secret,
    limits: Limits,
    retention: Retention,
    /// How far the windows of all counters that may count again reach back, in seconds.
    windows: Mutex<HashMap<CounterId, i64>>,
    /// Held while records get their places: what makes the order of places that of counting.
    counters: Mutex<Counters>,
    flying: Arc<Flying>,
    /// Set when something that was counted is not kept: what is in memory is then not what is in the store.
    astray: Arc<AtomicBool>,
}

impl StoreLedger {
    /// Opens a store, and makes it when it is new.
    ///
    /// # Errors
    /// As those of [`Store::open`].
    pub fn open(url: &str, options: &Options, limits: Limits, retention: Retention) -> hirewall_store::Result<Self> {
        let store = Store::open(url, options)?;
        let mut counters = Counters::with_history(limits, Box::new(StoredHistory(store.clone())));
        if store.durable() == 0 {
            counters = counters.from_nothing();
        }
        Ok(Self {
            secret: Secret::new(&store.counter_secret()),
            store,
            limits,
            retention,
            windows: Mutex::default(),
            counters: Mutex::new(counters),
            flying: Arc::default(),
            astray: Arc::default(),
        })
    }

    /// The counters, as the store has them.
    fn counters(&self) -> Result<MutexGuard<'_, Counters>, ArriveError> {
        let mut counters = self.counters.lock().unwrap_or_else(PoisonError::into_inner);
        if self.astray.load(Ordering::Acquire) {
            // Only when nothing is under way any more does the store have all that will ever be kept of it.
            if self.store.status().waiting > 0 {
                return Err(Full.into());
            }
            self.astray.store(false, Ordering::Release);
            *counters = Counters::with_history(self.limits, Box::new(StoredHistory(self.store.clone())));
            tracing::info!("counts are read from the store again");
        }
        counters.settled(self.store.durable());
        Ok(counters)
    }

    /// From when on observations may be counted still: by a record that is as late as the limits say.
    fn horizons(&self, now: Time) -> Horizons {
        let back = |seconds: i64| Time { seconds: now.seconds.saturating_sub(seconds), nanos: 0 };
        let windows = self.windows.lock().unwrap_or_else(PoisonError::into_inner);
        let lateness = self.limits.lateness_seconds.max(0);
        let counters =
            windows.iter().map(|(id, within)| (id.get().to_be_bytes(), back(within.saturating_add(lateness))));
        let others = self.retention.observations.map(|time| back(i64::try_from(time.as_secs()).unwrap_or(i64::MAX)));
        Horizons { counters: counters.collect(), others }
    }

    fn count(&self, counters: &mut Counters, observed: &[Observed], arrival: Arrival) -> Result<Counted, LedgerError> {
        let mut counted = Counted { counters: Counts::with_capacity(observed.len()), joined: Vec::new() };
        for Observed { counter, observation } in observed {
            match counters.observe(observation, arrival) {
                Ok(count) => counted.counters.insert(Arc::clone(counter), count),
                Err(error) => {
                    // Some of it is counted in memory already, and will not be kept.
                    self.astray.store(true, Ordering::Release);
                    return Err(LedgerError { reason: error.to_string() });
                }
            };
        }
        Ok(counted)
    }

    /// The latest records of other kinds of the same subject: those whose decisions are still made, and those in the store.
    fn joined(
        &self,
        engine: &Engine,
        record: &Record<'_>,
        counted: &mut Counted,
    ) -> Result<Vec<(String, u64)>, LedgerError> {
        let mut places = Vec::new();
        let Some(time) = record.time() else { return Ok(places) };
        for kind in engine.decider().joins(record.kind()) {
            let flying = self.flying.latest(kind, record.subject(), time);
            let stored = self.store.latest(kind, record.subject(), time).map_err(LedgerError::from)?;
            let stored = stored.and_then(|stored| {
                let text = String::from_utf8(stored.record).ok()?;
                Some((stored.time.micros(), stored.seq, Arc::from(text)))
            });
            let Some((_, seq, text)) = stored.max(flying) else { continue };
            counted.joined.push(JoinedText { kind: kind.to_owned(), text });
            places.push((kind.to_owned(), seq));
        }
        Ok(places)
    }
}

impl Ledger for StoreLedger {
    fn secret(&self) -> &Secret {
        &self.secret
    }

    fn arrive(&self, engine: &Engine, records: Vec<Arrived<'_>>, now: Time) -> Result<Arrivals, ArriveError> {
        let mut counters = self.counters()?;
        let places = self.store.places(records.len()).map_err(|error| match error {
            hirewall_store::Error::Full => ArriveError::Full(Full),
            error => ArriveError::Ledger(error.into()),
        })?;
        let mut beside = Vec::with_capacity(records.len());
        let place = |(sequence, Arrived { record, observed }): (u64, Arrived<'_>)| {
            let mut counted = self.count(&mut counters, &observed, Arrival { sequence, now })?;
            let joined = self.joined(engine, record, &mut counted)?;
            let flies = engine.decider().is_joined(record.kind()).then(|| self.flying.add(sequence, record)).flatten();
            beside.push(Beside { _flies: flies, joined });
            Ok(Placed { observed, counted })
        };
        let placed: Result<Vec<Placed>, LedgerError> = (places.first()..).zip(records).map(place).collect();
        // Should one of them not be counted, dropping the places says that others were.
        let places = StorePlaces::new(places, beside, Arc::clone(&self.astray));
        Ok(Arrivals { placed: placed?, places: Box::new(places) })
    }

    fn waits(&self, engine: &Engine) -> bool {
        engine.counts()
    }

    fn last_generation(&self) -> Result<u64, LedgerError> {
        let generations = self.store.generations(1).map_err(LedgerError::from)?;
        Ok(generations.first().map_or(0, |generation| generation.number))
    }

    fn serves(&self, generation: &Generation, kept: &[Arc<Generation>]) -> Result<(), LedgerError> {
        let windows: HashMap<CounterId, i64> = super::counters(kept).collect();
        self.counters.lock().unwrap_or_else(PoisonError::into_inner).retain(|counter| windows.contains_key(&counter));
        *self.windows.lock().unwrap_or_else(PoisonError::into_inner) = windows;
        let bundle = generation.set.engine.bundle();
        let (policies, rules) = (bundle.policies.len(), bundle.rules().count());
        let detectors = bundle.detectors.len();
        let kept = hirewall_store::Generation {
            number: generation.number,
            bundle: generation.set.digest().to_owned(),
            at: generation.since,
            actor: generation.origin.actor.to_string(),
            reason: generation.origin.reason.to_string(),
            summary: format!("{policies} policies, {rules} rules, {detectors} detectors"),
        };
        let cause = generation.origin.cause;
        let more = json!({"cause": cause.as_str(), "of": cause.of()});
        self.store.add_generation(&kept, &more).map_err(LedgerError::from)
    }

    fn refused(&self, origin: &Origin, refusal: &Refusal) -> Result<(), LedgerError> {
        // Where something is wrong, and not what is said of it: that may repeat what stands in a file, such as whom an exception is for.
        let places = refusal.errors.iter().take(PLACES);
        let places = places.map(|error| json!({"code": error.code, "file": error.file, "line": error.line}));
        let body = json!({
            "refused": refusal.summary, "errors": refusal.count, "places": places.collect::<Vec<_>>(),
            "cause": origin.cause.as_str(), "reason": &*origin.reason,
        });
        let refused = Event::new(EventKind::Reload, &*origin.actor).body(body);
        self.store.record_and_wait(&refused).map(drop).map_err(LedgerError::from)
    }

    fn store(&self) -> Option<&Store> {
        Some(&self.store)
    }

    fn get(&self, id: &str, reader: &str) -> Result<Option<Found>, LedgerError> {
        let Some(decision) = self.store.decision(id).map_err(LedgerError::from)? else { return Ok(None) };
        let Some(content) = decision.content else { return Ok(None) };
        let looked = Event::new(EventKind::Access, reader).about(id);
        match self.store.record_and_wait(&looked) {
            Ok(_) => Ok(Some(Found {
                decision: content.decision.into(),
                dispositions: self.store.dispositions(decision.seq)?,
            })),
            // It is not written yet, so that nobody was given it, or it was erased this moment.
            Err(hirewall_store::Error::NoDecision) => Ok(None),
            Err(error) => Err(error.into()),
        }
    }

    fn search(&self, query: &Query, reader: &str) -> Result<Page, LedgerError> {
        let looked = looked(query);
        let query = hirewall_store::Query {
            kind: query.kind.clone(),
            record: query.record.clone(),
            subject: query.subject.clone(),
            verdict: query.verdict,
            rule: query.rule.clone(),
            generation: query.generation,
            disposition: query.disposition,
            from: query.from,
            to: query.until,
            cursor: query.before.map(|before| before.to_string()),
            limit: Some(query.limit),
            contents: true,
            ..hirewall_store::Query::default()
        };
        let page = match self.store.search(&query) {
            Ok(page) => page,
            // A cursor of no page: there is nothing before it.
            Err(hirewall_store::Error::Cursor) => return Ok(Page::default()),
            Err(error) => return Err(error.into()),
        };
        let (mut decisions, mut seen) = (Vec::with_capacity(page.decisions.len()), Vec::new());
        for decision in page.decisions {
            let Some(content) = decision.content else { continue };
            seen.push(decision.seq);
            let dispositions = self.store.dispositions(decision.seq)?;
            decisions.push(Found { decision: content.decision.into(), dispositions });
        }
        let body = json!({"search": looked, "decisions": seen});
        self.store.record_and_wait(&Event::new(EventKind::Access, reader).body(body))?;
        Ok(Page { decisions, next: page.cursor.and_then(|cursor| cursor.parse().ok()) })
    }

    fn dispose(
        &self,
        id: &str,
        outcome: Outcome,
        note: Option<&str>,
        by: &str,
    ) -> Result<Option<Disposition>, LedgerError> {
        match self.store.dispose(id, outcome, note, by) {
            Ok(disposition) => Ok(Some(disposition)),
            Err(hirewall_store::Error::NoDecision) => Ok(None),
            Err(error) => Err(error.into()),
        }
    }

    fn tidy(&self, now: Time) -> Result<bool, LedgerError> {
        let gone = self.store.expire(now, &self.retention, "retention").map_err(LedgerError::from)?;
        if gone.decisions > 0 || gone.held > 0 {
            tracing::info!(decisions = gone.decisions, held = gone.held, "the time of some decisions was over");
        }
        let pruned = self.store.prune(&self.horizons(now))?;
        if pruned > 0 {
            tracing::info!(observations = pruned, "observations that no counter reaches any more are gone");
        }
        Ok(gone.decisions > 0)
    }

    fn close(&self) {
        self.store.close();
    }
}

/// What was searched for, as far as it names nobody: of ids only that they were given.
fn looked(query: &Query) -> Value {
    let given = |id: &Option<String>| id.is_some().then_some(true);
    let whole = json!({
        "kind": query.kind, "record": given(&query.record), "subject": given(&query.subject), "verdict": query.verdict,
        "rule": query.rule, "generation": query.generation, "from": query.from, "until": query.until,
        "disposition": query.disposition.map(Disposed::as_str), "before": query.before,
    });
    let Value::Object(whole) = whole else { return Value::Null };
    whole.into_iter().filter(|(_, value)| !value.is_null()).collect()
}
