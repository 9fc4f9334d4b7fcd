//! A list or table that does not say under which licence its content may be used.

use hirewall_diagnostic::codes::lint::L424;

use super::{Findings, Subject};

pub(super) fn lint(subject: &Subject<'_>, findings: &mut Findings<'_>) {
    let lists = subject.loaded.lists.iter().map(|(at, list)| (*at, "list", &list.list, list.license.is_none()));
    let tables = subject.loaded.tables.iter().map(|(at, table)| (*at, "table", &table.table, table.license.is_none()));
    for (source, what, id, missing) in lists.chain(tables) {
        if missing && !id.value.is_empty() {
            let message = format!("{what} `{}` does not say under which licence it stands", id.value);
            findings.add(L424, source, id.span, message, "Add `license:`, for instance `CC-BY-4.0` or `own work`.");
        }
    }
}
