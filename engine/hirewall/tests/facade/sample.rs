//! A small record kind, and engines over it.

use hirewall::diagnostic::Diagnostic;
use hirewall::{Engine, Given, SourceFile};

/// `person`: a few fields of every type and class.
pub(crate) const SCHEMA: &str = r#"{
    "x-record": {"kind": "person", "id": "/id", "subject": "/subject", "time": "/seen_at"},
    "type": "object",
    "required": ["kind", "id"],
    "additionalProperties": false,
    "properties": {
        "kind": {"const": "person"},
        "id": {"type": "string"},
        "subject": {"type": "string"},
        "seen_at": {"type": "string", "format": "date-time"},
        "name": {"type": "string", "x-pii": "direct"},
        "country": {"type": "string"},
        "city": {"type": "string", "x-pii": "indirect"},
        "a": {"type": "integer"},
        "b": {"type": "integer"},
        "c": {"type": "boolean"},
        "d": {"type": "number"},
        "phones": {
            "type": "array",
            "items": {
                "type": "object",
                "properties": {
                    "raw": {"type": "string", "x-pii": "direct"},
                    "kind": {"type": "string"}
                }
            }
        },
        "tags": {"type": "array", "items": {"type": "string"}}
    }
}"#;

/// An engine of policy files by name; panics with the diagnostics when they do not compile.
pub(crate) fn engine(files: &[(&str, &str)]) -> Engine {
    let schema = SourceFile::new("person.schema.json", SCHEMA);
    let files = files.iter().map(|(path, text)| SourceFile::new(*path, *text));
    Engine::from_files(std::iter::once(schema).chain(files).collect()).unwrap_or_else(|error| {
        let messages: Vec<String> = error.diagnostics.iter().map(describe).collect();
        panic!("the policies do not compile:\n{}", messages.join("\n"))
    })
}

fn describe(diagnostic: &Diagnostic) -> String {
    format!("{} {} {:?}", diagnostic.code, diagnostic.message, diagnostic.help)
}

/// What is given at the first of February 2026.
pub(crate) fn february() -> Given {
    Given::at("2026-02-01T00:00:00Z".parse().unwrap())
}
