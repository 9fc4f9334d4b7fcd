//! The signals of a detector as types: the plugin's schema, with personal classes where it names none.

use std::sync::Arc;

use hirewall_model::manifest::Input;
use hirewall_model::{Field, FieldType, Manifest, PiiClass, Schema, SchemaProblem};
use serde_json::{Map, Value};

/// The gravest class of what a detector reads of the given kinds, each with its schema.
pub(crate) fn class_read<'s>(
    manifest: &Manifest,
    schemas: impl Iterator<Item = (&'s str, &'s Arc<Schema>)>,
) -> PiiClass {
    let mut gravest = PiiClass::None;
    for (kind, schema) in schemas {
        for input in manifest.inputs(kind).unwrap_or_default() {
            gravest = fields_read(schema, input).filter_map(|field| field.attributes.pii).fold(gravest, PiiClass::max);
        }
    }
    gravest
}

/// Every declared field that an input names, lies in or holds.
pub(crate) fn fields_read<'s>(schema: &'s Schema, input: &Input) -> impl Iterator<Item = &'s Field> {
    let mut found = schema.fields_on(&input.path).unwrap_or_default();
    let mut open: Vec<(&Field, bool)> = found.last().map(|field| (*field, true)).into_iter().collect();
    while let Some((field, first)) = open.pop() {
        match &field.ty {
            FieldType::List(item) => {
                found.push(item);
                open.push((item, first));
            }
            FieldType::Object(shape) => {
                let only = input.only.as_ref().filter(|_| first);
                let members = shape.fields.iter().filter(|field| only.is_none_or(|only| only.contains(&*field.name)));
                for member in members {
                    found.push(member);
                    open.push((member, false));
                }
            }
            _ => {}
        }
    }
    found.into_iter()
}

/// Compiles the signals schema of the detector of that id, whose signals without a class of their own have the given one.
///
/// # Errors
/// The first problem of the schema.
pub(crate) fn compile(id: &str, schema: &Value, class: PiiClass) -> Result<Schema, SchemaProblem> {
    let mut schema = schema.clone();
    if let (true, Some(properties)) = (class > PiiClass::None, schema.get_mut("properties")) {
        for property in properties.as_object_mut().into_iter().flat_map(Map::values_mut) {
            mark(property, class);
        }
    }
    Schema::compile_object(&format!("signals.{id}"), &schema.to_string()).map_err(|problems| {
        let unknown = || SchemaProblem {
            pointer: String::new(),
            message: "it cannot be compiled".to_owned(),
            help: String::new(),
            span: None,
        };
        problems.into_iter().next().unwrap_or_else(unknown)
    })
}

/// Gives a class to the values of a schema that have none of their own, but for booleans and the few declared ones. As deep
/// as the schema, whose depth the reader of manifests bounds.
fn mark(schema: &mut Value, class: PiiClass) {
    if let Value::Bool(true) = schema {
        *schema = Value::Object(Map::new());
    }
    let Value::Object(map) = schema else { return };
    let few = map.contains_key("enum") || map.contains_key("const") || map.get("type") == Some(&Value::from("boolean"));
    if few || map.contains_key("x-pii") {
        return;
    }
    if let Some(properties) = map.get_mut("properties").and_then(Value::as_object_mut) {
        properties.values_mut().for_each(|property| mark(property, class));
    } else if let Some(items) = map.get_mut("items").filter(|items| items.is_object()) {
        mark(items, class);
    } else {
        map.insert("x-pii".to_owned(), class.as_str().into());
    }
}
