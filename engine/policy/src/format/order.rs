//! The order of the keys in each kind of document: what it is, about what, who answers for it, then what it does. Keys
//! that are not named keep their order, after those that are.

/// The keys of a mapping in their order. `path` is the kind of the document and the keys down to the mapping, `-` for a
/// list item.
pub(super) fn keys(path: &[&str]) -> Option<&'static [&'static str]> {
    Some(match path {
        ["policy"] => &[
            "policy",
            "title",
            "description",
            "applies_to",
            "owner",
            "version",
            "maturity",
            "references",
            "notice",
            "joins",
            "let",
            "counters",
            "rules",
        ],
        ["policy", "rules", "-"] => &[
            "id",
            "title",
            "description",
            "maturity",
            "when",
            "verdict",
            "score",
            "justification",
            "reason",
            "notice",
            "false_positives",
            "references",
            "indicators",
            "effective",
            "on_undetermined",
        ],
        ["policy", "counters", _] => &["title", "key", "distinct", "events", "sum", "within", "where"],
        ["list"] => {
            &["list", "title", "description", "match", "source", "license", "updated", "max_age_days", "file", "items"]
        }
        ["table"] => &[
            "table",
            "title",
            "description",
            "key",
            "columns",
            "source",
            "license",
            "updated",
            "max_age_days",
            "file",
            "rows",
        ],
        ["detector"] => &[
            "detector",
            "title",
            "owner",
            "plugin",
            "digest",
            "records",
            "justification",
            "config",
            "limits",
            "grants",
            "isolation",
        ],
        ["detector", "limits"] => &["time_ms", "memory_mib", "configure_ms"],
        ["detector", "grants"] => &["lists", "tables", "http", "log"],
        ["exceptions"] => &["exceptions", "title", "description", "items"],
        ["exceptions", "items", "-"] => &["rule", "when", "reason", "owner", "ticket", "expires"],
        ["settings"] => &["settings", "title", "description", "verdicts", "overrides", "lints", "plugins"],
        ["settings", "overrides", "-"] => &["rule", "policy", "mode", "rollout"],
        ["tests"] => &["tests", "title", "description", "cases"],
        ["tests", "cases", "-"] => &["name", "record", "given", "expect"],
        ["tests", "cases", "-", "given"] => &["now", "signals", "failures", "counters", "history"],
        ["tests", "cases", "-", "expect"] => &["match", "no_match", "undetermined", "verdict", "score"],
        _ => return None,
    })
}

/// The place of a key among `keys`; merge keys come first but for the first named one, unnamed ones last.
pub(super) fn rank(key: &str, keys: &[&str]) -> usize {
    match keys.iter().position(|named| *named == key) {
        Some(0) => 0,
        Some(at) => at + 1,
        None if key == "<<" => 1,
        None => usize::MAX,
    }
}
