//! A let that no rule of its policy reads.

use std::collections::HashSet;

use hirewall_diagnostic::codes::lint::L422;

use super::{Findings, Subject};
use crate::compile::Owner;

pub(super) fn lint(subject: &Subject<'_>, findings: &mut Findings<'_>) {
    if findings.out.iter().any(hirewall_diagnostic::Diagnostic::is_error) {
        return;
    }
    let mut used: HashSet<(usize, usize)> = HashSet::new();
    for expression in subject.expressions {
        let (Owner::Rule(policy, _) | Owner::Reason(policy, _) | Owner::Let(policy, _) | Owner::Counter(policy, _)) =
            expression.owner
        else {
            continue;
        };
        used.extend(expression.lets.iter().map(|(index, _)| (policy, *index as usize)));
    }
    for (at, (source, policy)) in subject.loaded.policies.iter().enumerate() {
        for (index, (name, _)) in policy.lets.entries.iter().enumerate() {
            if !used.contains(&(at, index)) {
                let message = format!("`{}` is not used", name.value);
                findings.add(L422, *source, name.span, message, "Use it in a condition, or remove it.");
            }
        }
    }
}
