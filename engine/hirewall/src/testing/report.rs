//! What came of the policies' tests. How it looks is not known here.

use hirewall_policy::Origin;
use serde::Serialize;

use super::RuleCoverage;
use crate::Engine;

/// What came of the policies' tests.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct TestReport {
    /// The cases that ran, by policy, in the order of their files.
    pub cases: Vec<CaseReport>,
    /// What the cases cover, for every rule, by rule id.
    pub coverage: Vec<RuleCoverage>,
    /// Whether a filter chose among the cases, so that the coverage says little.
    pub filtered: bool,
}

impl TestReport {
    /// Whether every case that ran came out as expected.
    #[must_use]
    pub fn passed(&self) -> bool {
        self.cases.iter().all(CaseReport::passed)
    }

    /// The cases that did not come out as expected.
    pub fn failed(&self) -> impl Iterator<Item = &CaseReport> {
        self.cases.iter().filter(|case| !case.passed())
    }

    /// The share of the parts of all conditions that were seen both true and not true, in percent, rounded down. A rule
    /// that no case asked counts as one part that was not seen.
    #[must_use]
    pub fn percent(&self) -> u8 {
        let parts: usize = self.coverage.iter().map(|rule| rule.terms.len().max(1)).sum();
        let seen: usize =
            self.coverage.iter().map(|rule| rule.terms.iter().filter(|term| term.is_covered()).count()).sum();
        (seen * 100).checked_div(parts).map_or(100, |percent| u8::try_from(percent).unwrap_or(100))
    }

    /// The rules that no case expects to match, or none expects not to match.
    pub fn untested(&self) -> impl Iterator<Item = &RuleCoverage> {
        self.coverage.iter().filter(|rule| !rule.is_tested())
    }
}

/// What came of one case.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct CaseReport {
    /// The policy that it tests.
    pub policy: String,
    /// Its name.
    pub name: String,
    /// Where it stands.
    pub place: Place,
    /// What came out otherwise than expected; empty when it passed.
    pub differences: Vec<Difference>,
}

impl CaseReport {
    /// Whether it came out as expected.
    #[must_use]
    pub fn passed(&self) -> bool {
        self.differences.is_empty()
    }
}

/// Something that came out otherwise than expected.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Difference {
    /// The full id of the rule it is about; none for the verdict, the score and the record.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rule: Option<String>,
    /// What was expected and what came out, in one line.
    pub message: String,
    /// Why it came out so, in sentences.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub because: Vec<String>,
}

/// A place in a file of the policy directory.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Place {
    /// The file, relative to the policy directory.
    pub file: String,
    /// The line, from 1.
    pub line: u32,
    /// The column in characters, from 1.
    pub column: u32,
}

impl Place {
    pub(super) fn of(engine: &Engine, origin: Origin) -> Self {
        let position = engine.sources().position(origin.source, origin.span.start);
        Self { file: engine.sources().name(origin.source).to_owned(), line: position.line, column: position.column }
    }
}
