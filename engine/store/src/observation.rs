//! What counters observed, as the store keeps it: hashes, amounts and times of a group of entries, sealed together.
//!
//! What an observation means is the counters' business.

use hirewall_model::Time;

use crate::keys::Keys;
use crate::random::Random;
use crate::{Error, Result, seal};

/// One thing that a counter observed of a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Observation {
    /// The counter, by the digest of its definition.
    pub counter: [u8; 16],
    /// The key, as a keyed hash.
    pub key: [u8; 16],
    /// What is counted as distinct, as a keyed hash.
    pub element: u64,
    /// What is summed, in the counter's own unit.
    pub amount: i64,
    /// The record's own time.
    pub at: Time,
}

/// An observation with the entry that it belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct StoredObservation {
    /// The counter, by the digest of its definition.
    pub counter: [u8; 16],
    /// The key, as a keyed hash.
    pub key: [u8; 16],
    /// What is counted as distinct, as a keyed hash.
    pub element: u64,
    /// What is summed, in the counter's own unit.
    pub amount: i64,
    /// The record's own time.
    pub at: Time,
    /// The sequence number of the entry.
    pub seq: u64,
}

/// Bytes of one.
const WIDTH: usize = 68;

impl StoredObservation {
    /// Of the entry with that sequence number.
    #[must_use]
    pub fn new(observation: &Observation, seq: u64) -> Self {
        let Observation { counter, key, element, amount, at } = *observation;
        Self { counter, key, element, amount, at, seq }
    }

    fn write(&self, out: &mut Vec<u8>) {
        out.extend_from_slice(&self.counter);
        out.extend_from_slice(&self.key);
        out.extend_from_slice(&self.element.to_le_bytes());
        out.extend_from_slice(&self.amount.to_le_bytes());
        out.extend_from_slice(&self.at.seconds.to_le_bytes());
        out.extend_from_slice(&self.at.nanos.to_le_bytes());
        out.extend_from_slice(&self.seq.to_le_bytes());
    }

    fn read(bytes: &[u8; WIDTH]) -> Option<Self> {
        let (counter, rest) = bytes.split_first_chunk()?;
        let (key, rest) = rest.split_first_chunk()?;
        let (element, rest) = rest.split_first_chunk()?;
        let (amount, rest) = rest.split_first_chunk()?;
        let (seconds, rest) = rest.split_first_chunk()?;
        let (nanos, rest) = rest.split_first_chunk()?;
        Some(Self {
            counter: *counter,
            key: *key,
            element: u64::from_le_bytes(*element),
            amount: i64::from_le_bytes(*amount),
            at: Time::new(i64::from_le_bytes(*seconds), u32::from_le_bytes(*nanos))?,
            seq: u64::from_le_bytes(rest.try_into().ok()?),
        })
    }
}

fn place(seq: u64) -> [u8; 20] {
    let mut place = *b"observations........";
    if let Some(last) = place.last_chunk_mut() {
        *last = seq.to_le_bytes();
    }
    place
}

/// Seals the observations of a group whose last entry is `seq`.
pub(crate) fn seal_group(keys: &Keys, seq: u64, observations: &[StoredObservation]) -> Result<Vec<u8>> {
    let mut plain = Vec::with_capacity(observations.len() * WIDTH + seal::OVERHEAD);
    observations.iter().for_each(|observation| observation.write(&mut plain));
    seal::seal(&keys.observations, &place(seq), plain, &mut Random::new(1))
}

/// Opens them again.
pub(crate) fn open_group(keys: &Keys, seq: u64, sealed: Vec<u8>) -> Result<Vec<StoredObservation>> {
    let damaged = Error::Damaged { seq, what: "its observations are not what was written" };
    let plain = seal::open(&keys.observations, &place(seq), sealed).ok_or_else(|| damaged.clone())?;
    let (all, rest) = plain.as_chunks::<WIDTH>();
    let read: Option<Vec<_>> = all.iter().map(StoredObservation::read).collect();
    read.filter(|_| rest.is_empty()).ok_or(damaged)
}
