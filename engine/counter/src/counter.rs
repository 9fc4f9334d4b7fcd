//! One counter: its series by key, and what is gone of them. Memory is watched over elsewhere.

use std::collections::{HashMap, HashSet};

use hirewall_model::{Count, CountValue, Time};

use crate::entry::{Entry, Plain, Weighed};
use crate::series::{self, Gone};
use crate::table::{At, Table};
use crate::{Key, Measure, Observation, Scale, Seen};

/// Bytes that are reckoned for a key of which something is gone.
const GONE_BYTES: usize = 64;

/// One counter.
#[derive(Debug)]
pub(crate) struct Counter {
    series: Series,
    within: i64,
    /// The latest time that was seen, none later than the time of its judging.
    latest: i64,
    /// Up to here something of any key may be forgotten, here or in the history.
    expired: i64,
    gone: HashMap<u128, Gone>,
}

#[derive(Debug)]
enum Series {
    Plain(Table<Plain>),
    Weighed(Table<Weighed>),
}

/// Runs the same for both kinds of series.
macro_rules! each {
    ($series:expr, $table:ident => $run:expr) => {
        match $series {
            Series::Plain($table) => $run,
            Series::Weighed($table) => $run,
        }
    };
}

impl Counter {
    pub(crate) fn new(measure: Measure, within: i64) -> Self {
        let series = match measure {
            Measure::Events | Measure::Distinct => Series::Plain(Table::new()),
            Measure::Sum(_) => Series::Weighed(Table::new()),
        };
        let within = within.saturating_mul(1_000_000);
        Self { series, within, latest: i64::MIN, expired: i64::MIN, gone: HashMap::new() }
    }

    pub(crate) fn keys(&self) -> usize {
        each!(&self.series, table => table.len())
    }

    pub(crate) fn bytes(&self) -> usize {
        each!(&self.series, table => table.bytes()) + self.gone.capacity() * GONE_BYTES
    }

    /// Notes the time of a record, as of the time at which it is judged: one that claims to be of the future moves nothing.
    pub(crate) fn saw(&mut self, time: i64, now: i64) {
        self.latest = self.latest.max(time.min(now));
    }

    pub(crate) fn holds(&self, key: Key) -> bool {
        each!(&self.series, table => table.find(key.get()).is_some())
    }

    /// Takes in what a history held of a key that has no place.
    pub(crate) fn restore(
        &mut self,
        key: Key,
        most: usize,
        read: impl FnOnce(&mut dyn FnMut(Seen)) -> Result<Option<Time>, crate::HistoryError>,
    ) -> Result<(), crate::HistoryError> {
        fn fill<E: Entry>(
            most: usize,
            gone: &mut Gone,
            read: impl FnOnce(&mut dyn FnMut(Seen)) -> Result<Option<Time>, crate::HistoryError>,
        ) -> Result<(Vec<E>, Option<Time>), crate::HistoryError> {
            let mut entries = Vec::new();
            let expired = read(&mut |seen| {
                series::insert(&mut entries, E::new(seen.time.micros(), seen.element, seen.amount));
                series::trim(&mut entries, most, gone);
            })?;
            Ok((entries, expired))
        }
        let mut gone = Gone::NOTHING;
        each!(&mut self.series, table => {
            let (entries, expired) = fill(most, &mut gone, read)?;
            // For the whole counter, so that keys of which nothing is left take no memory.
            self.expired = self.expired.max(expired.map_or(i64::MIN, Time::micros));
            if !entries.is_empty() {
                table.add(key.get(), entries);
            }
        });
        if gone != Gone::NOTHING {
            self.gone.insert(key.get(), gone);
        }
        Ok(())
    }

    /// Adds an observation under one of its keys.
    pub(crate) fn add(&mut self, key: Key, observation: &Observation, most: usize, sequence: u32) {
        fn add<E: Entry>(table: &mut Table<E>, key: u128, new: E, most: usize, sequence: u32) -> Option<Gone> {
            let at: At = table.find(key).unwrap_or_else(|| table.add(key, Vec::new()));
            table.change(at, |slot| {
                slot.used = true;
                slot.sequence = sequence;
                series::insert(&mut slot.entries, new);
                let mut gone = Gone::NOTHING;
                series::trim(&mut slot.entries, most, &mut gone);
                gone
            })
        }
        let (time, element, amount) = (observation.time.micros(), observation.element, observation.amount);
        let gone = match &mut self.series {
            Series::Plain(table) => add(table, key.get(), Plain::new(time, element, amount), most, sequence),
            Series::Weighed(table) => add(table, key.get(), Weighed::new(time, element, amount), most, sequence),
        };
        if let Some(gone) = gone.filter(|gone| *gone != Gone::NOTHING) {
            let known = self.gone.entry(key.get()).or_insert(Gone::NOTHING);
            *known = known.and(gone);
        }
    }

    /// What the window that ends at `until` comes to for a key, and whether something that it held may be gone.
    pub(crate) fn count(&mut self, key: Key, until: i64, seen: &mut HashSet<u64>) -> (i128, bool) {
        let after = until.saturating_sub(self.within);
        let sum = each!(&mut self.series, table => match table.find(key.get()) {
            Some(at) => {
                table.change(at, |slot| slot.used = true);
                series::count(table.entries(at), after, until, seen)
            }
            None => 0,
        });
        let gone = self.gone.get(&key.get()).copied().unwrap_or(Gone::NOTHING);
        (sum, after < self.expired || gone.touches(after, until))
    }

    /// Removes a key that was not used for long and that may go.
    pub(crate) fn evict(&mut self, may_go: impl Fn(u32) -> bool) -> Option<Key> {
        let key = each!(&mut self.series, table => table.evict(may_go))?;
        self.gone.remove(&key);
        Some(Key::from(key))
    }

    /// Forgets what no window of a record can reach that is at most `lateness` microseconds late; false when that is little
    /// more than was forgotten before.
    pub(crate) fn expire(&mut self, lateness: i64) -> bool {
        let horizon = self.latest.saturating_sub(self.within).saturating_sub(lateness);
        if horizon <= self.expired.saturating_add(self.within / 16) {
            return false;
        }
        self.expired = horizon;
        each!(&mut self.series, table => table.sweep(|entries| series::expire(entries, horizon)));
        self.gone.retain(|_, gone| gone.through > horizon || gone.repeated > horizon);
        true
    }
}

/// A sum as a decision shows it. One that is beyond 64 bits stops at the largest number there is.
pub(crate) fn shown(measure: Measure, sum: i128, at_least: bool) -> Count {
    let whole = || i64::try_from(sum).unwrap_or(if sum < 0 { i64::MIN } else { i64::MAX });
    #[expect(clippy::cast_precision_loss, reason = "a sum of numbers is as exact as a number")]
    let value = match measure {
        Measure::Events | Measure::Distinct | Measure::Sum(Scale::Whole) => CountValue::Int(whole()),
        Measure::Sum(Scale::Millionths) => CountValue::Double(sum as f64 / 1e6),
    };
    Count { value, at_least }
}
