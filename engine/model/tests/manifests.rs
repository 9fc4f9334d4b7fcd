//! Manifests: what is read, what is refused, where and with which cure.

#![expect(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, reason = "a test fails by panicking")]

use hirewall_model::{Manifest, manifest::MANIFEST_BYTES};
use serde_json::{Value, json};

fn good() -> Value {
    json!({
        "id": "phone", "version": "1.2.0", "vendor": "Example", "description": "Looks at phone numbers.",
        "method": "rule", "intended_use": "Contact checks.", "known_limitations": "New area codes.",
        "records": {"applicant": [{"path": "/phones", "only": ["raw"]}, {"path": "/basics/email", "optional": true}]},
        "signals": {"type": "object", "properties": {"valid": {"type": "boolean"}}},
        "capabilities": {"lists": ["voip_prefixes"], "tables": ["codes"], "http": ["https://api.example.com:8443"]},
        "limits": {"time_ms": 20},
        "examples": [{"name": "good", "kind": "applicant", "inputs": {"/phones": []}, "now": "2026-02-01T00:00:00Z",
            "lists": {"voip_prefixes": ["1500"]}, "tables": {"codes": {}}, "signals": {"valid": true}}]
    })
}

/// The problems of the good manifest with one value replaced, as `pointer: message`.
fn problems(pointer: &str, value: Value) -> Vec<String> {
    let mut manifest = good();
    *manifest.pointer_mut(pointer).expect("the pointer exists") = value;
    match Manifest::read(manifest.to_string().as_bytes()) {
        Ok(_) => Vec::new(),
        Err(problems) => problems
            .iter()
            .map(|problem| {
                assert!(problem.help.ends_with('.'), "help is a sentence: {problem:?}");
                format!("{}: {}", problem.pointer, problem.message)
            })
            .collect(),
    }
}

#[test]
fn a_good_manifest_is_read_and_written_the_same() {
    let manifest = Manifest::read(good().to_string().as_bytes()).unwrap();
    assert_eq!(manifest.inputs("applicant").unwrap().len(), 2);
    assert!(manifest.inputs("device").is_none());
    assert_eq!(manifest.config, json!({"type": "object", "additionalProperties": false}));
    let again = Manifest::read(&serde_json::to_vec(&manifest).unwrap()).unwrap();
    assert_eq!(again, manifest);
}

#[test]
fn keys_of_a_newer_kit_are_ignored() {
    let mut manifest = good();
    manifest["later"] = json!({"anything": 1});
    assert!(Manifest::read(manifest.to_string().as_bytes()).is_ok());
}

#[test]
fn what_is_wrong_is_told_with_its_place() {
    let cases = [
        ("/id", json!("Phone"), "/id: the id is not a name"),
        ("/version", json!("1.2"), "/version: the version is not three numbers"),
        ("/vendor", json!(" "), "/vendor: `vendor` is empty"),
        ("/records", json!({}), "/records: no record kind is named"),
        (
            "/records/applicant/0/path",
            json!("phones"),
            "/records/applicant/0/path: the path is not a JSON pointer to a field",
        ),
        (
            "/records/applicant/0/path",
            json!("/"),
            "/records/applicant/0/path: the path is not a JSON pointer to a field",
        ),
        ("/records/applicant/0/only", json!([]), "/records/applicant/0/only: `only` is empty"),
        ("/signals/type", json!("array"), "/signals: the schema is not that of an object"),
        (
            "/signals/properties/valid/type",
            json!("bool"),
            "/signals/properties/valid/type: this is not a JSON Schema (draft 2020-12)",
        ),
        ("/signals/properties", json!({"e-mail": {}}), "/signals/properties/e-mail: the signal's name is not a name"),
        (
            "/capabilities/http",
            json!(["http://a.example"]),
            "/capabilities/http: `http://a.example` is not an https origin",
        ),
        (
            "/capabilities/http",
            json!(["https://a.example/x"]),
            "/capabilities/http: `https://a.example/x` is not an https origin",
        ),
        ("/limits/time_ms", json!(0), "/limits/time_ms: `time_ms` is zero"),
        ("/examples/0/kind", json!("device"), "/examples/0: the example's record kind is not declared"),
        (
            "/examples/0/signals",
            json!({"x": 1}),
            "/examples/0/signals: the example expects `x`, which is not a declared signal",
        ),
        (
            "/examples/0/lists",
            json!({"x": []}),
            "/examples/0/lists: the example gives the list `x`, which the manifest does not ask for",
        ),
        (
            "/examples/0/tables",
            json!({"x": {}}),
            "/examples/0/tables: the example gives the table `x`, which the manifest does not ask for",
        ),
        ("/examples/0/now", json!("2026-13-01T00:00:00Z"), "/examples/0/now: the example's `now` is no time"),
    ];
    for (pointer, value, expected) in cases {
        let problems = problems(pointer, value);
        assert!(problems.iter().any(|problem| problem == expected), "{expected}: {problems:?}");
    }
}

#[test]
fn a_wrong_type_and_a_missing_key_name_the_key() {
    assert_eq!(problems("/method", json!("magic")).len(), 1);
    let mut manifest = good();
    manifest.as_object_mut().unwrap().remove("vendor");
    let problems = Manifest::read(manifest.to_string().as_bytes()).unwrap_err();
    assert!(problems[0].message.contains("`vendor`"), "{problems:?}");
    assert!(Manifest::read(b"not json").is_err());
}

#[test]
fn a_manifest_beyond_the_limit_is_refused_unread() {
    let problems = Manifest::read(&vec![b' '; MANIFEST_BYTES + 1]).unwrap_err();
    assert_eq!(problems[0].message, "the manifest has 1048577 bytes, more than the limit of 1048576");
}
