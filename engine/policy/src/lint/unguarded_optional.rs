//! A field that a record may lack, read under a negation without a guard.

use hirewall_diagnostic::Diagnostic;
use hirewall_diagnostic::codes::lint::L411;

use super::{Findings, Subject};
use crate::FrameOf;
use crate::compile::Owner;

pub(super) fn lint(subject: &Subject<'_>, findings: &mut Findings<'_>) {
    for expression in subject.expressions {
        if matches!(expression.owner, Owner::Reason(..)) {
            continue;
        }
        for read in &expression.reads {
            // A counter stands for its key, whose absence makes it undetermined as it should.
            let counter = subject.counter(read).is_some();
            if !read.optional || !read.negated || read.guarded || read.presence || counter {
                continue;
            }
            let path = subject.shown(read);
            let message = match subject.bundle.frame(read.frame) {
                Some(FrameOf::Joined(schema)) => {
                    let kind = &schema.kind().name;
                    format!("`{path}` is absent when there is no such `{kind}`, and then this is undetermined")
                }
                Some(_) => format!("`{path}` is absent when the detector gives none, and then this is undetermined"),
                None => format!("`{path}` may be absent, and then this is undetermined"),
            };
            let diagnostic = Diagnostic::new(L411, message)
                .help("Say which is meant: `has(…) && …` when absence is no match, `missing(…) || …` when it is one.");
            findings.add_in(expression, read.span, diagnostic, "read under a negation, without a guard");
        }
    }
}
