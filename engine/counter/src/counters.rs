//! All counters, inside one bound of memory. It is told of observations in the order of their arrival, and is not shared: who has
//! several threads puts a lock around it.

use std::collections::{BTreeMap, HashSet};
use std::fmt;

use hirewall_model::{Count, Time};

use crate::counter::{Counter, shown};
use crate::{CounterId, History, HistoryError, Key, Limits, Observation};

/// When a record arrived.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Arrival {
    /// Its place in the order of arrival. With a history, what is not yet [`Counters::settled`] is not left to it.
    pub sequence: u64,
    /// The time at which it is judged. A record that claims a later time of its own ages nothing.
    pub now: Time,
}

/// Why a record cannot be counted.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum CountError {
    /// There is no history to leave anything to.
    #[error("counters need more than {memory_mib} MiB, and there is no history to leave what is old to")]
    Full {
        /// The limit.
        memory_mib: usize,
    },
    /// The history cannot be read.
    #[error("what was counted earlier cannot be read: {0}")]
    History(#[source] HistoryError),
}

/// All counters.
///
/// ```
/// # use hirewall_counter::{Arrival, CounterId, Counters, Limits, Measure, Observation, Part, Secret};
/// # use hirewall_model::{CountValue, Time};
/// let (secret, counter) = (Secret::of_one_run(), CounterId::of(&["phones"]));
/// let mut counters = Counters::new(Limits::default());
/// for (at, (id, day, expected)) in [("a", 0, 1), ("b", 5, 2), ("b", 5, 2), ("c", 9, 2)].into_iter().enumerate() {
///     let observation = Observation {
///         counter,
///         measure: Measure::Events,
///         within: 7 * 86_400,
///         keys: [secret.key(counter, Part::Text("+1 602 555 0142"))].into_iter().collect(),
///         element: secret.element(counter, Part::Record("applicant", id)),
///         amount: 0,
///         time: Time { seconds: day * 86_400, nanos: 0 },
///         counts: true,
///     };
///     let arrival = Arrival { sequence: at as u64, now: observation.time };
///     let count = counters.observe(&observation, arrival)?;
///     assert_eq!((count.value, count.at_least), (CountValue::Int(expected), false));
/// }
/// # Ok::<(), hirewall_counter::CountError>(())
/// ```
pub struct Counters {
    limits: Limits,
    counters: BTreeMap<CounterId, Counter>,
    history: Option<Box<dyn History>>,
    away: Away,
    settled: u64,
    seen: HashSet<u64>,
}

/// Which keys the history may hold that memory does not.
#[derive(Debug)]
enum Away {
    /// Those whose hashes are here. None is ever taken out, as two keys may share a hash: a look in vain costs little.
    Some(HashSet<u64>),
    /// Any.
    All,
}

impl Counters {
    /// Counters that begin with nothing and have no history.
    #[must_use]
    pub fn new(limits: Limits) -> Self {
        Self {
            limits,
            counters: BTreeMap::new(),
            history: None,
            away: Away::Some(HashSet::new()),
            settled: 0,
            seen: HashSet::new(),
        }
    }

    /// Counters with a history, which may hold observations already: each key is read when it is first asked for.
    #[must_use]
    pub fn with_history(limits: Limits, history: Box<dyn History>) -> Self {
        Self { history: Some(history), away: Away::All, ..Self::new(limits) }
    }

    /// Says that the history holds nothing that is not observed here first: for a store that is empty, or one that is read
    /// through at the start. Then only what left memory is read back, and a key that is new costs no look into the history.
    #[must_use]
    pub fn from_nothing(self) -> Self {
        Self { away: Away::Some(HashSet::new()), ..self }
    }

    /// Counts a record, and says what the counter comes to at it.
    ///
    /// # Errors
    /// Memory is used up, or the history cannot be read. In the second case the record is not counted, and may be again.
    pub fn observe(&mut self, observation: &Observation, arrival: Arrival) -> Result<Count, CountError> {
        for key in &observation.keys {
            self.bring(observation, *key)?;
        }
        let counter = self
            .counters
            .entry(observation.counter)
            .or_insert_with(|| Counter::new(observation.measure, observation.within));
        let until = observation.time.micros();
        counter.saw(until, arrival.now.micros());
        let most = self.limits.observations_per_key.max(1);
        let (mut highest, mut at_least): (Option<i128>, bool) = (None, false);
        for key in &observation.keys {
            if observation.counts {
                counter.add(*key, observation, most, low(arrival.sequence));
            }
            let (sum, bounded) = counter.count(*key, until, &mut self.seen);
            highest = highest.max(Some(sum));
            at_least |= bounded;
        }
        self.keep_within()?;
        Ok(shown(observation.measure, highest.unwrap_or(0), at_least))
    }

    /// Says that the history holds all observations up to a place in the order of arrival.
    pub fn settled(&mut self, sequence: u64) {
        self.settled = self.settled.max(sequence);
    }

    /// Forgets the counters that `wanted` does not name: after a reload those whose definitions are gone.
    pub fn retain(&mut self, wanted: impl Fn(CounterId) -> bool) {
        let before = self.counters.len();
        self.counters.retain(|id, _| wanted(*id));
        if self.history.is_some() && self.counters.len() < before {
            // A counter that comes back later is read back.
            self.away = Away::All;
        }
    }

    /// How many bytes the counters take.
    #[must_use]
    pub fn bytes(&self) -> usize {
        self.counters.values().map(Counter::bytes).sum::<usize>() + self.away.bytes()
    }

    /// How many keys are in memory, over all counters.
    #[must_use]
    pub fn keys(&self) -> usize {
        self.counters.values().map(Counter::keys).sum()
    }

    /// Brings a key that the history may hold into memory.
    fn bring(&mut self, observation: &Observation, key: Key) -> Result<(), CountError> {
        let Some(history) = &mut self.history else { return Ok(()) };
        let id = observation.counter;
        if !self.away.may_hold(id, key) || self.counters.get(&id).is_some_and(|counter| counter.holds(key)) {
            return Ok(());
        }
        let counter = self.counters.entry(id).or_insert_with(|| Counter::new(observation.measure, observation.within));
        let most = self.limits.observations_per_key.max(1);
        counter.restore(key, most, |each| history.read(id, key, each)).map_err(CountError::History)?;
        Ok(())
    }

    /// Makes room when more is used than may be.
    fn keep_within(&mut self) -> Result<(), CountError> {
        let most = self.limits.memory_mib.saturating_mul(1 << 20);
        if self.bytes() <= most {
            return Ok(());
        }
        if self.history.is_none() {
            let lateness = self.limits.lateness_seconds.max(0).saturating_mul(1_000_000);
            let mut any = false;
            for counter in self.counters.values_mut() {
                any |= counter.expire(lateness);
            }
            if any && self.bytes() <= most {
                return Ok(());
            }
            return Err(CountError::Full { memory_mib: self.limits.memory_mib });
        }
        if self.away.bytes() > most / 4 {
            self.away = Away::All;
        }
        let settled = self.settled;
        while self.bytes() > most {
            let largest = self.counters.iter_mut().max_by_key(|(_, counter)| counter.bytes());
            let Some((id, counter)) = largest else { break };
            // What is under way stays, even beyond the limit: the history does not hold it yet.
            let Some(key) = counter.evict(|sequence| !is_after(sequence, settled)) else { break };
            self.away.leaves(*id, key);
        }
        Ok(())
    }
}

/// The low bits of a sequence.
#[expect(clippy::cast_possible_truncation, reason = "places are compared by their distance")]
fn low(sequence: u64) -> u32 {
    sequence as u32
}

/// Whether the sequence with these low bits comes after what is settled. Nearly all of the range stands for what came before, as a key may
/// lie untouched for billions of records, and never are 2²⁴ under way.
fn is_after(sequence: u32, settled: u64) -> bool {
    let ahead = sequence.wrapping_sub(low(settled));
    ahead != 0 && ahead < 1 << 24
}

impl Away {
    #[expect(clippy::cast_possible_truncation, reason = "a hash may be cut off")]
    fn hash(counter: CounterId, key: Key) -> u64 {
        (key.get() >> 64) as u64 ^ counter.get() as u64
    }

    fn may_hold(&self, counter: CounterId, key: Key) -> bool {
        match self {
            Self::Some(keys) => keys.contains(&Self::hash(counter, key)),
            Self::All => true,
        }
    }

    fn leaves(&mut self, counter: CounterId, key: Key) {
        if let Self::Some(keys) = self {
            keys.insert(Self::hash(counter, key));
        }
    }

    fn bytes(&self) -> usize {
        match self {
            // A hash, its place in the table, and room to grow.
            Self::Some(keys) => keys.capacity() * 10,
            Self::All => 0,
        }
    }
}

impl fmt::Debug for Counters {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (keys, bytes) = (self.keys(), self.bytes());
        f.debug_struct("Counters").field("limits", &self.limits).field("keys", &keys).field("bytes", &bytes).finish()
    }
}
