//! Counting and joining over the records of one run, in memory. It keeps nothing when the run is over.
//!
//! A service that keeps counts uses the parts by themselves: [`Engine::observations`] of a record, taken before its lock;
//! [`Counters::observe`] of each under the lock, which is all that must happen in the order of arrival; and
//! [`Engine::judge_beside`] after it.

mod latest;

use std::sync::Arc;

use hirewall_counter::{Arrival, CountError, CounterId, Counters, Secret};
use hirewall_decide::{Beside, Counts, Judgement, Observed};
use hirewall_model::{Answer, Decision, Decoded, Record, Time};
use serde::{Deserialize, Serialize};

use crate::{Engine, Given, Refused};

use latest::Latest;

/// Limits of counting and joining.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Those of counters: memory, observations of a key, lateness.
    pub counters: hirewall_counter::Limits,
    /// Mebibytes of records that are kept because rules about other records may read them. Beyond it, joining fails. Default 256.
    pub joined_mib: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self { counters: hirewall_counter::Limits::default(), joined_mib: 256 }
    }
}

/// Why a record cannot be counted or kept for joining.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum CountingError {
    /// It cannot be counted.
    #[error(transparent)]
    Count(#[from] CountError),
    /// Memory for records that rules about other records may read is used up.
    #[error("records that other records are joined with need more than {joined_mib} MiB")]
    Joined {
        /// The limit.
        joined_mib: usize,
    },
}

/// What counters came to at a record, and the records that it is joined with.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Counted {
    /// Counts, by the full ids of counters.
    #[serde(default, skip_serializing_if = "Counts::is_empty")]
    pub counters: Counts,
    /// The latest records of other kinds of the same subject.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub joined: Vec<JoinedText>,
}

/// A joined record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct JoinedText {
    /// The record kind.
    pub kind: String,
    /// Its text, byte for byte.
    #[serde(with = "shared")]
    pub text: Arc<str>,
}

/// Reads and writes a text that is shared.
mod shared {
    use std::sync::Arc;

    use serde::{Deserialize, Deserializer, Serializer};

    pub(super) fn serialize<S: Serializer>(text: &Arc<str>, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(text)
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Arc<str>, D::Error> {
        String::deserialize(deserializer).map(Arc::from)
    }
}

/// Counts and joins the records of one run in the order in which it is given them.
#[derive(Debug)]
pub struct Counting {
    counters: Counters,
    latest: Latest,
    arrived: u64,
}

impl Counting {
    /// Begins with nothing.
    #[must_use]
    pub fn new(limits: Limits) -> Self {
        Self { counters: Counters::new(limits.counters), latest: Latest::new(limits.joined_mib), arrived: 0 }
    }

    /// The secret of one run: see [`Secret::of_one_run`].
    #[must_use]
    pub fn secret() -> Secret {
        Secret::of_one_run()
    }

    /// Forgets the counters that `wanted` does not name: after other policies came, those that none of them has.
    pub fn retain(&mut self, wanted: impl Fn(CounterId) -> bool) {
        self.counters.retain(wanted);
    }

    /// Counts the next record and says what is beside it. `observed` is what [`Engine::observations`] gave for it.
    ///
    /// # Errors
    /// Memory is used up.
    pub fn take(
        &mut self,
        engine: &Engine,
        record: &Record<'_>,
        observed: &[Observed],
        now: Time,
    ) -> Result<Counted, CountingError> {
        self.arrived += 1;
        let arrival = Arrival { sequence: self.arrived, now };
        let mut counted = Counted { counters: Counts::with_capacity(observed.len()), joined: Vec::new() };
        for Observed { counter, observation } in observed {
            counted.counters.insert(Arc::clone(counter), self.counters.observe(observation, arrival)?);
        }
        if let Some(time) = record.time() {
            for kind in engine.decider().joins(record.kind()) {
                let text = self.latest.find(kind, record.subject(), time);
                counted.joined.extend(text.map(|text| JoinedText { kind: kind.to_owned(), text }));
            }
            if engine.decider().is_joined(record.kind()) {
                self.latest.keep(record, time)?;
            }
        }
        Ok(counted)
    }
}

impl Counted {
    /// Runs something with all that is beside a record: what detectors said, and this.
    ///
    /// # Errors
    /// A joined record cannot be read with the engine's schemas: it was counted by another engine.
    pub fn beside<T>(
        &self,
        engine: &Engine,
        answers: &[Answer],
        run: impl FnOnce(&Beside<'_>) -> T,
    ) -> Result<T, Refused> {
        let decoded: Vec<Decoded<'_>> = self
            .joined
            .iter()
            .map(|joined| engine.decode(Some(&joined.kind), joined.text.as_bytes()))
            .collect::<Result<_, _>>()?;
        let joined: Vec<&Record<'_>> = decoded.iter().map(|decoded| &decoded.record).collect();
        Ok(run(&Beside { answers, counters: Some(&self.counters), joined: &joined }))
    }

    /// Judges a record with what detectors said and what it was counted to, and writes the decision out.
    ///
    /// # Errors
    /// As those of [`Counted::judge`].
    pub fn decide(
        &self,
        engine: &Engine,
        record: &Record<'_>,
        answers: &[Answer],
        given: &Given,
    ) -> Result<Decision, Refused> {
        self.judge(engine, record, answers, given).map(Judgement::into_decision)
    }

    /// Judges a record with what detectors said and what it was counted to.
    ///
    /// # Errors
    /// The record or a joined one was decoded by another engine.
    pub fn judge(
        &self,
        engine: &Engine,
        record: &Record<'_>,
        answers: &[Answer],
        given: &Given,
    ) -> Result<Judgement, Refused> {
        let judged = self.beside(engine, answers, |beside| engine.judge_beside(record, beside, given))?;
        judged.map_err(|_| Refused::new(Vec::new()))
    }
}
