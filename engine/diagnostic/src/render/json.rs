//! Diagnostics as one JSON object for programs. It does not shorten or change any text;
//! characters that a terminal would act on are written as escapes.

use serde::Serialize;

use super::word;
use crate::visible::sign;
use crate::{Diagnostic, Label, Sources, Span, Summary, summary};

#[derive(Serialize)]
struct Report<'a> {
    version: u32,
    diagnostics: Vec<Entry<'a>>,
    summary: Summary,
}

#[derive(Serialize)]
struct Entry<'a> {
    code: &'a str,
    severity: &'a str,
    message: &'a str,
    #[serde(flatten)]
    place: Place<'a>,
    labels: Vec<Mark<'a>>,
    notes: &'a [String],
    help: Option<&'a str>,
    docs: String,
}

#[derive(Serialize)]
struct Mark<'a> {
    #[serde(flatten)]
    place: Place<'a>,
    text: &'a str,
    primary: bool,
}

/// A place as a program reads it.
#[derive(Serialize, Default)]
struct Place<'a> {
    path: Option<&'a str>,
    line: Option<u32>,
    column: Option<u32>,
    end_line: Option<u32>,
    end_column: Option<u32>,
}

/// The diagnostics, in the order given, and their [`Summary`] as one JSON object with a final line feed.
///
/// ```text
/// {
///   "version": 1,
///   "diagnostics": [{
///     "code": "E203",                     stable, never reused
///     "severity": "error",                error | warning | note
///     "message": "…",
///     "path": "contact.yaml",             null, as the four numbers, when there is no place
///     "line": 12, "column": 11,           from 1, columns in characters
///     "end_line": 12, "end_column": 26,   the first character that no longer belongs to it
///     "labels": [{"path": …, "line": …, "column": …, "end_line": …, "end_column": …, "text": "…", "primary": true}],
///     "notes": ["…"],
///     "help": "…",                        or null
///     "docs": "https://…/E203.md"         the page of the code
///   }],
///   "summary": {"errors": 1, "warnings": 0, "notes": 0}
/// }
/// ```
///
/// Fields may be added under version 1; these keep their meaning.
#[must_use]
pub fn json(diagnostics: &[Diagnostic], sources: &Sources) -> String {
    let entries = diagnostics.iter().map(|diagnostic| entry(diagnostic, sources)).collect();
    let report = Report { version: 1, diagnostics: entries, summary: summary(diagnostics) };
    // Structs of strings and numbers always serialise.
    let mut text = escape(&serde_json::to_string_pretty(&report).unwrap_or_default());
    text.push('\n');
    text
}

/// JSON with the characters that act on a terminal or hide as `\u` escapes: the same values, safe to look at.
fn escape(json: &str) -> String {
    let mut out = String::with_capacity(json.len());
    for c in json.chars() {
        if sign(c).is_some() {
            for unit in c.encode_utf16(&mut [0; 2]) {
                out.push_str(&format!("\\u{unit:04x}"));
            }
        } else {
            out.push(c);
        }
    }
    out
}

fn entry<'a>(diagnostic: &'a Diagnostic, sources: &'a Sources) -> Entry<'a> {
    Entry {
        code: diagnostic.code.id(),
        severity: word(diagnostic.severity),
        message: &diagnostic.message,
        place: diagnostic.place().map_or_else(Place::default, |label| place(label, sources)),
        labels: diagnostic
            .labels
            .iter()
            .map(|label| Mark { place: place(label, sources), text: &label.text, primary: label.primary })
            .collect(),
        notes: &diagnostic.notes,
        help: diagnostic.help.as_deref(),
        docs: diagnostic.code.entry().docs(),
    }
}

fn place<'a>(label: &Label, sources: &'a Sources) -> Place<'a> {
    let Span { start, end } = label.span;
    let first = sources.position(label.source, start);
    let last = sources.position(label.source, end.max(start));
    Place {
        path: Some(sources.name(label.source)),
        line: Some(first.line),
        column: Some(first.column),
        end_line: Some(last.line),
        end_column: Some(last.column),
    }
}
