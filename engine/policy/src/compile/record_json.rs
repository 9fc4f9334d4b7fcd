//! Records of tests, signals and settings of plugins, from YAML to JSON text, and from a JSON pointer back to the place in the YAML.

use std::fmt::Write as _;
use std::sync::Arc;

use hirewall_diagnostic::codes::document;
use hirewall_diagnostic::{Code, Diagnostic, SourceId, Span};
use hirewall_model::{DecodeOptions, ProblemKind, Record, Schema};

use crate::yaml::{Core, Node, Value};

/// The JSON text of a tree; none, with a diagnostic, when JSON has no such value.
pub(crate) fn write(node: &Node, source: SourceId, out: &mut Vec<Diagnostic>) -> Option<String> {
    write_as(document::E120, node, source, out)
}

/// Reports what does not fit the schema of a record, strictly.
pub(crate) fn check(node: &Node, json: &str, schema: &Arc<Schema>, source: SourceId, out: &mut Vec<Diagnostic>) {
    let options = DecodeOptions { strict: true, ..DecodeOptions::default() };
    let Err(problems) = Record::decode(schema, json.as_bytes(), &options) else { return };
    for problem in problems {
        let span = place(node, &problem.pointer, problem.kind() == ProblemKind::Undeclared);
        let mut diagnostic =
            Diagnostic::new(document::E120, problem.message.clone()).at(source, span, "").help(problem.help.clone());
        if !problem.pointer.is_empty() {
            diagnostic = diagnostic.note(format!("It is `{}` of the record.", problem.pointer));
        }
        out.push(diagnostic);
    }
}

/// As [`write`], with a code of the caller's own for what JSON cannot hold.
pub(crate) fn write_as(code: Code, node: &Node, source: SourceId, out: &mut Vec<Diagnostic>) -> Option<String> {
    let mut json = String::new();
    value(code, node, &mut json, source, out).then_some(json)
}

fn value(code: Code, node: &Node, json: &mut String, source: SourceId, out: &mut Vec<Diagnostic>) -> bool {
    let mut sound = true;
    match &node.value {
        Value::Broken => return false,
        Value::Scalar(scalar) => match scalar.core() {
            Core::Null => json.push_str("null"),
            Core::Bool(value) => json.push_str(if value { "true" } else { "false" }),
            Core::Int(value) => {
                let _ = write!(json, "{value}");
            }
            Core::BigInt | Core::Float(_) => {
                let number = match scalar.core() {
                    Core::Float(value) => serde_json::Number::from_f64(value).map(|number| number.to_string()),
                    _ => Some(scalar.text.trim_start_matches('+').to_owned()).filter(|text| !text.contains('x')),
                };
                let Some(number) = number else {
                    let message = "JSON cannot hold this number";
                    let diagnostic = Diagnostic::new(code, message).at(source, node.span, "");
                    out.push(diagnostic.help("JSON has finite decimal numbers only."));
                    // Something has to stand here, so that the rest of the record is checked too.
                    json.push_str("null");
                    return true;
                };
                json.push_str(&number);
            }
            Core::Text => text(&scalar.text, json),
        },
        Value::Sequence(items) => {
            json.push('[');
            for (index, item) in items.iter().enumerate() {
                if index > 0 {
                    json.push(',');
                }
                sound &= value(code, item, json, source, out);
            }
            json.push(']');
        }
        Value::Mapping(mapping) => {
            json.push('{');
            for (index, entry) in mapping.entries.iter().enumerate() {
                if index > 0 {
                    json.push(',');
                }
                text(&entry.key, json);
                json.push(':');
                sound &= value(code, &entry.value, json, source, out);
            }
            json.push('}');
        }
    }
    sound
}

fn text(text: &str, json: &mut String) {
    json.push_str(&serde_json::Value::from(text).to_string());
}

/// Where the value of a JSON pointer stands, or its key; when it is not there, the nearest place around it.
pub(crate) fn place(root: &Node, pointer: &str, key: bool) -> Span {
    let mut node = root;
    let mut span = root.head();
    for token in pointer.split('/').skip(1) {
        let token = token.replace("~1", "/").replace("~0", "~");
        match &node.value {
            Value::Mapping(mapping) => match mapping.get(&token) {
                Some(entry) => {
                    node = &entry.value;
                    span = if !key && entry.value.scalar().is_some() && entry.value.span.end > entry.value.span.start {
                        entry.value.span
                    } else {
                        entry.key_span
                    };
                }
                None => return span,
            },
            Value::Sequence(items) => match token.parse::<usize>().ok().and_then(|index| items.get(index)) {
                Some(item) => {
                    node = item;
                    span = item.head();
                }
                None => return span,
            },
            _ => return span,
        }
    }
    span
}
