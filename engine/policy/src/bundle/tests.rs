//! The policies' own tests, ready to run. It does not run them.

use hirewall_model::{Time, Verdict};

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
