//! Observations of counters go when no window reaches them any more. How far windows reach is the caller's affair; up to when observations are gone is
//! kept, so that counts can say that they are lower bounds.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::{Mutex, PoisonError};

use hirewall_model::Time;

use crate::backend::{Connection, Param};
use crate::observation::open_group;
use crate::read::{first_after, rewrite};
use crate::{Result, Store, StoredObservation};

/// Groups that are read at once, and at most written in one transaction.
const PAGE: i64 = 64;

/// Until when observations are kept: those of a counter from the moment that is given for it, those of others from another.
#[derive(Debug, Clone, Default)]
pub struct Horizons {
    /// By the digest of a counter's definition.
    pub counters: HashMap<[u8; 16], Time>,
    /// For counters that are none of these; `None` keeps them for ever.
    pub others: Option<Time>,
}

impl Horizons {
    fn of(&self, counter: &[u8; 16]) -> Option<Time> {
        self.counters.get(counter).copied().or(self.others)
    }

    fn keeps(&self, one: &StoredObservation) -> bool {
        self.of(&one.counter).is_none_or(|horizon| one.at >= horizon)
    }
}

/// The moments before which observations of counters are gone, in microseconds.
#[derive(Debug, Default)]
pub(crate) struct Pruned(Mutex<HashMap<[u8; 16], i64>>);

impl Pruned {
    /// As the database has them.
    pub(crate) fn load(connection: &mut dyn Connection) -> Result<Self> {
        let rows = connection.query("SELECT counter, before FROM pruned", &[])?;
        let read = |mut row: crate::backend::Row| Some((row.bytes().try_into().ok()?, row.int()));
        Ok(Self(Mutex::new(rows.into_iter().filter_map(read).collect())))
    }

    fn note(&self, pruned: &BTreeMap<[u8; 16], i64>) {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        for (counter, before) in pruned {
            let known = all.entry(*counter).or_insert(*before);
            *known = (*known).max(*before);
        }
    }

    fn before(&self, counter: &[u8; 16]) -> Option<i64> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).get(counter).copied()
    }
}

impl Store {
    /// The moment before which observations of a counter may be gone. To be asked after [`Store::history`], not before it.
    #[must_use]
    pub fn pruned_before(&self, counter: &[u8; 16]) -> Option<Time> {
        self.core().pruned.before(counter).map(Time::from_micros)
    }

    /// Removes observations whose record's own time is before the horizon of their counter; how many. Those of a record that came so late that it was
    /// received after all horizons stay until the moment of its receipt is before one.
    ///
    /// # Errors
    /// The database fails; observations are not what was written. What was removed before stays removed.
    pub fn prune(&self, horizons: &Horizons) -> Result<u64> {
        let core = self.core();
        let Some(latest) = horizons.counters.values().copied().chain(horizons.others).max() else { return Ok(0) };
        let end = core.readers.with(|connection| first_after(connection, latest.micros()))?;
        let (mut after, mut removed) = (0, 0);
        loop {
            // Read beside the writer: most groups have nothing that goes.
            let groups = core.readers.with(|connection| {
                let sql = "SELECT seq, sealed FROM observations WHERE seq > ?1 AND first < ?2 ORDER BY seq LIMIT ?3";
                connection.query(sql, &[Param::seq(after), Param::seq(end), Param::Int(PAGE)])
            })?;
            if groups.is_empty() {
                return Ok(removed);
            }
            let (mut touched, mut pruned) = (Vec::new(), BTreeMap::new());
            for mut row in groups {
                after = row.seq();
                let all = open_group(&core.keys, after, row.bytes())?;
                let counters: BTreeSet<[u8; 16]> =
                    all.iter().filter(|one| !horizons.keeps(one)).map(|one| one.counter).collect();
                if !counters.is_empty() {
                    touched.push(after);
                }
                pruned.extend(counters.iter().filter_map(|of| Some((*of, horizons.of(of)?.micros()))));
            }
            if touched.is_empty() {
                continue;
            }
            // Before they go: whoever reads in between is told too much, never too little.
            core.pruned.note(&pruned);
            let horizons = horizons.clone();
            removed += self.job(move |desk| {
                let mut removed = 0;
                for seq in &touched {
                    // As it is now: a subject may have been erased meanwhile.
                    let sql = "SELECT sealed FROM observations WHERE seq = ?1";
                    let Some(mut row) = desk.connection.query(sql, &[Param::seq(*seq)])?.into_iter().next() else {
                        continue;
                    };
                    let all = open_group(&desk.core.keys, *seq, row.bytes())?;
                    let kept: Vec<_> = all.iter().copied().filter(|one| horizons.keeps(one)).collect();
                    removed += (all.len() - kept.len()) as u64;
                    rewrite(desk, *seq, &kept)?;
                }
                for (counter, before) in &pruned {
                    let sql = "INSERT INTO pruned (counter, before) VALUES (?1, ?2) ON CONFLICT (counter) DO UPDATE SET \
                               before = CASE WHEN excluded.before > pruned.before THEN excluded.before ELSE pruned.before END";
                    desk.connection.execute(sql, &[Param::Bytes(counter), Param::Int(*before)])?;
                }
                Ok((None, removed))
            })?;
        }
    }
}
