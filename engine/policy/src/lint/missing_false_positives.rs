//! A rule that does not say whom it also marks without cause.

use hirewall_diagnostic::codes::lint::L403;

use super::{Findings, Subject};

pub(super) fn lint(subject: &Subject<'_>, findings: &mut Findings<'_>) {
    for (source, _, rule) in subject.rules() {
        if rule.false_positives.is_none() {
            let message = format!("rule `{}` has no note on false positives", rule.id.value);
            let help = "Add `false_positives:` with the honest people whom it also marks.";
            findings.add(L403, source, rule.id.span, message, help);
        }
    }
}
