//! A policy nobody answers for.

use hirewall_diagnostic::codes::lint::L401;

use super::{Findings, Subject};

pub(super) fn lint(subject: &Subject<'_>, findings: &mut Findings<'_>) {
    for (source, policy) in &subject.loaded.policies {
        if policy.owner.is_none() && !policy.policy.value.is_empty() {
            let message = format!("policy `{}` has no owner", policy.policy.value);
            findings.add(L401, *source, policy.policy.span, message, "Add `owner:` with the team that answers for it.");
        }
    }
}
