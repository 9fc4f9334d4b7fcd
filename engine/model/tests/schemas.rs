//! What a record schema may say, what it becomes, and what is refused with which words.

#![expect(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test fails by panicking")]

use hirewall_model::{FieldType, PiiClass, Schema, SchemaLimits, SchemaProblem, Shape};
use serde_json::{Value, json};

fn base() -> Value {
    json!({
        "x-record": {"kind": "thing", "id": "/id"},
        "type": "object",
        "required": ["id"],
        "properties": {"id": {"type": "string"}},
    })
}

fn with(pointer: &str, key: &str, value: Value) -> Value {
    let mut schema = base();
    schema.pointer_mut(pointer).unwrap()[key] = value;
    schema
}

fn compile(schema: &Value) -> Schema {
    Schema::compile(&schema.to_string()).unwrap_or_else(|problems| panic!("{problems:#?}"))
}

fn refused(text: &str) -> Vec<SchemaProblem> {
    Schema::compile(text).err().unwrap_or_default()
}

/// The type of a property as a word.
fn word(schema: &Value) -> String {
    fn name(ty: &FieldType) -> String {
        match ty {
            FieldType::Bool => "bool".into(),
            FieldType::Int => "int".into(),
            FieldType::Double => "double".into(),
            FieldType::String => "string".into(),
            FieldType::Time => "time".into(),
            FieldType::Dyn => "dyn".into(),
            FieldType::List(item) => format!("list({})", name(&item.ty)),
            FieldType::Object(shape) => fields(shape),
        }
    }
    fn fields(shape: &Shape) -> String {
        let names = shape
            .fields
            .iter()
            .map(|field| format!("{}{}: {}", field.name, if field.nullable { "?" } else { "" }, name(&field.ty)));
        format!("{{{}}}", names.collect::<Vec<_>>().join(", "))
    }
    let mut whole = with("/properties", "x", schema.clone());
    whole["$defs"] = json!({
        "name": {"type": "string", "x-pii": "direct"},
        "tree": {"type": "object", "properties": {"v": {"type": "integer", "x-pii": "indirect"}, "next": {"$ref": "#/$defs/tree"}}},
        "null": {"type": "null"},
        "anchored": {"$anchor": "here", "type": "boolean"},
    });
    let compiled = compile(&whole);
    let shape = compiled.root();
    let field = shape.field("x").unwrap();
    format!("{}{}", name(&field.ty), if field.nullable { "?" } else { "" })
}

#[test]
fn schemas_become_types() {
    let cases = [
        (json!({"type": "boolean"}), "bool"),
        (json!({"type": "integer"}), "int"),
        (json!({"type": ["integer", "number"]}), "double"),
        (json!({"type": ["string", "null"]}), "string?"),
        (json!({"type": "string", "format": "date-time"}), "time"),
        (json!({"type": "string", "format": "date"}), "string"),
        (json!({"type": ["string", "integer"]}), "dyn"),
        (json!({"type": "null"}), "dyn?"),
        (json!({}), "dyn?"),
        (json!(true), "dyn?"),
        (json!({"const": "a"}), "string"),
        (json!({"enum": [1, 2]}), "int"),
        (json!({"enum": [1, 2.5]}), "double"),
        (json!({"enum": ["a", null]}), "string?"),
        (json!({"type": ["string", "null"], "enum": ["a"]}), "string"),
        (json!({"enum": ["a", 1]}), "dyn"),
        (json!({"type": "array"}), "list(dyn)"),
        (json!({"type": "array", "items": {"type": "array", "items": {"type": "integer"}}}), "list(list(int))"),
        (json!({"type": "array", "prefixItems": [{"type": "string"}], "items": {"type": "integer"}}), "list(dyn)"),
        (json!({"type": "object"}), "dyn"),
        (json!({"type": "object", "additionalProperties": false}), "{}"),
        (json!({"type": "object", "additionalProperties": {"type": "integer"}}), "dyn"),
        (json!({"type": "object", "properties": {"a": {"type": "string"}, "b": {}}}), "{a: string, b?: dyn}"),
        (json!({"oneOf": [{"type": "string"}, {"type": "integer"}]}), "dyn"),
        (json!({"oneOf": [{"type": "string"}, {"type": "null"}]}), "dyn?"),
        (json!({"anyOf": [{"type": "string"}, {"$ref": "#/$defs/null"}]}), "dyn?"),
        (json!({"allOf": [{"type": ["string", "null"]}, {"not": {"type": "null"}}]}), "dyn"),
        (json!({"if": {"type": "null"}, "then": false}), "dyn"),
        (json!({"$ref": "#/$defs/name"}), "string"),
        (json!({"$ref": "#/%24defs/name", "description": "x"}), "string"),
        (json!({"$ref": "#here"}), "bool"),
        (json!({"$ref": "#/$defs/tree"}), "{v: int, next: dyn}"),
        (json!({"$ref": "#"}), "dyn"),
    ];
    for (schema, expected) in cases {
        assert_eq!(word(&schema), expected, "{schema}");
    }
}

#[test]
fn attributes_are_kept_and_a_dynamic_part_is_as_grave_as_what_it_declares() {
    let mut schema = base();
    schema["$defs"] = json!({
        "name": {"type": "string", "x-pii": "direct", "description": "A name."},
        "tree": {"type": "object", "properties": {"v": {"type": "integer", "x-pii": "indirect"}, "next": {"$ref": "#/$defs/tree"}}},
    });
    schema["properties"]["name"] =
        json!({"$ref": "#/$defs/name", "description": "Their name.", "x-proxy": "national-origin"});
    schema["properties"]["either"] = json!({"oneOf": [{"$ref": "#/$defs/name"}, {"type": "integer"}]});
    schema["properties"]["tree"] = json!({"$ref": "#/$defs/tree"});
    schema["properties"]["n"] =
        json!({"type": "integer", "minimum": 1, "maximum": 5, "x-protected": "age", "enum": [1, 5]});
    let compiled = compile(&schema);
    let field = |name| &compiled.root().field(name).unwrap().attributes;
    assert_eq!(field("name").pii, Some(PiiClass::Direct));
    assert_eq!(field("name").description.as_deref(), Some("Their name."));
    assert_eq!(field("name").proxy.as_deref(), Some("national-origin"));
    assert_eq!(field("either").pii, Some(PiiClass::Direct));
    let FieldType::Object(tree) = &compiled.root().field("tree").unwrap().ty else { panic!("an object") };
    assert_eq!(tree.field("next").unwrap().attributes.pii, Some(PiiClass::Indirect));
    let n = field("n");
    assert_eq!((n.minimum, n.maximum, n.protected.as_deref()), (Some(1.0), Some(5.0), Some("age")));
    assert_eq!(n.allowed, Some(vec![json!(1), json!(5)]));
}

#[test]
fn mistakes_are_told_with_place_and_cure() {
    let cases = [
        (with("", "x-record", json!(null)), "/x-record", "`x-record` is missing"),
        (with("/x-record", "kind", json!("Big Thing")), "/x-record/kind", "`Big Thing` cannot be the name"),
        (with("/x-record", "kind", json!("lists")), "/x-record/kind", "`lists` cannot be the name"),
        (with("/x-record", "kind", json!(7)), "/x-record/kind", "`x-record` needs `kind` as text"),
        (with("/x-record", "id", json!("/uid")), "/x-record/id", "`/uid` is no declared field"),
        (with("/x-record", "subject", json!("id")), "/x-record/subject", "`id` is no declared field"),
        (with("/x-record", "time", json!("/id")), "/x-record/time", "`/id` must be a string with `format: date-time`"),
        (with("/x-record", "time", json!(7)), "/x-record/time", "needs `time` as text, or as a list of texts"),
        (with("/x-record", "time", json!([])), "/x-record/time", "`time` lists 0 fields, and takes 1 to 8"),
        (with("/x-record", "time", json!(vec!["/id"; 9])), "/x-record/time", "`time` lists 9 fields"),
        (with("/x-record", "time", json!(["/when"])), "/x-record/time/0", "`/when` is no declared field"),
        (
            with("/x-record", "time", json!(["/id"])),
            "/x-record/time/0",
            "`/id` must be a string with `format: date-time`",
        ),
        (with("/x-record", "time", json!(["/id", null])), "/x-record/time/1", "needs `time` as text"),
        (with("/x-record", "time", json!(["/id", "/id"])), "/x-record/time/1", "`/id` is listed twice"),
        (with("/x-record", "times", json!("/id")), "/x-record/times", "`x-record` has no key `times`"),
        (with("", "required", json!([])), "/x-record/id", "the record's id `/id` is not required"),
        (with("/properties", "kind", json!({"const": "other"})), "/properties/kind", "does not allow `thing`"),
        (with("", "$schema", json!("http://json-schema.org/draft-07/schema#")), "/$schema", "only draft 2020-12"),
        (with("", "type", json!("array")), "", "a record is an object"),
        (with("/properties/id", "type", json!("text")), "/properties/id/type", "not a valid JSON Schema"),
        (with("/properties/id", "minLength", json!(-1)), "/properties/id/minLength", "not a valid JSON Schema"),
        (with("/properties/id", "x-pii", json!("high")), "/properties/id/x-pii", "`x-pii` cannot be \"high\""),
        (with("/properties/id", "x-proxy", json!(true)), "/properties/id/x-proxy", "must name the attribute"),
        (with("/properties", "x", json!({"$ref": "https://x.y/z"})), "/properties/x/$ref", "nothing is fetched"),
        (with("/properties", "x", json!({"$ref": "other.json"})), "/properties/x/$ref", "nothing is fetched"),
        (with("/properties", "x", json!({"$ref": "#/$defs/no"})), "/properties/x/$ref", "leads nowhere"),
        (with("/properties", "x", json!({"$id": "https://x.y/z"})), "/properties/x/$id", "an `$id` of its own"),
        (with("/properties", "x", json!({"type": "string", "pattern": "(a"})), "/properties/x/pattern", ""),
    ];
    for (schema, pointer, message) in cases {
        let text = serde_json::to_string_pretty(&schema).unwrap();
        let found = refused(&text);
        let Some(problem) = found.iter().find(|problem| problem.pointer == pointer) else {
            panic!("{pointer} is not among {found:#?}")
        };
        assert!(problem.message.contains(message), "{problem:?}");
        assert!(problem.help.ends_with('.'), "{problem:?}");
        let (start, end) = problem.span.unwrap();
        let marked = text.get(start as usize..end as usize).unwrap();
        assert_eq!(
            serde_json::from_str::<Value>(marked).ok().as_ref(),
            schema.pointer(pointer),
            "the span marks the value"
        );
    }
}

#[test]
fn all_mistakes_are_told_in_one_go() {
    let mut schema = base();
    schema["properties"]["a"] = json!({"type": "string", "x-pii": "high"});
    schema["properties"]["b"] = json!({"$ref": "https://x.y/z"});
    schema["x-record"]["time"] = json!("/when");
    let found: Vec<String> = refused(&schema.to_string()).into_iter().map(|problem| problem.pointer).collect();
    assert_eq!(found, ["/properties/a/x-pii", "/properties/b/$ref", "/x-record/time"]);
}

#[test]
fn texts_that_are_no_json_are_refused_at_their_place() {
    let cases = [
        ("", 0, "not valid JSON"),
        ("{\"a\": 1,\n \"b\" 2}", 14, "not valid JSON"),
        (r#"{"type": "object", "type": "array"}"#, 27, "given twice"),
        ("true", 0, "a record is an object"),
        ("[]", 0, "not a valid JSON Schema"),
    ];
    for (text, start, message) in cases {
        let found = refused(text);
        let problem = found.first().unwrap();
        assert!(problem.message.contains(message), "{text}: {problem:?}");
        assert_eq!(problem.span.unwrap().0, start, "{text}: {problem:?}");
    }
    assert!(!refused(&"[".repeat(100_000)).is_empty());
}

#[test]
fn limits_are_named_when_they_are_passed() {
    let mut deep = json!({"type": "string"});
    for _ in 0..36 {
        deep = json!({"type": "array", "items": deep});
    }
    let wide: serde_json::Map<String, Value> = (0..70_000).map(|n| (format!("f{n}"), json!({}))).collect();
    // Each level names the next one twice: 2^30 fields from 30 definitions.
    let mut doubling = with("/properties", "x", json!({"$ref": "#/$defs/d0"}));
    for level in 0..30 {
        let next = json!({"$ref": format!("#/$defs/d{}", level + 1)});
        doubling["$defs"][format!("d{level}")] = json!({"type": "object", "properties": {"a": next, "b": next}});
    }
    doubling["$defs"]["d30"] = json!({"type": "string"});
    let cases = [
        (with("/properties", "x", deep), "the limit of 32 levels"),
        (with("/properties", "x", json!({"type": "object", "properties": wide})), "the limit of 65536"),
        (doubling, "the limit of 65536"),
    ];
    for (schema, message) in cases {
        let found = refused(&schema.to_string());
        assert_eq!(found.len(), 1, "{found:#?}");
        assert!(found[0].message.contains(message), "{found:?}");
    }
    let small = SchemaLimits { bytes: 10, ..SchemaLimits::default() };
    let found = Schema::compile_within(&base().to_string(), &small).unwrap_err();
    assert!(found[0].message.contains("more than the limit of 10"), "{found:?}");
}

#[test]
fn the_digest_sees_content_and_not_layout() {
    let one = compile(&base());
    let spaced = Schema::compile(&serde_json::to_string_pretty(&base()).unwrap()).unwrap();
    let other = compile(&with("/properties", "x", json!({})));
    assert_eq!(one.digest(), spaced.digest());
    assert_ne!(one.digest(), other.digest());
    assert_eq!(one.digest().len(), "sha256:".len() + 64);
    assert_eq!(&**one.text(), base().to_string());
}

#[test]
fn the_shipped_schemas_compile_without_a_validator() {
    for (text, kind, subject) in [
        (include_str!("../../../policies/schema/applicant.schema.json"), "applicant", "/id"),
        (include_str!("../../../policies/schema/device.schema.json"), "device", "/user/applicant_id"),
    ] {
        let schema = Schema::compile(text).unwrap_or_else(|problems| panic!("{problems:#?}"));
        assert_eq!((&*schema.kind().name, &*schema.kind().subject), (kind, subject));
        assert!(!schema.needs_validator(), "{kind} is read by its plan alone");
    }
}
