//! A rule that tells a reviewer nothing.

use hirewall_diagnostic::codes::lint::L402;

use super::{Findings, Subject};

pub(super) fn lint(subject: &Subject<'_>, findings: &mut Findings<'_>) {
    for (source, _, rule) in subject.rules() {
        if rule.reason.is_none() {
            let message = format!("rule `{}` has no reason", rule.id.value);
            findings.add(L402, source, rule.id.span, message, "Add `reason:` with what a reviewer is to know.");
        }
    }
}
