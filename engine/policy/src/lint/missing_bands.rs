//! Scores that add up to nothing: a record kind without verdict bands.

use std::collections::BTreeSet;

use hirewall_diagnostic::codes::lint::L418;

use super::{Findings, Subject};

pub(super) fn lint(subject: &Subject<'_>, findings: &mut Findings<'_>) {
    let Some((source, settings)) = subject.loaded.settings.first() else { return };
    let scored: BTreeSet<&str> = subject
        .loaded
        .policies
        .iter()
        .filter(|(_, policy)| policy.rules.iter().any(|rule| rule.score.as_ref().is_some_and(|score| score.value > 0)))
        .map(|(_, policy)| policy.applies_to.value.as_str())
        .filter(|kind| subject.bundle.schemas.contains_key(*kind))
        .collect();
    for kind in scored {
        if !settings.verdicts.entries.iter().any(|(name, _)| name.value == kind) {
            let message = format!("rules about `{kind}` have scores, but there are no verdict bands for it");
            let help = format!("Add `{kind}: {{verify: 20, review: 40, block: 90}}` to `verdicts`.");
            findings.add(L418, *source, settings.settings.span, message, help);
        }
    }
}
