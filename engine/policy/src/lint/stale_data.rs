//! A list or table that is older than it may be.

use hirewall_diagnostic::codes::lint::L421;

use super::{Findings, Subject};

pub(super) fn lint(subject: &Subject<'_>, findings: &mut Findings<'_>) {
    let Some(now) = subject.now else { return };
    let lists = subject.loaded.lists.iter().map(|(at, list)| (*at, &list.list, &list.updated, &list.max_age_days));
    let tables =
        subject.loaded.tables.iter().map(|(at, table)| (*at, &table.table, &table.updated, &table.max_age_days));
    for (source, id, updated, days) in lists.chain(tables) {
        let (Some(updated), Some(days)) = (updated, days) else { continue };
        let age = now.seconds.saturating_sub(updated.value.time.seconds) / 86_400;
        if updated.value.valid && age > days.value {
            let message = format!("`{}` was updated {age} days ago, and stays good for {}", id.value, days.value);
            let help = "Bring the data up to date and set `updated:` to the day on which you did.";
            findings.add(L421, source, updated.span, message, help);
        }
    }
}
