//! The policies' own tests: runs them and says what they cover. It does not print.
//!
//! A case is judged by the rules of its policy alone, all of them enforced and without exceptions. So a case holds
//! whatever other policies there are and whatever the operator's settings say; only the verdict bands of the record kind
//! are taken from them.
//!
//! A case gives what detectors say, or that one failed or did not run. A detector of which it says nothing, though the policy
//! reads its signals, is run, or asked through the caller's [`Ask`]. Where it cannot be asked, the case does not pass: it would
//! else test what the policy says without the detector.

mod case;
mod coverage;
mod others;
mod report;

use std::collections::BTreeMap;
use std::sync::Arc;

use hirewall_decide::Decider;
use hirewall_model::{Answer, Record, Time};
use hirewall_policy::DetectorBinding;

use crate::Engine;

pub use coverage::{RuleCoverage, TermCoverage};
pub use report::{CaseReport, Difference, Place, TestReport};

/// Which tests are run.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Options {
    /// Only cases whose `policy/name` contains this, in any case of letters.
    pub filter: Option<String>,
}

/// Asks detectors about the record of a case at its evaluation time. A detector without an answer was not asked.
pub type Ask<'a> = dyn Fn(&Record<'_>, &[&DetectorBinding], Time) -> Vec<Answer> + 'a;

/// Runs the policies' own tests with the engine's own detectors: where a case says nothing of one, its plugin is run.
#[must_use]
pub fn run(engine: &Engine, options: &Options) -> TestReport {
    run_with(engine, options, &|record, bindings, now| {
        let detectors = bindings.iter().filter_map(|binding| engine.detectors().get(&binding.id));
        detectors.map(|detector| detector.detect(record, now)).collect()
    })
}

/// Runs the policies' own tests. `ask` is called at most once a case, with the detectors whose signals the policy reads and of
/// which the case says nothing.
#[must_use]
pub fn run_with(engine: &Engine, options: &Options, ask: &Ask<'_>) -> TestReport {
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
            cases.push(case::run(engine, &decider, (&suite.policy, case), ask, &mut coverage));
        }
    }
    TestReport { cases, coverage: coverage.into_values().collect(), filtered: filter.is_some() }
}
