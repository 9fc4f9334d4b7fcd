//! What of a record is refused, with which code, at which pointer, line and column; and that no text tells a value.

#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test fails by panicking"
)]

use std::sync::Arc;

use hirewall_model::{DecodeOptions, Record, RecordProblem, Schema};
use serde_json::{Value, json};

fn schema(properties: &Value, more: &Value) -> Arc<Schema> {
    let mut schema = json!({
        "x-record": {"kind": "thing", "id": "/id"},
        "type": "object",
        "required": ["id"],
        "additionalProperties": false,
        "properties": properties,
    });
    schema["properties"]["id"] = json!({"type": "string"});
    for (key, value) in more.as_object().unwrap() {
        schema[key] = value.clone();
    }
    Arc::new(Schema::compile(&schema.to_string()).unwrap_or_else(|problems| panic!("{problems:#?}")))
}

fn problems(schema: &Arc<Schema>, text: &str) -> Vec<RecordProblem> {
    Record::decode(schema, text.as_bytes(), &DecodeOptions::default()).err().unwrap_or_default()
}

/// `code pointer` of each problem.
fn codes(schema: &Arc<Schema>, text: &str) -> Vec<String> {
    problems(schema, text).iter().map(|problem| format!("{} {}", problem.code(), problem.pointer)).collect()
}

#[test]
fn each_keyword_refuses_what_it_forbids_and_nothing_else() {
    // schema of `x`; values that fit; values that do not; the code of those.
    let cases = [
        (json!({"type": "boolean"}), json!([true, false, null]), json!([0, "true", [], {}]), "R510"),
        (
            json!({"type": "integer"}),
            json!([0, -1, 1.0, 1e3, i64::MAX, i64::MIN]),
            json!([1.5, "1", true, [1]]),
            "R510",
        ),
        (json!({"type": "integer"}), json!([null]), json!([u64::MAX, 1e19, -1e19]), "R505"),
        (json!({"type": "number"}), json!([0, 1.5, u64::MAX, -1e300]), json!(["1", false]), "R510"),
        (json!({"type": "string"}), json!(["", "x", null]), json!([1, true, ["x"], {"x": 1}]), "R510"),
        (json!({"type": ["string", "null"]}), json!(["", null]), json!([1]), "R510"),
        (json!({"type": ["string", "integer"]}), json!(["", 1, 2.0]), json!([1.5, true, [], {}, null]), "R510"),
        (json!({"type": "object"}), json!([{}, {"a": [1]}]), json!([[], "x", 1]), "R510"),
        (json!({"type": "array"}), json!([[], [1, "x", null]]), json!([{}, "x"]), "R510"),
        (json!({"type": "string", "enum": ["a", "b"]}), json!(["a", "b"]), json!(["A", ""]), "R513"),
        (json!({"enum": ["a", null]}), json!(["a", null]), json!(["b"]), "R513"),
        (json!({"enum": [1, 2]}), json!([1, 2.0]), json!([3]), "R513"),
        (json!({"enum": ["a", 1]}), json!(["a", 1]), json!(["b", 2]), "R513"),
        (json!({"const": 0.5}), json!([0.5]), json!([0.25, 1]), "R513"),
        (json!({"const": true}), json!([true]), json!([false]), "R513"),
        (json!({"type": "string", "pattern": "^[A-Z]{2}$"}), json!(["US"]), json!(["us", "USA", "", "US\n"]), "R514"),
        (json!({"type": "string", "pattern": "^\\d+$"}), json!(["12"]), json!(["١٢", "x"]), "R514"),
        (json!({"type": "string", "minLength": 2}), json!(["éé", "abc"]), json!(["é", "😀"]), "R515"),
        (json!({"type": "string", "maxLength": 2}), json!(["😀😀"]), json!(["abc"]), "R515"),
        (json!({"type": "integer", "minimum": 0}), json!([0, 9]), json!([-1]), "R516"),
        (json!({"type": "number", "exclusiveMinimum": 0}), json!([0.001]), json!([0, -1.5]), "R516"),
        (json!({"type": "number", "maximum": 1}), json!([1, 1.0, 0.5]), json!([1.0001, 2]), "R516"),
        (
            json!({"type": "integer", "exclusiveMaximum": 9007199254740993_i64}),
            json!([9007199254740992_i64]),
            json!([9007199254740993_i64]),
            "R516",
        ),
        (json!({"type": "array", "items": {"type": "string"}, "minItems": 1}), json!([["x"]]), json!([[]]), "R517"),
        (
            json!({"type": "array", "items": {"type": "integer"}, "maxItems": 1}),
            json!([[], [1]]),
            json!([[1, 2]]),
            "R517",
        ),
        (
            json!({"type": "array", "items": {"type": "string"}, "uniqueItems": true}),
            json!([["a", "b"]]),
            json!([["a", "b", "a"]]),
            "R517",
        ),
        (
            json!({"type": "array", "items": {"type": "number"}, "uniqueItems": true}),
            json!([[1, 1.5]]),
            json!([[1, 1.0], [0.0, -0.0]]),
            "R517",
        ),
        (
            json!({"type": "string", "format": "date-time"}),
            json!(["2024-02-29T23:59:60Z", "2020-01-01T00:00:00.123456789123+01:00"]),
            json!(["2023-02-29T00:00:00Z", "2024-01-01", "", "2024-01-01T24:00:00Z", "2024-01-01T10:00:60Z"]),
            "R518",
        ),
        (
            json!({"oneOf": [{"type": "string"}, {"type": "integer", "minimum": 5}]}),
            json!(["x", 5]),
            json!([4, true]),
            "R519",
        ),
        (json!({"anyOf": [{"type": "string"}, {"type": "boolean"}]}), json!(["x", true]), json!([4]), "R519"),
        (json!({"not": {"type": "string"}}), json!([1]), json!(["x"]), "R519"),
        (json!({"type": "integer", "multipleOf": 5}), json!([10]), json!([11]), "R519"),
        (json!({"type": "string", "pattern": "^(?!x)"}), json!(["y"]), json!(["x"]), "R519"),
        (json!({"type": "array", "prefixItems": [{"type": "string"}]}), json!([["x", 1]]), json!([[1]]), "R519"),
        (json!({"type": "array", "contains": {"const": 1}}), json!([[0, 1]]), json!([[], [2]]), "R519"),
        (
            json!({"type": "array", "items": {"type": "object"}, "uniqueItems": true}),
            json!([[{}, {"a": 1}]]),
            json!([[{}, {}]]),
            "R519",
        ),
        (
            json!({"type": "object", "additionalProperties": {"type": "integer"}}),
            json!([{"a": 1}]),
            json!([{"a": "x"}]),
            "R519",
        ),
        (
            json!({"type": "object", "patternProperties": {"^n_": {"type": "integer"}}, "properties": {"a": {}}}),
            json!([{"n_a": 1, "a": 2}]),
            json!([{"n_a": "x"}]),
            "R519",
        ),
        (json!({"type": "object", "propertyNames": {"maxLength": 2}}), json!([{"ab": 1}]), json!([{"abc": 1}]), "R519"),
        (json!({"type": "object", "minProperties": 1}), json!([{"ab": 1}]), json!([{}]), "R519"),
        (json!({"type": "object", "required": ["a"]}), json!([{"a": 1}]), json!([{}]), "R519"),
        (
            json!({"type": "object", "properties": {"a": {}, "b": {}}, "dependentRequired": {"a": ["b"]}}),
            json!([{"b": 1}, {}]),
            json!([{"a": 1}]),
            "R519",
        ),
        (
            json!({"type": "object", "properties": {"a": {}}, "if": {"required": ["a"]}, "then": false}),
            json!([{}]),
            json!([{"a": 1}]),
            "R519",
        ),
        (json!({"enum": [{"a": 1}]}), json!([{"a": 1}, {"a": 1.0}]), json!([{"a": 2}]), "R513"),
        (json!(false), json!([]), json!([1]), "R519"),
    ];
    for (x, fit, misfit, code) in cases {
        let schema = schema(&json!({"x": x}), &json!({}));
        for value in fit.as_array().unwrap() {
            let text = json!({"id": "r", "x": value}).to_string();
            assert_eq!(codes(&schema, &text), [""; 0], "{x} takes {value}");
        }
        for value in misfit.as_array().unwrap() {
            let text = json!({"id": "r", "x": value}).to_string();
            let expected = if value.is_null() { vec![] } else { vec![code.to_owned()] };
            let found: Vec<String> = problems(&schema, &text).iter().map(|found| found.code().to_owned()).collect();
            assert_eq!(found, expected, "{x} refuses {value}");
        }
    }
}

#[test]
fn all_problems_of_a_record_are_found_in_one_reading_in_the_order_of_the_text() {
    let inner = json!({"type": "object", "required": ["a"], "properties": {"a": {"type": "integer"}}, "additionalProperties": false});
    let schema = schema(
        &json!({"list": {"type": "array", "items": inner}, "at": {"type": "string", "format": "date-time"}, "n": {"type": "number", "maximum": 1}}),
        &json!({"required": ["id", "n"]}),
    );
    let text = "{\"at\": \"2024-13-01T00:00:00Z\",\n  \"list\": [{\"a\": \"x\"},\n {}, null,\n {\"a\": 1, \"a\": 2, \"z~/\": 0, \"z~/\": 0}],\n \"n\": null}";
    let found: Vec<String> = problems(&schema, text)
        .iter()
        .map(|problem| format!("{} {} {}:{}", problem.code(), problem.pointer, problem.line, problem.column))
        .collect();
    assert_eq!(
        found,
        [
            "R511 /id 1:1",
            "R518 /at 1:8",
            "R510 /list/0/a 2:18",
            "R511 /list/1/a 3:2",
            "R510 /list/2 3:6",
            "R506 /list/3/a 4:16",
            "R506 /list/3/z~0~1 4:36",
            "R511 /n 5:7",
        ]
    );
}

#[test]
fn an_undeclared_field_is_remarked_and_refused_only_when_strict() {
    let schema =
        schema(&json!({"email": {"type": "string"}, "open": {"type": "object", "properties": {"a": {}}}}), &json!({}));
    let text = br#"{"id": "r", "emial": "x", "open": {"b": 1}}"#;
    let decoded = Record::decode(&schema, text, &DecodeOptions::default()).unwrap();
    let warnings: Vec<_> = decoded.warnings.iter().map(|found| (found.code(), &*found.pointer, &*found.help)).collect();
    assert_eq!(warnings, [("R512", "/emial", "Did you mean `email`?")]);
    let strict = DecodeOptions { strict: true, ..DecodeOptions::default() };
    assert_eq!(Record::decode(&schema, text, &strict).unwrap_err().first().unwrap().code(), "R512");
}

#[test]
fn null_counts_as_absent_unless_the_schema_allows_it() {
    let schema = schema(
        &json!({
            "a": {"type": "string"}, "b": {"type": ["string", "null"]}, "any": {},
            "o": {"type": "object", "properties": {"c": {"type": "integer"}}, "dependentRequired": {"c": ["d"]}},
        }),
        &json!({"required": ["id", "b"]}),
    );
    assert_eq!(codes(&schema, r#"{"id": "r", "a": null, "b": null, "any": null, "o": {"c": null}}"#), [""; 0]);
    let text = br#"{"id": "r", "a": null, "b": null, "any": null}"#;
    let record = Record::decode(&schema, text, &DecodeOptions::default()).unwrap().record;
    assert_eq!(record.json_at(0), json!({"id": "r", "b": null, "any": null}));
    assert_eq!(codes(&schema, r#"{"id": null, "b": ""}"#), ["R511 /id"]);
}

#[test]
fn no_problem_tells_a_value_of_the_record() {
    let schema = schema(
        &json!({
            "s": {"type": "string", "pattern": "^a", "minLength": 90, "enum": ["a"]}, "t": {"type": "string", "format": "date-time"},
            "i": {"type": "integer", "maximum": 3}, "b": {"type": "boolean"},
            "one": {"oneOf": [{"const": 1}, {"const": 2}]}, "l": {"type": "array", "items": {"type": "object"}, "uniqueItems": true},
        }),
        &json!({}),
    );
    let texts = [
        r#"{"id": 771177, "s": "secret771177", "t": "771177", "i": 771177, "b": "771177"}"#,
        r#"{"id": "r", "one": "771177", "l": [{"k": 771177}, {"k": 771177}]}"#,
        r#"{"id": "r", "s": "771177" "#,
        r#"{"id": "r", "s": "771177\ud800"}"#,
        r#"{"id": "r", "i": 771177e999}"#,
        "{\"id\": \"r\", \"s\": \"771177\u{1}\"}",
    ];
    for text in texts {
        let found = problems(&schema, text);
        assert!(!found.is_empty(), "{text}");
        for problem in found {
            assert!(!format!("{problem} {}", problem.help).contains("771177"), "{problem}");
            assert!(!problem.message.ends_with('.') && problem.help.ends_with(['.', '?']), "{problem:?}");
        }
    }
}

#[test]
fn problems_beyond_the_listed_ones_are_counted() {
    let schema = schema(&json!({"l": {"type": "array", "items": {"type": "integer"}}}), &json!({}));
    let text = format!(r#"{{"id": "r", "l": [{}]}}"#, vec!["\"x\""; 60].join(","));
    let found = problems(&schema, &text);
    assert_eq!(found.len(), 51);
    assert_eq!(found.last().unwrap().message, "10 more problems of this record are not listed");
    assert_eq!(found.first().expect("one").pointer, "/l/0");
}
