//! The policies' own tests: runs them and says what they cover. It does not print.
//!
//! A case is judged by the rules of its policy alone, all of them enforced and without exceptions. So a case holds
//! whatever other policies there are and whatever the operator's settings say; only the verdict bands of the record kind
//! are taken from them.

mod case;
mod coverage;
mod report;

use std::collections::BTreeMap;
use std::sync::Arc;

use hirewall_decide::Decider;

use crate::Engine;

pub use coverage::{RuleCoverage, TermCoverage};
pub use report::{CaseReport, Difference, Place, TestReport};

/// Which tests are run.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Options {
    /// Only cases whose `policy/name` contains this, in any case of letters.
    pub filter: Option<String>,
}

/// Runs the policies' own tests.
#[must_use]
pub fn run(engine: &Engine, options: &Options) -> TestReport {
    let filter = options.filter.as_ref().map(|filter| filter.to_lowercase());
    let wanted = |policy: &str, name: &str| {
        filter.as_ref().is_none_or(|filter| format!("{policy}/{name}").to_lowercase().contains(filter))
    };
    let bundle = engine.bundle();
    let mut cases = Vec::new();
    let mut coverage: BTreeMap<&str, RuleCoverage> = bundle
        .rules()
        .map(|(policy, rule)| (rule.id.as_str(), RuleCoverage::new(&policy.id, rule, Place::of(engine, rule.origin))))
        .collect();
    for suite in &bundle.tests {
        let decider = Decider::of_policy(Arc::clone(bundle), &suite.policy);
        for case in suite.cases.iter().filter(|case| wanted(&suite.policy, &case.name)) {
            cases.push(case::run(engine, &decider, &suite.policy, case, &mut coverage));
        }
    }
    TestReport { cases, coverage: coverage.into_values().collect(), filtered: filter.is_some() }
}
