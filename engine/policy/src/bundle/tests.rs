//! The policies' own tests, ready to run. It does not run them.

use std::collections::BTreeMap;

use hirewall_model::{Answer, Blame, CountValue, DetectorFailure, Time, Verdict};
use serde_json::value::RawValue;

use super::Origin;

/// The tests of one policy.
#[derive(Debug)]
#[non_exhaustive]
pub struct TestSuite {
    /// The policy, by its id.
    pub policy: String,
    /// Its cases, in the order of the file.
    pub cases: Vec<TestCase>,
    /// Where its id stands.
    pub origin: Origin,
}

/// One case.
#[derive(Debug)]
#[non_exhaustive]
pub struct TestCase {
    /// Its name, unique in its suite.
    pub name: String,
    /// The record kind.
    pub kind: String,
    /// The record as JSON text; it fits its schema.
    pub record_json: String,
    /// What else is given.
    pub given: TestGiven,
    /// What is to come out.
    pub expect: Expect,
    /// Where it stands.
    pub origin: Origin,
}

/// What a case gives beside the record.
#[derive(Debug, Clone, Default)]
pub struct TestGiven {
    /// The time of evaluation; when absent, the record's own time, and when it has none, 2026-01-01T00:00:00Z.
    pub now: Option<Time>,
    /// What detectors say, by their ids. One that is not named here is asked if there is a host, or else did not run.
    pub signals: BTreeMap<String, GivenAnswer>,
    /// What counters come to, by their full ids, `None` for one that could not be counted. Those that are not named here count the
    /// history and the record.
    pub counters: BTreeMap<String, Option<CountValue>>,
    /// Records that arrived before, in their order.
    pub history: Vec<TestRecord>,
    /// Joined records, by their kinds, `None` where there is none. Those that are not named here are looked for in the history.
    pub joined: BTreeMap<String, Option<TestRecord>>,
}

/// Another record of a case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TestRecord {
    /// The record kind.
    pub kind: String,
    /// The record as JSON text; it fits its schema.
    pub json: String,
}

/// What a case gives in place of a detector.
#[derive(Debug, Clone)]
pub enum GivenAnswer {
    /// The detector did not run: `signals: {phone: null}`.
    NotRun,
    /// The detector failed: `failures: [phone]`.
    Failed,
    /// Its signals, as JSON text that fits their schema.
    Signals(Box<RawValue>),
}

impl GivenAnswer {
    /// The answer of the detector of that id; none when it did not run.
    #[must_use]
    pub fn answer(&self, detector: &str) -> Option<Answer> {
        let detector = detector.to_owned();
        match self {
            Self::NotRun => None,
            Self::Failed => Some(Answer::Failed(DetectorFailure {
                detector,
                blame: Blame::Plugin,
                code: "given".to_owned(),
                reason: "the test says that it failed".to_owned(),
            })),
            Self::Signals(signals) => {
                Some(Answer::Signals { detector, signals: signals.clone(), evidence: BTreeMap::new() })
            }
        }
    }
}

/// What a case expects. Rules are full ids.
#[derive(Debug, Clone, Default)]
pub struct Expect {
    /// Rules that must match.
    pub matched: Vec<String>,
    /// Rules that must not match.
    pub not_matched: Vec<String>,
    /// Rules that must be undetermined.
    pub undetermined: Vec<String>,
    /// The verdict of the record.
    pub verdict: Option<Verdict>,
    /// The summed score of the record.
    pub score: Option<i64>,
}
