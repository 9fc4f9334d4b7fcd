//! A detector whose signals nobody reads.

use std::collections::HashSet;

use hirewall_diagnostic::codes::lint::L428;

use super::{Findings, Subject};

pub(super) fn lint(subject: &Subject<'_>, findings: &mut Findings<'_>) {
    // A condition that could not be compiled may read any of them.
    if findings.out.iter().any(hirewall_diagnostic::Diagnostic::is_error) {
        return;
    }
    let read: HashSet<u32> =
        subject.expressions.iter().flat_map(|expression| expression.frames.iter().copied()).collect();
    for (frame, detector) in (1..).zip(&subject.bundle.detectors) {
        if !read.contains(&frame) {
            let message = format!("detector `{}` is not used", detector.id);
            let help = format!("Read its signals in a condition, `signals.{}`, or remove it.", detector.id);
            findings.add(L428, detector.origin.source, detector.origin.span, message, help);
        }
    }
}
