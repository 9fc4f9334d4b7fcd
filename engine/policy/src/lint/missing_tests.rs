//! A rule that no test has ever seen match.

use std::collections::HashSet;

use hirewall_diagnostic::codes::lint::L405;

use super::{Findings, Subject};

pub(super) fn lint(subject: &Subject<'_>, findings: &mut Findings<'_>) {
    let cases = subject.loaded.tests.iter().flat_map(|(_, tests)| tests.cases.iter().map(move |case| (tests, case)));
    let tested: HashSet<String> = cases
        .flat_map(|(tests, case)| case.expect.matched.iter().map(move |rule| (tests, rule)))
        .map(|(tests, rule)| match rule.value.contains('/') {
            true => rule.value.clone(),
            false => format!("{}/{}", tests.tests.value, rule.value),
        })
        .collect();
    for (source, policy, rule) in subject.rules() {
        if !tested.contains(&format!("{}/{}", policy.policy.value, rule.id.value)) {
            let message = format!("rule `{}` has no test in which it matches", rule.id.value);
            let help = format!("Add a case to `tests: {}` that names it under `match`.", policy.policy.value);
            findings.add(L405, source, rule.id.span, message, help);
        }
    }
}
