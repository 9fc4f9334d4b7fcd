//! One record as a counter sees it. What its hashes stand for is not known here.

use std::fmt;

use hirewall_model::Time;
use serde::{Deserialize, Serialize};
use smallvec::SmallVec;

use crate::CounterId;

/// One record as a counter sees it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Observation {
    /// Which counter.
    pub counter: CounterId,
    /// What it counts.
    pub measure: Measure,
    /// Seconds that its window reaches back.
    pub within: i64,
    /// The keys under which the record counts; the same one twice counts once.
    pub keys: Keys,
    /// What is counted: the hash of the element for `distinct`, or else of the record's own identity.
    pub element: u64,
    /// What the record adds to a sum: whole numbers as they are, others in millionths (see [`Scale`]). Zero for other measures.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub amount: i64,
    /// The record's own time.
    pub time: Time,
    /// Whether the record itself counts. One that does not only asks what the others came to.
    pub counts: bool,
}

/// The keys of one observation: mostly one or two.
pub type Keys = SmallVec<[Key; 2]>;

fn is_zero(amount: &i64) -> bool {
    *amount == 0
}

/// What a counter counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Measure {
    /// Different records.
    Events,
    /// Different elements.
    Distinct,
    /// The amounts of different records, added up.
    Sum(Scale),
}

/// What an amount is counted in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Scale {
    /// Whole numbers.
    Whole,
    /// Millionths.
    Millionths,
}

impl Scale {
    /// The largest number that can be added in millionths, and the smallest with a minus before it.
    const MOST: f64 = 9.0e12;

    /// A number in millionths; nothing for one that is not finite or beyond 9·10¹².
    #[must_use]
    #[expect(clippy::cast_possible_truncation, reason = "the range was looked at")]
    pub fn millionths(number: f64) -> Option<i64> {
        (number.is_finite() && number.abs() <= Self::MOST).then(|| (number * 1e6).round_ties_even() as i64)
    }
}

/// The keyed hash of what records share.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Key(#[serde(with = "hex")] u128);

impl Key {
    /// As a number.
    #[must_use]
    pub fn get(self) -> u128 {
        self.0
    }
}

impl From<u128> for Key {
    fn from(key: u128) -> Self {
        Self(key)
    }
}

impl fmt::Debug for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:032x}", self.0)
    }
}

/// Writes a key as 32 hexadecimal digits, as few JSON readers keep 128 bits.
mod hex {
    use serde::{Deserialize, Deserializer, Serializer, de};

    pub(super) fn serialize<S: Serializer>(key: &u128, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&format_args!("{key:032x}"))
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<u128, D::Error> {
        let text = String::deserialize(deserializer)?;
        u128::from_str_radix(&text, 16).map_err(|_| de::Error::custom("a key is 32 hexadecimal digits"))
    }
}
