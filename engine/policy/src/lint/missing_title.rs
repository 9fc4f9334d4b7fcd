//! A policy or rule without a title.

use hirewall_diagnostic::codes::lint::L406;

use super::{Findings, Subject};

pub(super) fn lint(subject: &Subject<'_>, findings: &mut Findings<'_>) {
    for (source, policy) in &subject.loaded.policies {
        if policy.title.is_none() && !policy.policy.value.is_empty() {
            let message = format!("policy `{}` has no title", policy.policy.value);
            findings.add(L406, *source, policy.policy.span, message, "Add `title:` with one line that names it.");
        }
    }
    for (source, _, rule) in subject.rules() {
        if rule.title.is_none() {
            let message = format!("rule `{}` has no title", rule.id.value);
            findings.add(L406, source, rule.id.span, message, "Add `title:` with one line that names it.");
        }
    }
}
