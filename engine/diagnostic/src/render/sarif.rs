//! Diagnostics as SARIF 2.1.0, as code-scanning services take it. It does not upload, nor know where the files lie:
//! paths are given relative to the root of the checkout, as the sources are named.
//!
//! The rules are the codes that occur, described as the register has them. A diagnostic without a place becomes a
//! notification of the run, because a result without a location is refused by such services.

use std::collections::BTreeSet;

use serde_json::{Map, Value, json};

use crate::visible::visible_line;
use crate::{Code, Diagnostic, Label, Severity, Sources, Span, visible};

const SCHEMA: &str = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";
/// Related places kept for one result; services refuse results with thousands.
const RELATED: usize = 100;

/// The diagnostics, in the order given, as one SARIF log with a final line feed.
#[must_use]
pub fn sarif(diagnostics: &[Diagnostic], sources: &Sources, tool_version: &str) -> String {
    let codes: BTreeSet<Code> = diagnostics.iter().map(|diagnostic| diagnostic.code).collect();
    let rules: Vec<Code> = codes.into_iter().collect();
    let (placed, unplaced): (Vec<_>, Vec<_>) = diagnostics.iter().partition(|d| d.place().is_some());
    let notifications: Vec<Value> = unplaced.into_iter().map(|d| notification(d, &rules)).collect();
    let results: Vec<Value> = placed.into_iter().map(|d| result(d, &rules, sources)).collect();
    let log = json!({
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [{
            "tool": {"driver": {
                "name": "hirewall",
                "version": tool_version,
                "informationUri": env!("CARGO_PKG_REPOSITORY"),
                "rules": rules.iter().map(|code| rule(*code)).collect::<Vec<_>>(),
            }},
            "columnKind": "unicodeCodePoints",
            "invocations": [{"executionSuccessful": true, "toolConfigurationNotifications": notifications}],
            "results": results,
        }],
    });
    let mut text = serde_json::to_string_pretty(&log).unwrap_or_default();
    text.push('\n');
    text
}

fn rule(code: Code) -> Value {
    let entry = code.entry();
    json!({
        "id": entry.id,
        "shortDescription": {"text": entry.title},
        "fullDescription": {"text": entry.meaning()},
        "help": {"text": entry.page, "markdown": entry.page},
        "helpUri": entry.docs(),
        "defaultConfiguration": {"level": level(entry.severity)},
        "properties": {"tags": ["policy"], "problem.severity": problem(entry.severity)},
    })
}

fn result(diagnostic: &Diagnostic, rules: &[Code], sources: &Sources) -> Value {
    let mut result = head(diagnostic, rules, "rule");
    let place = diagnostic.place();
    result.insert("locations".into(), place.iter().map(|label| location(label, sources)).collect());
    let related: Vec<Value> = diagnostic
        .labels
        .iter()
        .filter(|label| !place.is_some_and(|place| std::ptr::eq(*label, place)))
        .take(RELATED)
        .enumerate()
        .map(|(id, label)| {
            let mut location = location(label, sources);
            if let Value::Object(fields) = &mut location {
                fields.insert("id".into(), json!(id));
                let text = if label.text.is_empty() { "related" } else { &label.text };
                fields.insert("message".into(), json!({"text": plain(text)}));
            }
            location
        })
        .collect();
    if !related.is_empty() {
        result.insert("relatedLocations".into(), related.into());
    }
    Value::Object(result)
}

fn notification(diagnostic: &Diagnostic, rules: &[Code]) -> Value {
    let mut fields = head(diagnostic, rules, "associatedRule");
    if let Some(id) = fields.shift_remove("associatedRuleId") {
        let index = fields.shift_remove("associatedRuleIndex");
        fields.insert("associatedRule".into(), json!({"id": id, "index": index}));
    }
    Value::Object(fields)
}

/// The code, level and message, which results and notifications share.
fn head(diagnostic: &Diagnostic, rules: &[Code], prefix: &str) -> Map<String, Value> {
    let index = rules.binary_search(&diagnostic.code).ok();
    let mut text = visible_line(&diagnostic.message).into_owned();
    let label = diagnostic.place().map_or("", |label| &label.text);
    if !label.is_empty() {
        text = format!("{text}: {label}");
    }
    for note in &diagnostic.notes {
        text = format!("{text}\nnote: {note}");
    }
    if let Some(help) = &diagnostic.help {
        text = format!("{text}\nhelp: {help}");
    }
    let mut fields = Map::new();
    fields.insert(format!("{prefix}Id"), diagnostic.code.id().into());
    fields.insert(format!("{prefix}Index"), json!(index));
    fields.insert("level".into(), level(diagnostic.severity).into());
    fields.insert("message".into(), json!({"text": plain(&text)}));
    fields
}

fn location(label: &Label, sources: &Sources) -> Value {
    let Span { start, end } = label.span;
    let first = sources.position(label.source, start);
    let last = sources.position(label.source, end.max(start));
    json!({"physicalLocation": {
        "artifactLocation": {"uri": uri(sources.name(label.source))},
        "region": {
            "startLine": first.line,
            "startColumn": first.column,
            "endLine": last.line,
            "endColumn": last.column,
        },
    }})
}

const fn level(severity: Severity) -> &'static str {
    super::word(severity)
}

/// The words that the alert list of GitHub filters by.
const fn problem(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "recommendation",
    }
}

/// The text as a SARIF plain-text message: `[words](place)` in it would be a link, so the brackets are kept apart.
fn plain(text: &str) -> String {
    visible(text).replace("](", "] (")
}

/// A path as a URI reference: everything but unreserved characters and `/` is percent-encoded.
fn uri(path: &str) -> String {
    let mut out = String::with_capacity(path.len());
    if path.starts_with('/') {
        out.push_str("file://");
    }
    for byte in path.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => out.push(char::from(byte)),
            b'\\' => out.push('/'),
            _ => out.push_str(&format!("%{byte:02X}")),
        }
    }
    out
}
