//! A list or table that does not say where its content comes from.

use hirewall_diagnostic::codes::lint::L423;

use super::{Findings, Subject};

pub(super) fn lint(subject: &Subject<'_>, findings: &mut Findings<'_>) {
    let lists = subject.loaded.lists.iter().map(|(at, list)| (*at, "list", &list.list, list.source.is_none()));
    let tables = subject.loaded.tables.iter().map(|(at, table)| (*at, "table", &table.table, table.source.is_none()));
    for (source, what, id, missing) in lists.chain(tables) {
        if missing && !id.value.is_empty() {
            let message = format!("{what} `{}` does not say where it comes from", id.value);
            findings.add(L423, source, id.span, message, "Add `source:` with an address or a sentence.");
        }
    }
}
