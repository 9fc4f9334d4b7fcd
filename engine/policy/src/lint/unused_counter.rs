//! A counter that no condition, reason or let of its policy reads.

use std::collections::HashSet;

use hirewall_diagnostic::codes::lint::L422;

use super::{Findings, Subject};

pub(super) fn lint(subject: &Subject<'_>, findings: &mut Findings<'_>) {
    // A condition that could not be compiled may read any of them.
    if findings.out.iter().any(hirewall_diagnostic::Diagnostic::is_error) {
        return;
    }
    let reads = subject.expressions.iter().flat_map(|expression| &expression.reads);
    let used: HashSet<(u32, &str)> = reads.map(|read| (read.frame, &*read.field.path)).collect();
    for policy in &subject.bundle.policies {
        let Some(frame) = policy.counter_frame else { continue };
        for counter in policy.counters.iter().filter(|counter| !used.contains(&(frame, counter.name()))) {
            let message = format!("counter `{}` is not used", counter.name());
            let help = format!("Use it as in `counters.{} >= 3`, or remove it.", counter.name());
            findings.add(L422, counter.origin.source, counter.origin.span, message, help);
        }
    }
}
