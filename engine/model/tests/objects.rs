//! Objects that are no records, such as signals: compiled, decoded, and asked by JSON pointer.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::sync::Arc;

use hirewall_model::{DecodeOptions, PiiClass, Record, Schema};

const SIGNALS: &str = r#"{"type": "object", "additionalProperties": false, "properties": {
    "valid": {"type": "boolean"},
    "a/b": {"type": "string", "x-pii": "direct"},
    "free": {},
    "numbers": {"type": "array", "items": {"type": "object", "properties": {"e164": {"type": "string"}}}}}}"#;

const STRICT: DecodeOptions =
    DecodeOptions { strict: true, max_bytes: 1 << 20, max_depth: 100, max_cells: 1_000, max_problems: 10 };

#[test]
fn an_object_needs_no_x_record_and_has_no_id() {
    let schema = Arc::new(Schema::compile_object("signals.phone", SIGNALS).unwrap());
    assert_eq!(schema.kind().name, "signals.phone");
    let decoded = Record::decode(&schema, br#"{"valid": true}"#, &STRICT).unwrap();
    assert_eq!((decoded.record.id(), decoded.record.subject(), decoded.record.time()), ("", "", None));
    assert!(Record::decode(&schema, br#"{"valid": 1}"#, &STRICT).is_err());
    assert!(Record::decode(&schema, br#"{"vald": true}"#, &STRICT).is_err());
}

#[test]
fn what_is_no_object_with_fields_is_refused_at_its_place() {
    for (text, pointer) in [
        (r#"{"type": "string"}"#, ""),
        (r#"{"type": "object", "properties": {"a": {"$ref": "https://example.com/a"}}}"#, "/properties/a/$ref"),
        (r#"{"type": "object", "properties": {"a": {"type": "number", "x-pii": "some"}}}"#, "/properties/a/x-pii"),
    ] {
        let problems = Schema::compile_object("signals.phone", text).unwrap_err();
        assert_eq!(problems.iter().map(|problem| problem.pointer.as_str()).collect::<Vec<_>>(), [pointer], "{text}");
    }
}

#[test]
fn pointers_lead_to_cells_and_back() {
    let schema = Arc::new(Schema::compile_object("signals.phone", SIGNALS).unwrap());
    let text = r#"{"a/b": "x", "free": {"k": [1, {"q": null}]}, "numbers": [{"e164": "+1"}, {}]}"#;
    let decoded = Record::decode(&schema, text.as_bytes(), &STRICT).unwrap();
    let record = &decoded.record;
    for pointer in ["", "/a~1b", "/numbers", "/numbers/0", "/numbers/0/e164", "/numbers/1", "/free", "/free/k/1/q"] {
        let (cell, rest) = record.find(pointer).unwrap();
        assert_eq!(record.pointer(cell) + rest.unwrap_or_default(), pointer);
    }
    for pointer in
        ["x", "/", "/valid", "/a", "/numbers/2", "/numbers/1/e164", "/numbers/-1", "/a~1b/0", "/free/q", "/é/"]
    {
        assert_eq!(record.find(pointer), None, "{pointer}");
    }
    assert_eq!(record.find("/a~1b").map(|(cell, _)| record.pii_at(cell, None)), Some(PiiClass::Direct));
}

#[test]
fn declared_fields_are_found_through_objects() {
    let schema = Schema::compile_object("signals.phone", SIGNALS).unwrap();
    let names = |pointer| {
        schema.fields_on(pointer).map(|path| path.iter().map(|field| field.name.to_string()).collect::<Vec<_>>())
    };
    assert_eq!(names("/a~1b"), Some(vec!["a/b".to_owned()]));
    assert_eq!((names("/numbers/0"), names(""), names("numbers")), (None, None, None));
}

#[test]
fn an_element_of_a_list_is_found_by_its_index_and_has_the_pointer_of_that_index() {
    let schema = Arc::new(Schema::compile_object("signals.phone", SIGNALS).unwrap());
    let text = br#"{"a/b": "x", "numbers": [{"e164": "+1"}, {}, {"e164": "+3"}]}"#;
    let record = Record::decode(&schema, text, &STRICT).unwrap().record;
    let (list, _) = record.find("/numbers").unwrap();
    for index in 0..3 {
        let element = record.element(list, index).unwrap();
        assert_eq!(record.pointer(element), format!("/numbers/{index}"));
        assert_eq!(record.pointer(element + 1), format!("/numbers/{index}/e164"));
    }
    let (text, _) = record.find("/a~1b").unwrap();
    assert_eq!(
        (record.element(list, 3), record.element(text, 0), record.pointer(text)),
        (None, None, "/a~1b".to_owned())
    );
}
