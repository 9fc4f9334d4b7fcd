//! JSON Schemas with which an editor completes and checks policy files while they are typed.
//!
//! They are generated from the types in this folder, which exist for nothing else: an editor can check the shape of a
//! document, but conditions, references between documents and records are [`crate::compile`]'s to check. A document
//! that compiles fits its schema; the tests hold the two together.

#![expect(dead_code, reason = "the fields are read by the derive alone")]

mod data;
mod detector;
mod operation;
mod policy;
mod shared;
mod tests_document;

use schemars::generate::SchemaSettings;
use schemars::transform::RecursiveTransform;
use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde_json::{Map, Value, json};

/// Where the schemas are published, for `$id`.
const BASE: &str = "https://hirewall.dev/schema/v1/";

/// The schemas, each as a file name and JSON text: one for every kind of document, and `hirewall.document.schema.json`
/// for files with documents of several kinds.
#[must_use]
pub fn editor_schemas() -> Vec<(String, String)> {
    let kinds = kinds();
    let mut files: Vec<(String, String)> = kinds
        .iter()
        .map(|(kind, generate)| {
            let mut generator = generator();
            let schema = generate(&mut generator);
            (file_name(kind), document(kind, schema, &mut generator))
        })
        .collect();
    let mut generator = generator();
    let alternatives: Vec<Schema> = kinds.iter().map(|(_, generate)| generate(&mut generator)).collect();
    let mut any = Schema::default();
    any.insert("title".into(), "Hirewall document".into());
    any.insert("description".into(), "A document of a policy directory; its first key says of which kind.".into());
    any.insert("oneOf".into(), json!(alternatives));
    files.push((file_name("hirewall"), document("hirewall", any, &mut generator)));
    files
}

type Generate = fn(&mut SchemaGenerator) -> Schema;

fn kinds() -> [(&'static str, Generate); 7] {
    [
        ("policy", subschema::<policy::Policy>),
        ("list", subschema::<data::List>),
        ("table", subschema::<data::Table>),
        ("detector", subschema::<detector::Detector>),
        ("exceptions", subschema::<operation::Exceptions>),
        ("settings", subschema::<operation::Settings>),
        ("tests", subschema::<tests_document::Tests>),
    ]
}

fn subschema<T: JsonSchema>(generator: &mut SchemaGenerator) -> Schema {
    generator.subschema_for::<T>()
}

fn generator() -> SchemaGenerator {
    SchemaSettings::draft2020_12().with_transform(RecursiveTransform(present)).into_generator()
}

/// A key that may be left out may not be null: an empty value is reported as missing. Descriptions are one line.
fn present(schema: &mut Schema) {
    let Some(fields) = schema.as_object_mut() else { return };
    if let Some(Value::String(description)) = fields.get_mut("description") {
        *description = description.replace('\n', " ");
    }
    if let Some(Value::Array(types)) = fields.get_mut("type") {
        types.retain(|name| name != "null");
        if let [only] = types.as_slice() {
            let only = only.clone();
            fields.insert("type".into(), only);
        }
    }
    if let Some(Value::Array(choices)) = fields.get_mut("anyOf") {
        choices.retain(|choice| *choice != json!({"type": "null"}));
        if let [only] = choices.as_slice() {
            let only = only.clone();
            fields.shift_remove("anyOf");
            if let Value::Object(only) = only {
                fields.extend(only);
            }
        }
    }
    if let Some(Value::Array(values)) = fields.get_mut("enum") {
        values.retain(|value| !value.is_null());
    }
}

fn file_name(kind: &str) -> String {
    format!("{kind}.document.schema.json")
}

/// The schema with its address and the definitions that it needs, as text.
fn document(kind: &str, schema: Schema, generator: &mut SchemaGenerator) -> String {
    let mut fields = Map::new();
    fields.insert("$schema".into(), "https://json-schema.org/draft/2020-12/schema".into());
    fields.insert("$id".into(), format!("{BASE}{}", file_name(kind)).into());
    if let Value::Object(own) = schema.to_value() {
        fields.extend(own);
    }
    fields.insert("$defs".into(), Value::Object(generator.take_definitions(true)));
    let mut text = serde_json::to_string_pretty(&fields).unwrap_or_default();
    text.push('\n');
    text
}

#[cfg(test)]
mod tests;
