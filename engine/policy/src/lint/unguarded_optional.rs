//! A field that a record may lack, read under a negation without a guard.

use hirewall_diagnostic::Diagnostic;
use hirewall_diagnostic::codes::lint::L411;

use super::{Findings, Subject};
use crate::compile::Owner;

pub(super) fn lint(subject: &Subject<'_>, findings: &mut Findings<'_>) {
    for expression in subject.expressions {
        if matches!(expression.owner, Owner::Reason(..)) {
            continue;
        }
        for read in &expression.reads {
            if !read.optional || !read.negated || read.guarded || read.presence {
                continue;
            }
            let path = subject.shown(read);
            let message = match subject.detector(read.frame) {
                Some(_) => format!("`{path}` is absent when the detector gives none, and then this is undetermined"),
                None => format!("`{path}` may be absent, and then this is undetermined"),
            };
            let diagnostic = Diagnostic::new(L411, message)
                .help("Say which is meant: `has(…) && …` when absence is no match, `missing(…) || …` when it is one.");
            findings.add_in(expression, read.span, diagnostic, "read under a negation, without a guard");
        }
    }
}
