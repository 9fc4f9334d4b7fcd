//! What a detector is handed, and what it may point at.

use std::collections::BTreeMap;

use crate::guest::{Guest, manifest, patient, record, schema};
use hirewall_detector::{Binding, Detector, Host, HostOptions, LoadError};
use hirewall_model::{Answer, Time};
use serde_json::{Value, json};

/// A detector that is handed this input and gives it as the signal `first`, on the evidence of this pointer.
fn load(host: &Host, input: &Value, pointer: &str) -> Result<Detector, LoadError> {
    let mut about = manifest();
    about["records"]["person"] = json!([input]);
    about["signals"]["properties"]["first"] = json!({});
    let more = format!("(data (i32.const 1024) \"{pointer}\")");
    let detect = crate::guest::ECHO
        .replace("(i32.store (i32.const 320) (i32.const 32))", "(i32.store (i32.const 320) (i32.const 1024))")
        .replace(
            "(i32.store (i32.const 324) (i32.const 5))",
            &format!("(i32.store (i32.const 324) (i32.const {}))", pointer.len()),
        );
    let schemas = BTreeMap::from([("person".to_owned(), schema())]);
    let plugin = Guest { more, detect, ..Guest::default() }.plugin_with(about);
    host.load(&plugin, Binding { id: "small".to_owned(), schemas, ..Binding::default() })
}

fn ask(detector: &Detector) -> Result<Value, String> {
    let schema = schema();
    let text = r#"{"id": "1", "name": "Ann", "age": 41, "size": 1.5, "at": "2026-01-02T03:04:05+01:00", "any": {"b": [1]},
        "address": {"city": "Oslo", "zip": "0150"},
        "phones": [{"raw": "1", "kind": "home"}, {"raw": "2"}]}"#;
    match detector.detect(&record(&schema, text), Time::new(0, 0).unwrap()) {
        Answer::Signals { signals, .. } => Ok(serde_json::from_str::<Value>(signals.get()).unwrap()["first"].clone()),
        Answer::Failed(failure) => Err(failure.code),
    }
}

fn host() -> Host {
    Host::new(HostOptions { instances: 2, ..patient() }).unwrap()
}

#[test]
fn each_declared_input_comes_as_its_type_and_nothing_else_comes() {
    let host = host();
    let cases = [
        (json!({"path": "/name"}), json!("Ann")),
        (json!({"path": "/age"}), json!(41)),
        (json!({"path": "/size"}), json!(1.5)),
        (json!({"path": "/address/city"}), json!("Oslo")),
        (json!({"path": "/address"}), json!({"city": "Oslo", "zip": "0150"})),
        (json!({"path": "/address", "only": ["zip"]}), json!({"zip": "0150"})),
        (json!({"path": "/phones"}), json!([{"raw": "1", "kind": "home"}, {"raw": "2"}])),
        (json!({"path": "/phones", "only": ["raw"]}), json!([{"raw": "1"}, {"raw": "2"}])),
        (json!({"path": "/any"}), json!({"b": [1]})),
    ];
    for (input, expected) in cases {
        let pointer = input["path"].as_str().unwrap();
        assert_eq!(ask(&load(&host, &input, pointer).unwrap()), Ok(expected), "{input}");
    }
    // A time is handed over in one way of writing, whatever the record's.
    let time = ask(&load(&host, &json!({"path": "/at"}), "/at").unwrap()).unwrap();
    assert_eq!(time, json!("2026-01-02T02:04:05Z"));
}

#[test]
fn an_input_that_the_schema_lacks_refuses_the_plugin_unless_it_is_optional() {
    let host = host();
    let error = load(&host, &json!({"path": "/email"}), "/name").unwrap_err();
    assert_eq!(error.to_string(), "the plugin reads `/email`, which records of the kind `person` do not have");
    let error = load(&host, &json!({"path": "/phones", "only": ["e164"]}), "/phones").unwrap_err();
    assert_eq!(error.to_string(), "the plugin reads `/phones/e164`, which records of the kind `person` do not have");
    // Handed nothing, it points at nothing.
    let without = load(&host, &json!({"path": "/email", "optional": true}), "/email").unwrap();
    assert_eq!(ask(&without), Ok(Value::Null), "no signal, so no evidence is asked for");
}

#[test]
fn evidence_is_what_was_handed_over_and_is_there() {
    let host = host();
    let cases = [
        ("/name", "/name", true),
        ("/name", "/age", false),
        ("/name", "/nam", false),
        ("/name", "/name/", false),
        ("/name", "/name/0", false),
        ("/name", "name", false),
        ("/address/city", "/address/city", true),
        ("/address/city", "/address", false),
        ("/address", "/address/zip", true),
        ("/address", "/address/street", false),
        ("/phones", "/phones", true),
        ("/phones", "/phones/1/raw", true),
        ("/phones", "/phones/1/kind", false),
        ("/phones", "/phones/2/raw", false),
        ("/phones", "/phones/01/raw", false),
        ("/phones", "/phones/-1", false),
        ("/any", "/any/b/0", true),
        ("/any", "/any/b/1", false),
        ("/any", "/any/c", false),
        ("/any", "/gone", false),
    ];
    for (input, pointer, bears) in cases {
        let answer = ask(&load(&host, &json!({"path": input}), pointer).unwrap());
        match answer {
            Ok(_) => assert!(bears, "{pointer} at {input}"),
            Err(code) => assert!(!bears && code == "bad-evidence", "{pointer} at {input}: {code}"),
        }
    }
    // What was cut away was not handed over.
    let input = json!({"path": "/phones", "only": ["raw"]});
    assert!(ask(&load(&host, &input, "/phones/0/raw").unwrap()).is_ok());
    assert_eq!(ask(&load(&host, &input, "/phones/0/kind").unwrap()), Err("bad-evidence".to_owned()));
}
