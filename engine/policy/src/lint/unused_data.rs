//! A list or table that no condition reads and no detector is granted.

use std::collections::HashSet;

use hirewall_diagnostic::codes::lint::L422;

use super::{Findings, Subject};

pub(super) fn lint(subject: &Subject<'_>, findings: &mut Findings<'_>) {
    // A condition that could not be compiled may read any of them.
    if findings.out.iter().any(hirewall_diagnostic::Diagnostic::is_error) {
        return;
    }
    let mut lists: HashSet<&str> =
        subject.expressions.iter().flat_map(|expression| expression.lists.iter().map(String::as_str)).collect();
    let mut tables: HashSet<&str> =
        subject.expressions.iter().flat_map(|expression| expression.tables.iter().map(String::as_str)).collect();
    for grants in subject.bundle.detectors.iter().map(|detector| &detector.grants) {
        lists.extend(grants.lists.values().map(String::as_str));
        tables.extend(grants.tables.values().map(String::as_str));
    }
    for list in subject.bundle.lists.iter().filter(|list| !lists.contains(list.id.as_str())) {
        let message = format!("list `{}` is not used", list.id);
        let help = format!("Use it as in `x in lists.{}`, or remove it.", list.id);
        findings.add(L422, list.origin.source, list.origin.span, message, help);
    }
    for table in subject.bundle.tables.iter().filter(|table| !tables.contains(table.id.as_str())) {
        let message = format!("table `{}` is not used", table.id);
        let help = format!("Use it as in `tables.{}[key]`, or remove it.", table.id);
        findings.add(L422, table.origin.source, table.origin.span, message, help);
    }
}
