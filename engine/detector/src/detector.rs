//! A plugin that serves under a name: asked about a record, it answers, whatever the plugin does.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Instant;

use hirewall_model::{Answer, Manifest, Record, Time};

use crate::binding::Isolation;
use crate::breaker::Breaker;
use crate::evidence::Ground;
use crate::failure::{Code, Fault};
use crate::live::Mould;
use crate::pace::Pace;
use crate::project::Projection;
use crate::signals::{Checked, SignalRules};
use crate::state::LINE;
use crate::supply::{Refiller, Supply, Taken};
use crate::untrusted::Values;
use crate::world::types::{Request, ValueParam};
use crate::{Limits, LogLevel};

/// A plugin that serves under a name. Cheap to clone; many threads may ask at once.
#[derive(Clone)]
pub struct Detector {
    inner: Arc<Inner>,
}

pub(crate) struct Inner {
    pub(crate) id: String,
    pub(crate) digest: String,
    pub(crate) manifest: Arc<Manifest>,
    pub(crate) projections: BTreeMap<String, Projection>,
    pub(crate) rules: Arc<SignalRules>,
    pub(crate) isolation: Isolation,
    /// Instances are dropped before what they are made of.
    pub(crate) supply: Supply,
    pub(crate) mould: Mould,
    /// What each instance is configured with; none when they are made as configured.
    pub(crate) settings: Option<String>,
    pub(crate) breaker: Breaker,
    pub(crate) pace: Mutex<Pace>,
}

impl Detector {
    pub(crate) fn new(inner: Inner) -> Self {
        let detector = Self { inner: Arc::new(inner) };
        detector.inner.refill();
        detector
    }

    /// Its id: that of the binding.
    #[must_use]
    pub fn id(&self) -> &str {
        &self.inner.id
    }

    /// The digest of the plugin's file: `sha256:` and 64 hexadecimal digits.
    #[must_use]
    pub fn digest(&self) -> &str {
        &self.inner.digest
    }

    /// What the plugin says of itself.
    #[must_use]
    pub fn manifest(&self) -> &Arc<Manifest> {
        &self.inner.manifest
    }

    /// The limits that hold.
    #[must_use]
    pub fn limits(&self) -> Limits {
        self.inner.mould.limits
    }

    /// Whether its configured state is a snapshot, so that configuration costs nothing per record. Otherwise configured
    /// instances are kept ready, each for one record.
    #[must_use]
    pub fn is_snapshot(&self) -> bool {
        self.inner.settings.is_none()
    }

    /// How long an instance lives.
    #[must_use]
    pub fn isolation(&self) -> Isolation {
        self.inner.isolation
    }

    /// Whether it is asked about records of that kind.
    #[must_use]
    pub fn looks_at(&self, kind: &str) -> bool {
        self.inner.projections.contains_key(kind)
    }

    /// Asks about one record, of a kind that it looks at and decoded with the schema of the binding. `now` is the time of the
    /// decision, cut to milliseconds.
    #[must_use]
    pub fn detect(&self, record: &Record<'_>, now: Time) -> Answer {
        let mut answers = self.detect_many(std::iter::once(record), now);
        answers.pop().unwrap_or_else(|| self.inner.failed(Fault::new(Code::HostError, "there was no answer")))
    }

    /// Asks about many records, one after the other. With [`Isolation::Record`] that is the same as asking about each; with
    /// [`Isolation::Batch`] they share an instance, up to 1,000 of them and never beyond a failure.
    #[must_use]
    pub fn detect_many<'r, 'i: 'r>(&self, records: impl IntoIterator<Item = &'r Record<'i>>, now: Time) -> Vec<Answer> {
        let mut kept = None;
        let answers = records.into_iter().map(|record| self.inner.ask(record, now, &mut kept)).collect();
        if let Some((taken, records)) = kept {
            self.inner.supply.give_back(&self.inner.mould, taken, records);
        }
        if self.inner.supply.wants(&self.inner.mould) {
            self.ask_for_refill();
        }
        answers
    }

    fn ask_for_refill(&self) {
        let mut refiller = self.inner.mould.host.refiller.lock().unwrap_or_else(PoisonError::into_inner);
        if refiller.is_none() {
            // Without the thread each call makes its own instance, which is slower and no less right.
            *refiller = Refiller::start().ok();
        }
        if let Some(refiller) = &*refiller {
            refiller.ask(&self.inner);
        }
    }
}

impl Inner {
    pub(crate) fn refill(&self) {
        self.supply.refill(&self.mould, self.settings.as_deref());
    }

    /// One record: an answer in any case. `kept` is the instance of the records before, and how many it saw of them.
    fn ask(&self, record: &Record<'_>, now: Time, kept: &mut Option<(Taken, u32)>) -> Answer {
        let clock = &*self.mould.host.options.clock;
        let started = Instant::now();
        let answer = if self.breaker.asks(clock) {
            let answer = self.call(record, now, kept);
            self.breaker
                .heard(answer.as_ref().is_err_and(|fault| fault.code.trips() && fault.own_code.is_none()), clock);
            answer
        } else {
            Err(Fault::new(Code::CircuitOpen, "it failed too often of late and is not asked for a while"))
        };
        if let Some(observer) = &self.mould.host.options.observer {
            let outcome = answer.as_ref().err().map_or("ok", Fault::code);
            observer.called(&self.id, outcome, started.elapsed());
        }
        match answer {
            Ok(Checked { signals, evidence }) => Answer::Signals { detector: self.id.clone(), signals, evidence },
            Err(fault) => self.failed(fault),
        }
    }

    fn failed(&self, fault: Fault) -> Answer {
        Answer::Failed(fault.of(&self.id))
    }

    fn call(&self, record: &Record<'_>, now: Time, kept: &mut Option<(Taken, u32)>) -> Result<Checked, Fault> {
        let Some(projection) = self.projections.get(record.kind()) else {
            return Err(Fault::new(Code::HostError, "it is not bound to records of this kind"));
        };
        let handed = projection.of(record);
        let params = handed.params();
        let request = Request { kind: record.kind(), now_ms: milliseconds(now), inputs: &params, attributes: &[] };
        let (mut taken, seen) = match kept.take() {
            Some((taken, seen)) if seen < self.supply.left(&taken) => (taken, seen),
            Some(_) | None => (self.supply.take(&self.mould, self.settings.as_deref())?, 0),
        };
        let answer = taken.live.detect(&self.mould, &request);
        self.deliver(&mut taken, &params);
        let checked = answer
            .and_then(|signals| {
                self.rules.check(signals, &self.mould.limits, &Ground::Record(record), projection.places())
            })
            .map_err(|fault| fault.settled(&params))?;
        if self.isolation == Isolation::Batch {
            *kept = Some((taken, seen + 1));
        }
        Ok(checked)
    }

    /// Passes the log lines of a call on: at their pace, and none that holds what was handed over.
    fn deliver(&self, taken: &mut Taken, params: &[ValueParam<'_>]) {
        let state = taken.live.store.data_mut();
        if state.lines.is_empty() {
            return;
        }
        let lines = std::mem::take(&mut state.lines);
        let Some(sink) = &self.mould.reach.grants.log else { return };
        let mut withheld = state.dropped;
        let values = Values::of(params);
        for (level, text) in lines {
            if values.are_in(&text) {
                withheld = withheld.saturating_add(1);
                continue;
            }
            let text = crate::untrusted::line(&text, LINE);
            let now = self.mould.host.options.clock.now();
            let admitted = self.pace.lock().unwrap_or_else(PoisonError::into_inner).admits(now);
            match admitted {
                Some(0) => sink.write(&self.id, level, &text),
                Some(left_out) => {
                    sink.write(&self.id, LogLevel::Warn, &format!("{left_out} log lines were left out"));
                    sink.write(&self.id, level, &text);
                }
                None => {}
            }
        }
        if withheld > 0 {
            self.pace.lock().unwrap_or_else(PoisonError::into_inner).leave_out(withheld);
        }
    }
}

/// Milliseconds since 1970.
pub(crate) fn milliseconds(time: Time) -> i64 {
    time.seconds.saturating_mul(1_000).saturating_add(i64::from(time.nanos / 1_000_000))
}

impl std::fmt::Debug for Detector {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Detector")
            .field("id", &self.inner.id)
            .field("digest", &self.inner.digest)
            .finish_non_exhaustive()
    }
}
