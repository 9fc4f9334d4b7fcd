//! Records read into cells: layout, strings, times, nested lists, and back from cells to pointers.

#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test fails by panicking"
)]

use std::sync::Arc;

use hirewall_model::{Cell, DecodeOptions, FieldType, PiiClass, Record, Schema, Scratch, Shape, peek_kind};
use proptest::prelude::*;
use serde_json::{Value, json};

fn schema(properties: &Value) -> Arc<Schema> {
    let mut properties = properties.clone();
    properties["id"] = json!({"type": "string"});
    let schema = json!({
        "x-record": {"kind": "thing", "id": "/id"},
        "type": "object",
        "properties": properties,
        "required": ["id"],
        "additionalProperties": false,
    });
    Arc::new(Schema::compile(&schema.to_string()).expect("the schema is right"))
}

fn read<'a>(schema: &Arc<Schema>, text: &'a str) -> Record<'a> {
    Record::decode(schema, text.as_bytes(), &DecodeOptions::default()).expect("the record fits").record
}

fn offset(shape: &Shape, path: &[&str]) -> u32 {
    let (mut shape, mut at) = (shape, 0);
    for name in path {
        let field = shape.field(name).expect("declared");
        at += field.offset;
        if let FieldType::Object(inner) = &field.ty {
            shape = inner;
        }
    }
    at
}

#[test]
fn nested_objects_are_inlined_at_constant_offsets() {
    let inner = json!({"type": "object", "properties": {"x": {"type": "integer"}, "y": {"type": "integer"}}});
    let schema = schema(&json!({
        "a": {"type": "object", "properties": {"b": inner, "c": {"type": "boolean"}}},
        "d": {"type": "number"},
    }));
    let root = schema.root();
    assert_eq!(root.width, 8, "root, a, b, x, y, c, d, id");
    let record = read(&schema, r#"{"id": "r", "a": {"c": true, "b": {"y": 7}}, "d": 2}"#);
    assert_eq!(record.cell(offset(root, &["a"])), Cell::Object);
    assert_eq!(record.cell(offset(root, &["a", "b", "x"])), Cell::Absent);
    assert_eq!(record.cell(offset(root, &["a", "b", "y"])), Cell::Int(7));
    assert_eq!(record.cell(offset(root, &["a", "c"])), Cell::Bool(true));
    assert_eq!(record.cell(offset(root, &["d"])), Cell::Double(2.0));
    assert_eq!(schema.describe(offset(root, &["a", "b", "y"])), "/a/b/y");
    assert_eq!(std::mem::size_of::<Cell>(), 16);
}

#[test]
fn plain_strings_are_borrowed_and_escaped_ones_unescaped() {
    let schema = schema(&json!({"s": {"type": "string"}, "t": {"type": "string"}}));
    let record = read(&schema, r#"{"id": "héllo", "s": "a\"b\u00e9\ud83d\ude00", "t": ""}"#);
    let text = |name| record.string(record.cell(offset(record.schema().root(), &[name])));
    assert_eq!(record.id(), "héllo");
    assert_eq!(text("s"), "a\"bé😀");
    assert_eq!(text("t"), "");
    let input = record.input().as_bytes().as_ptr_range();
    assert!(input.contains(&record.id().as_ptr()), "borrowed");
    assert!(!input.contains(&text("s").as_ptr()), "unescaped elsewhere");
}

#[test]
fn nested_lists_lie_side_by_side_and_every_cell_maps_back_to_its_pointer() {
    let leaf = json!({"type": "object", "properties": {
        "tags": {"type": "array", "items": {"type": "string", "x-pii": "direct"}},
        "n": {"type": "integer"},
        "grid": {"type": "array", "items": {"type": "array", "items": {"type": "integer"}}},
    }});
    let schema = schema(&json!({
        "rows": {"type": "array", "items": leaf},
        "o": {"type": "object", "properties": {"rows": {"type": "array", "items": leaf}}},
    }));
    let text = r#"{"id": "r", "rows": [{"tags": ["a", "b"], "n": 1, "grid": [[1, 2], [], [3]]}, {}, {"n": 3, "tags": []}],
        "o": {"rows": [{"grid": [[9]], "tags": ["z"]}]}}"#;
    let record = read(&schema, text);
    let value: Value = serde_json::from_str(text).unwrap();
    let mut seen = 0;
    for cell in 0..record.len() {
        let pointer = record.pointer(cell);
        if record.cell(cell) != Cell::Absent {
            let there = value.pointer(&pointer).unwrap_or_else(|| panic!("{cell} says {pointer}"));
            assert_eq!(&record.json_at(cell), there, "{pointer}");
            seen += 1;
        }
    }
    assert_eq!(seen, 3 + 4 + 3 + 3 + 2 + 3 + 3 + 4 + 1 + 1, "every value of the text has a cell");
    assert_eq!(record.json_at(0), value);
    let tag = (0..record.len()).find(|cell| record.pointer(*cell) == "/rows/0/tags/1").unwrap();
    assert_eq!(record.pii_at(tag, None), PiiClass::Direct);
    assert_eq!(record.pii_at(offset(schema.root(), &["o"]), None), PiiClass::Direct, "as grave as what is in it");
    assert_eq!(record.pii_at(offset(schema.root(), &["id"]), None), PiiClass::None);
    assert_eq!(record.pointer(record.len()), "");
    assert_eq!(record.cell(record.len()), Cell::Absent);
}

#[test]
fn buffers_are_used_again_without_leaving_traces() {
    let schema = schema(&json!({"s": {"type": "array", "items": {"type": "string"}}, "any": {}}));
    let mut scratch = Scratch::default();
    let texts = [
        r#"{"id": "1", "s": ["\n", "x"], "any": {"deep": [1]}}"#,
        r#"{"id": "2", "s": [3]}"#,
        r#"{"id": "3"}"#,
        r#"{"id": "4", "s": ["y"]}"#,
    ];
    for text in texts {
        let options = DecodeOptions::default();
        let fresh = Record::decode(&schema, text.as_bytes(), &options).map(|decoded| decoded.record.json_at(0));
        let used = Record::decode_with(&schema, text.as_bytes(), &options, &mut scratch);
        match (fresh, used) {
            (Ok(fresh), Ok(used)) => {
                assert_eq!(used.record.json_at(0), fresh);
                assert_eq!(fresh, serde_json::from_str::<Value>(text).unwrap());
                scratch.reclaim(used.record);
            }
            (fresh, used) => assert_eq!(fresh.unwrap_err(), used.unwrap_err()),
        }
    }
}

#[test]
fn the_kind_is_found_without_reading_the_rest() {
    let kind = |text: &str| peek_kind(text.as_bytes()).map_err(|problem| problem.code());
    assert_eq!(kind(r#"{"kind": "applicant", "broken"#), Ok(Some("applicant".to_owned())));
    assert_eq!(kind(r#"{"a": {"kind": "x"}, "kind": "device"}"#), Ok(Some("device".to_owned())));
    assert_eq!(kind(r#"{"a": 1}"#), Ok(None));
    assert_eq!(kind(r#"{"kind": null}"#), Ok(None));
    assert_eq!(kind(r#"{"kind": 7}"#), Err("R510"));
    assert_eq!(kind("[1]"), Err("R510"));
    assert_eq!(kind(r#"{"a": "#), Err("R503"));
    assert_eq!(kind(" "), Err("R501"));
}

proptest! {
    /// The time of a record is that of the first of the listed fields that it has, whatever their order in the schema and the text.
    #[test]
    fn the_first_time_that_is_there_is_the_records_time(
        order in Just(vec!["/a", "/b", "/o/c"]).prop_shuffle(),
        listed in 1_usize..=3,
        given in prop::array::uniform3(prop::option::of(0_i64..4_000_000_000)),
        null in any::<bool>(),
    ) {
        let time = json!({"type": "string", "format": "date-time"});
        let schema = Schema::compile(&json!({
            "x-record": {"kind": "thing", "id": "/id", "time": &order[..listed]},
            "type": "object",
            "required": ["id"],
            "properties": {
                "id": {"type": "string"}, "a": time, "o": {"type": "object", "properties": {"c": time}}, "b": time,
            },
        }).to_string()).expect("the schema is right");
        let [a, b, c] = given.map(|seconds| seconds.map(|seconds| hirewall_model::Time { seconds, nanos: 0 }));
        let value = |time: Option<hirewall_model::Time>| match time {
            Some(time) => Value::from(time.to_string()),
            None => Value::Null,
        };
        let mut text = json!({"id": "r", "a": value(a), "b": value(b), "o": {"c": value(c)}});
        if !null {
            // What is `null` where the schema has no `null` is as absent as what is not there.
            text["o"].as_object_mut().unwrap().retain(|_, value| !value.is_null());
            text.as_object_mut().unwrap().retain(|_, value| !value.is_null());
        }
        let text = text.to_string();
        let expected = order[..listed].iter().find_map(|pointer| match *pointer {
            "/a" => a,
            "/b" => b,
            _ => c,
        });
        prop_assert_eq!(read(&Arc::new(schema), &text).time(), expected);
    }
}
