#![allow(clippy::indexing_slicing, clippy::panic, clippy::unwrap_used, reason = "a test may panic")]

use std::path::{Path, PathBuf};

use hirewall_diagnostic::{Diagnostic, Sources};
use serde_json::Value;

use super::editor_schemas;
use crate::document::Document;
use crate::read::Reader;
use crate::{Limits, Options, SourceFile, compile, yaml};

fn policies() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../policies")
}

fn yaml_files(folder: &Path, found: &mut Vec<PathBuf>) {
    let mut entries: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    entries.sort();
    for path in entries {
        if path.is_dir() {
            yaml_files(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "yaml") {
            found.push(path);
        }
    }
}

fn validator(kind: &str) -> jsonschema::Validator {
    let name = format!("{kind}.document.schema.json");
    let (_, text) = editor_schemas().into_iter().find(|(file, _)| *file == name).unwrap_or_else(|| panic!("no {name}"));
    jsonschema::draft202012::new(&serde_json::from_str(&text).unwrap()).unwrap()
}

/// The documents of a text, with the scalars of YAML 1.2: `off` is a text.
fn documents(text: &str) -> Vec<Value> {
    let options = serde_yaml::options! { strict_booleans: true };
    serde_yaml::from_multiple_with_options(text, options).unwrap_or_else(|fault| panic!("{fault}\n{text}"))
}

fn kind(document: &Value) -> &str {
    document.as_object().and_then(|fields| fields.keys().next()).map_or("", String::as_str)
}

/// What the reader of documents says about a text.
fn faults(text: &str) -> Vec<Diagnostic> {
    let source = Sources::new().add("", text);
    let mut out = Vec::new();
    for document in yaml::parse(text, source, &Limits::default(), &mut out) {
        Document::read(&document.root, &mut Reader { source, out: &mut out });
    }
    out
}

#[test]
fn the_schemas_have_the_keys_that_the_reader_takes() {
    let rule = |rest: &str| format!("policy: p\napplies_to: a\nrules: [{{id: r, when: x, score: 1, {rest}}}]\n");
    let case = |rest: &str| format!("tests: t\ncases: [{{name: n, record: {{id: a}}, {rest}}}]\n");
    let (_, text) = editor_schemas().pop().unwrap();
    let schema: Value = serde_json::from_str(&text).unwrap();
    for (definition, document) in [
        ("policy", "policy: p\napplies_to: a\nrules: []\nqqqqqqqq: 1\n".to_owned()),
        ("rule", rule("qqqqqqqq: 1")),
        (
            "counter",
            rule("").replace("rules:", "counters: {c: {key: k, events: true, within: 1d, qqqqqqqq: 1}}\nrules:"),
        ),
        ("Effective", rule("effective: {qqqqqqqq: 1}")),
        ("list", "list: l\nmatch: exact\nitems: [a]\nqqqqqqqq: 1\n".to_owned()),
        ("table", "table: t\nkey: k\ncolumns: {k: string}\nfile: f\nqqqqqqqq: 1\n".to_owned()),
        ("detector", "detector: d\nplugin: p.wasm\nrecords: [a]\nqqqqqqqq: 1\n".to_owned()),
        ("Limits", "detector: d\nplugin: p.wasm\nrecords: [a]\nlimits: {qqqqqqqq: 1}\n".to_owned()),
        ("Grants", "detector: d\nplugin: p.wasm\nrecords: [a]\ngrants: {qqqqqqqq: 1}\n".to_owned()),
        ("settings", "settings: s\nqqqqqqqq: 1\n".to_owned()),
        ("Plugins", "settings: s\nplugins: {qqqqqqqq: 1}\n".to_owned()),
        ("Bands", "settings: s\nverdicts: {a: {qqqqqqqq: 1}}\n".to_owned()),
        ("Override", "settings: s\noverrides: [{rule: a/b, mode: off, qqqqqqqq: 1}]\n".to_owned()),
        ("exceptions", "exceptions: e\nitems: []\nqqqqqqqq: 1\n".to_owned()),
        (
            "Exception",
            "exceptions: e\nitems: [{rule: a/b, when: x, reason: r, owner: o, expires: 2027-01-01, qqqqqqqq: 1}]\n"
                .to_owned(),
        ),
        ("tests", "tests: t\ncases: []\nqqqqqqqq: 1\n".to_owned()),
        ("Case", case("expect: {}, qqqqqqqq: 1")),
        ("Expect", case("expect: {qqqqqqqq: 1}")),
    ] {
        let faults = faults(&document);
        let help = faults.iter().filter(|fault| fault.code.id() == "E102").find_map(|fault| fault.help.as_deref());
        // "Its keys are `a`, `b` and `c`."
        let mut taken: Vec<&str> = help.unwrap_or_default().split('`').skip(1).step_by(2).collect();
        let mut shown: Vec<&str> =
            schema["$defs"][definition]["properties"].as_object().unwrap().keys().map(String::as_str).collect();
        taken.sort_unstable();
        shown.sort_unstable();
        assert_eq!(taken, shown, "{definition}: {faults:?}");
    }
}

#[test]
fn the_schemas_in_the_repository_are_those_of_the_code() {
    let folder = policies().join("schema");
    for (name, text) in editor_schemas() {
        let path = folder.join(&name);
        let found = std::fs::read_to_string(&path).unwrap_or_default();
        assert!(
            found == text,
            "policies/schema/{name} is not what the code generates; run `cargo run -- schema --out policies/schema`"
        );
    }
}

#[test]
fn every_document_of_the_repository_fits_its_schema_and_names_it() {
    let any = validator("hirewall");
    let mut files = Vec::new();
    yaml_files(&policies(), &mut files);
    assert!(files.len() > 10);
    for path in files {
        let text = std::fs::read_to_string(&path).unwrap();
        for document in &documents(&text) {
            for validator in [&validator(kind(document)), &any] {
                let faults: Vec<String> = validator
                    .iter_errors(document)
                    .map(|fault| format!("{}: {fault}", fault.instance_path()).chars().take(400).collect())
                    .collect();
                assert!(faults.is_empty(), "{}: {faults:#?}", path.display());
            }
        }
        let first = text.lines().next().unwrap_or("");
        let named = first.strip_prefix("# yaml-language-server: $schema=");
        let schema = named.unwrap_or_else(|| panic!("{} does not name its schema", path.display()));
        assert!(path.parent().unwrap().join(schema).exists(), "{}: no {schema}", path.display());
    }
}

#[test]
fn the_schemas_refuse_what_the_compiler_refuses() {
    for (code, kind, document) in [
        ("E105", "policy", "policy: Contact Data\napplies_to: applicant\nrules: []\n"),
        ("E103", "policy", "policy: contact\nrules: []\n"),
        ("E103", "policy", "policy: contact\napplies_to: applicant\n"),
        ("E102", "policy", "policy: contact\napplies_to: applicant\nrules: []\nverdikt: 1\n"),
        ("E124", "policy", "policy: contact\napplies_to: applicant\nrules: []\ntitle:\n"),
        ("E140", "policy", "policy: contact\napplies_to: applicant\nrules: []\nnotice: 'Of {{ applicant.id }}'\n"),
        (
            "E139",
            "policy",
            "policy: contact\napplies_to: applicant\nrules: [{id: r, when: 'true', score: 1, indicators: [a7]}]\n",
        ),
        (
            "E139",
            "policy",
            "policy: contact\napplies_to: applicant\nrules: [{id: r, when: 'true', score: 1, indicators: [A07, A07]}]\n",
        ),
        ("E108", "policy", "policy: contact\napplies_to: applicant\nrules: []\nversion: '1.2'\n"),
        ("E114", "policy", "policy: p\napplies_to: a\nrules: [{id: r, when: x}]\n"),
        ("E103", "policy", "policy: p\napplies_to: a\nrules: [{id: r, score: 1}]\n"),
        ("E104", "policy", "policy: p\napplies_to: a\nrules: [{id: r, when: x, score: '1'}]\n"),
        ("E116", "policy", "policy: p\napplies_to: a\nrules: [{id: r, when: {all: [x], any: [y]}, score: 1}]\n"),
        ("E116", "policy", "policy: p\napplies_to: a\nrules: [{id: r, when: {all: []}, score: 1}]\n"),
        ("E109", "policy", "policy: p\napplies_to: a\nrules: [{id: r, when: x, verdict: blok}]\n"),
        ("E111", "policy", "policy: p\napplies_to: a\nrules: [{id: r, when: x, score: 1, mode: shadow}]\n"),
        ("E103", "policy", "policy: p\napplies_to: a\nrules: []\ncounters: {c: {events: true, within: 1d}}\n"),
        ("E135", "policy", "policy: p\napplies_to: a\nrules: []\ncounters: {c: {key: k, within: 1d}}\n"),
        (
            "E135",
            "policy",
            "policy: p\napplies_to: a\nrules: []\ncounters: {c: {key: k, events: true, sum: x, within: 1d}}\n",
        ),
        ("E135", "policy", "policy: p\napplies_to: a\nrules: []\ncounters: {c: {key: k, events: false, within: 1d}}\n"),
        (
            "E135",
            "policy",
            "policy: p\napplies_to: a\nrules: []\ncounters: {c: {key: k, events: true, within: 3 months}}\n",
        ),
        ("E104", "policy", "policy: p\napplies_to: a\nrules: []\njoins: device\n"),
        ("E104", "tests", "tests: t\ncases: [{name: n, record: {}, given: {counters: {c: many}}, expect: {}}]\n"),
        ("E103", "list", "list: l\nitems: [a]\n"),
        ("E302", "list", "list: l\nmatch: exact\nitems: [a]\nfile: b\n"),
        ("E302", "list", "list: l\nmatch: exact\n"),
        ("E109", "list", "list: l\nmatch: fuzzy\nitems: [a]\n"),
        ("E109", "table", "table: t\nkey: k\ncolumns: {k: text}\nfile: a.csv\n"),
        ("E122", "settings", "settings: default\nverdicts: {applicant: {verify: 0}}\n"),
        ("E103", "settings", "settings: default\noverrides: [{mode: off}]\n"),
        ("E112", "settings", "settings: default\noverrides: [{rule: a, mode: off}]\n"),
        ("E123", "settings", "settings: default\nlints: {E101: allow}\n"),
        ("E103", "detector", "detector: d\nrecords: [a]\n"),
        ("E104", "detector", "detector: d\nplugin: p.wasm\nrecords: [a]\nconfig: [1]\n"),
        ("E104", "detector", "detector: d\nplugin: p.wasm\nrecords: [a]\ngrants: {lists: voip}\n"),
        ("E109", "detector", "detector: d\nplugin: p.wasm\nrecords: [a]\nisolation: none\n"),
        ("E104", "settings", "settings: default\nplugins: {require_signature: 'true'}\n"),
        ("E128", "settings", "settings: default\nplugins: {trusted_keys: [abc]}\n"),
        ("E104", "tests", "tests: t\ncases: [{name: n, record: {}, given: {signals: {d: 1}}, expect: {}}]\n"),
        ("E103", "exceptions", "exceptions: e\nitems: [{rule: a/b, when: x, reason: r, owner: o}]\n"),
        ("E103", "tests", "tests: t\ncases: [{name: n, record: {}}]\n"),
        ("E102", "tests", "tests: t\ncases: [{name: n, record: {}, expect: {matches: []}}]\n"),
    ] {
        let value = documents(document).remove(0);
        assert!(!validator(kind).is_valid(&value), "{document}");
        assert!(!validator("hirewall").is_valid(&value), "{document}");
        let file = SourceFile { path: "a.yaml".to_owned(), text: document.to_owned() };
        let found = compile(vec![file], &Options::default()).diagnostics;
        let found: Vec<&str> = found.iter().map(|diagnostic| diagnostic.code.id()).collect();
        assert!(found.contains(&code), "{document}: {found:?}");
    }
}

#[test]
fn the_schemas_take_every_key() {
    for document in [
        "policy: contact\ntitle: t\napplies_to: applicant\nowner: o\nversion: 1.2.0-beta.1\nmaturity: test\nreferences: [r]\nnotice: n\njoins: [device]\nlet: {a: x}\ncounters:\n  a: {title: t, key: k, distinct: x, within: 90d, where: w}\n  b: {key: [k, l], events: true, within: 1h}\n  c: {key: k, sum: x, within: 3653d}\nrules:\n  - {id: r, title: t, maturity: stable, when: {all: [x, {any: [{not: y}, true]}, {label: l, when: z}, {when: 1}]}, verdict: review, score: 3, justification: j, reason: r, notice: n, false_positives: f, references: [r], indicators: [A07, KVM12], effective: {from: 2026-01-01, until: '2027-01-01T00:00:00Z'}, on_undetermined: review}\n",
        "list: l\ntitle: t\nmatch: domain\nsource: s\nlicense: l\nupdated: 2026-01-01\nmax_age_days: 3\nitems: [a, 850, no, true]\n",
        "table: t\nkey: k\ncolumns: {k: string, n: int}\nrows: [{k: a, n: 1}]\n",
        "detector: d\ntitle: t\nplugin: p.wasm\ndigest: sha256:0000000000000000000000000000000000000000000000000000000000000000\nrecords: [a]\nconfig: {x: [1]}\nlimits: {time_ms: 1, memory_mib: 2, configure_ms: 3}\ngrants: {lists: [a], tables: {b: c}, http: ['https://a.example'], log: true}\nisolation: batch\nowner: o\njustification: j\n",
        "settings: default\nplugins: {require_signature: true, trusted_keys: ['3b6a27bcceb6a42d62a3a8d02a6f0d73653215771de243a63ac048a18b59da29']}\nverdicts: {applicant: {verify: 1, review: 2, block: 3}}\noverrides: [{rule: a/b, mode: shadow, rollout: 10}, {policy: a, mode: off}]\nlints: {L405: error}\n",
        "exceptions: e\nitems: [{rule: a/b, when: x, reason: r, owner: o, ticket: t, expires: 2027-01-01}]\n",
        "tests: t\ncases: [{name: n, record: {id: a}, given: {now: '2026-01-01T00:00:00Z', signals: {phone: {valid: true}, geo: null}, failures: [profile], counters: {a: 3, b: null, c: 1.5}, history: [{id: b}], device: {id: d}}, expect: {match: [a], no_match: [t/b], undetermined: [c], verdict: clear, score: 0}}]\n",
    ] {
        let value = documents(document).remove(0);
        for kind in [kind(&value), "hirewall"] {
            let faults: Vec<String> = validator(kind).iter_errors(&value).map(|fault| fault.to_string()).collect();
            assert!(faults.is_empty(), "{document}: {faults:#?}");
        }
        let read = faults(document);
        assert!(read.is_empty(), "{document}: {read:?}");
    }
}

#[test]
fn every_key_has_a_description_for_the_editor() {
    fn look(schema: &Value, path: &str) {
        let Some(fields) = schema["properties"].as_object() else { return };
        for (key, property) in fields {
            let place = format!("{path}.{key}");
            assert!(property["description"].is_string(), "{place} has no description");
        }
    }
    for (name, text) in editor_schemas() {
        let schema: Value = serde_json::from_str(&text).unwrap();
        look(&schema, &name);
        for (definition, schema) in schema["$defs"].as_object().unwrap() {
            look(schema, definition);
        }
    }
}
