//! A rule without a reference, in a policy without one.

use hirewall_diagnostic::codes::lint::L404;

use super::{Findings, Subject};

pub(super) fn lint(subject: &Subject<'_>, findings: &mut Findings<'_>) {
    for (source, policy, rule) in subject.rules() {
        if rule.references.is_empty() && policy.references.is_empty() {
            let message = format!("rule `{}` has no reference", rule.id.value);
            let help = "Add `references:` to the rule or the policy, with where its knowledge comes from.";
            findings.add(L404, source, rule.id.span, message, help);
        }
    }
}
