//! An exception that has expired, or a rule that no longer acts.

use hirewall_diagnostic::codes::lint::L426;

use super::{Findings, Subject};

pub(super) fn lint(subject: &Subject<'_>, findings: &mut Findings<'_>) {
    let Some(now) = subject.now else { return };
    for (source, document) in &subject.loaded.exceptions {
        for item in &document.items {
            if item.expires.value.valid && item.expires.value.time <= now {
                let message = format!("exception from `{}` has expired", item.rule.value);
                findings.add(L426, *source, item.expires.span, message, "Remove it, or renew it on purpose.");
            }
        }
    }
    for (source, _, rule) in subject.rules() {
        let Some(effective) = &rule.effective else { continue };
        if effective.value.until.as_ref().is_some_and(|until| until.valid && until.time <= now) {
            let message = format!("rule `{}` no longer acts", rule.id.value);
            findings.add(L426, source, effective.span, message, "Remove the rule, or move `until`.");
        }
    }
}
