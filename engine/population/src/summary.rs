//! What a run came to.

use std::collections::BTreeMap;

use crate::label::Truth;

/// Counts of a run.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Summary {
    /// Applications; somebody who applies three times from one account made three.
    pub applications: u64,
    /// Records of applicants: each application is told of when it is handed in, and again when more became of it.
    pub applicant_records: u64,
    /// Records of devices; a device is seen several times.
    pub device_records: u64,
    /// What became of the people of each truth.
    pub people: BTreeMap<Truth, People>,
    /// Operators with at least two personas.
    pub operators: u64,
    /// Houses in which computers of several people may stand.
    pub farms: u64,
}

/// People of one truth.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct People {
    /// People who applied; further accounts of the same person are not counted.
    pub applicants: u64,
    /// Of those, with an interview.
    pub interviewed: u64,
    /// Of those, with an offer.
    pub offered: u64,
    /// Of those, at work before the end.
    pub hired: u64,
    /// Of those, with a device that was seen before the end.
    pub devices: u64,
    /// People who belong to a cluster or a group.
    pub grouped: u64,
}
