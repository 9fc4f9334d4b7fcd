//! The order in which a person reads diagnostics: by file, then from top to bottom. It removes none of them.

use crate::{Diagnostic, Label, Sources};

/// Sorts by the name of the source, the place in it, then severity (errors first), code and message; those without a
/// place come first. The order depends on nothing else, so that two runs print the same.
pub fn sort(diagnostics: &mut [Diagnostic], sources: &Sources) {
    diagnostics.sort_by(|a, b| {
        let place = |d: &Diagnostic| d.place().map(|label| (label.span.start, label.span.end));
        path(a, sources)
            .cmp(&path(b, sources))
            .then_with(|| place(a).cmp(&place(b)))
            .then_with(|| b.severity.cmp(&a.severity))
            .then_with(|| a.code.id().cmp(b.code.id()))
            .then_with(|| a.message.cmp(&b.message))
    });
}

fn path<'s>(diagnostic: &Diagnostic, sources: &'s Sources) -> Option<&'s str> {
    diagnostic.place().map(|label| sources.name(label.source))
}

impl Diagnostic {
    /// *The* place: the first primary label, or the first label when none is primary.
    #[must_use]
    pub fn place(&self) -> Option<&Label> {
        self.labels.iter().find(|label| label.primary).or_else(|| self.labels.first())
    }
}
