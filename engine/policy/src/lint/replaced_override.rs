//! An override that a later one for the same target replaces.

use std::collections::HashMap;

use hirewall_diagnostic::Diagnostic;
use hirewall_diagnostic::codes::lint::L427;

use super::{Findings, Subject};

pub(super) fn lint(subject: &Subject<'_>, findings: &mut Findings<'_>) {
    let mut later = HashMap::new();
    for given in subject.bundle.settings.overrides.iter().rev() {
        if let Some(origin) = later.get(&given.target).copied() {
            let origin: crate::Origin = origin;
            findings.out.push(
                Diagnostic::new(L427, "override has no effect")
                    .at(given.origin.source, given.origin.span, "this one is replaced")
                    .related(origin.source, origin.span, "by this one")
                    .help("Remove one of them."),
            );
        } else {
            later.insert(given.target.clone(), given.origin);
        }
    }
}
