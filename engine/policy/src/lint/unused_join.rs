//! A joined record kind that no condition, reason or let of its policy reads.

use std::collections::HashSet;

use hirewall_diagnostic::codes::lint::L422;

use super::{Findings, Subject};
use crate::compile::Owner;

pub(super) fn lint(subject: &Subject<'_>, findings: &mut Findings<'_>) {
    // A condition that could not be compiled may read any of them.
    if findings.out.iter().any(hirewall_diagnostic::Diagnostic::is_error) {
        return;
    }
    let mut used: HashSet<(usize, u32)> = HashSet::new();
    for expression in subject.expressions {
        if let Owner::Rule(policy, _) | Owner::Reason(policy, _) | Owner::Let(policy, _) = expression.owner {
            used.extend(expression.frames.iter().map(|frame| (policy, *frame)));
        }
    }
    for (at, (source, policy)) in subject.loaded.policies.iter().enumerate() {
        for join in &policy.joins {
            let frame = subject.bundle.join_frame(&join.value);
            if frame.is_some_and(|frame| !used.contains(&(at, frame))) {
                let message = format!("joined kind `{}` is not used", join.value);
                let help = format!("Read it, as in `has({}.id)`, or remove it.", join.value);
                findings.add(L422, *source, join.span, message, help);
            }
        }
    }
}
