//! Schemas of values to types, slots and reading plans.
//!
//! What is plainly typed gets slots and is checked while it is read. Whatever else JSON Schema can say is left to the
//! `jsonschema` validator, which then looks at each record as well; that is noted in [`Fields::validate`].

use std::borrow::Cow;
use std::sync::Arc;

use serde_json::{Map, Value};

use super::limits::SchemaLimits;
use super::plan::{Allowed, Bound, Bounds, ListPlan, ObjectPlan, PlanKind, TextRules, TypeSet, ValuePlan};
use super::problem::SchemaProblem;
use super::references::{Target, follow};
use super::{Attributes, Field, FieldType, PiiClass, Shape, attributes, null};
use crate::json::child;

/// Keywords that say nothing about which values are valid.
const ANNOTATIONS: &[&str] = &[
    "$schema",
    "$id",
    "$anchor",
    "$comment",
    "$defs",
    "definitions",
    "title",
    "description",
    "default",
    "deprecated",
    "readOnly",
    "writeOnly",
    "examples",
    "format",
    "contentEncoding",
    "contentMediaType",
    "contentSchema",
    "type",
];

/// Keywords that only the validator understands, for a value of any type.
const COMBINED: &[&str] = &["allOf", "anyOf", "oneOf", "not", "if", "$dynamicRef"];

/// Compiles the schemas of values.
pub(super) struct Fields<'s> {
    root: &'s Value,
    limits: &'s SchemaLimits,
    /// Pointers of the references that are being followed.
    active: Vec<String>,
    cells: u32,
    full: bool,
    /// Whether records need the validator too.
    pub(super) validate: bool,
    pub(super) problems: Vec<SchemaProblem>,
}

/// A compiled schema of a value.
pub(super) struct Compiled {
    pub(super) ty: FieldType,
    pub(super) plan: ValuePlan,
    attributes: Attributes,
}

impl<'s> Fields<'s> {
    pub(super) fn new(root: &'s Value, limits: &'s SchemaLimits) -> Self {
        Self { root, limits, active: Vec::new(), cells: 0, full: false, validate: false, problems: Vec::new() }
    }

    /// Compiles the schema at `pointer`, which is `depth` objects and arrays deep in the record.
    pub(super) fn value(&mut self, schema: &Value, pointer: &str, depth: usize) -> Compiled {
        let nullable = null::allowed(self.root, schema);
        let Value::Object(schema) = schema else {
            self.validate |= !nullable;
            let mut compiled = dynamic(TypeSet::ANY, Attributes::default());
            compiled.plan.nullable = nullable;
            return compiled;
        };
        let mark = self.active.len();
        let mut compiled = match self.resolve(schema, pointer) {
            Some((schema, pointer)) => self.resolved(&schema, &pointer, depth),
            None => {
                let mut attributes = attributes::read(schema, pointer, &mut self.problems);
                self.personal_below(schema, &mut attributes);
                dynamic(TypeSet::ANY, attributes)
            }
        };
        self.active.truncate(mark);
        compiled.plan.nullable = nullable;
        compiled
    }

    /// Follows `$ref`; the keywords beside it are added to those of its target. Nothing when it cannot be typed.
    fn resolve<'v>(
        &mut self,
        schema: &'v Map<String, Value>,
        pointer: &str,
    ) -> Option<(Cow<'v, Map<String, Value>>, String)> {
        let (mut schema, mut pointer) = (Cow::Borrowed(schema), pointer.to_owned());
        loop {
            let Some(reference) = schema.get("$ref").and_then(Value::as_str).map(str::to_owned) else {
                return Some((schema, pointer));
            };
            let at = child(&pointer, "$ref");
            let (target, place) = match follow(self.root, &reference) {
                Target::Local(target, place) => (target, place),
                Target::Remote => {
                    self.problems.push(SchemaProblem::new(
                        at,
                        format!("`{reference}` is another document; nothing is fetched"),
                        "Copy its definition under `$defs` and refer to it as `#/$defs/…`.",
                    ));
                    return None;
                }
                Target::Nowhere => {
                    self.problems.push(SchemaProblem::new(
                        at,
                        format!("`{reference}` leads nowhere"),
                        "Refer to a definition of this schema, such as `#/$defs/address`.",
                    ));
                    return None;
                }
            };
            if place.is_empty() || self.active.contains(&place) {
                self.validate = true;
                return None;
            }
            self.active.push(place.clone());
            let Value::Object(target) = target else {
                self.validate = true;
                return None;
            };
            let mut merged = target.clone();
            for (key, value) in schema.iter().filter(|(key, _)| *key != "$ref") {
                let annotation = ANNOTATIONS.contains(&key.as_str()) && key != "type" || key.starts_with("x-");
                self.validate |= !annotation;
                // Of two assertions the target's is compiled, both are validated.
                if annotation || !merged.contains_key(key) {
                    merged.insert(key.clone(), value.clone());
                }
            }
            schema = Cow::Owned(merged);
            pointer = place;
        }
    }

    fn resolved(&mut self, schema: &Map<String, Value>, pointer: &str, depth: usize) -> Compiled {
        if !pointer.is_empty() && schema.contains_key("$id") {
            self.problems.push(SchemaProblem::new(
                child(pointer, "$id"),
                "a schema inside the schema cannot have an `$id` of its own",
                "Leave it out; refer to definitions as `#/$defs/…`.",
            ));
        }
        self.cells = self.cells.saturating_add(1);
        let too_deep = depth > self.limits.nesting;
        if too_deep || self.cells > self.limits.cells {
            if !self.full {
                self.full = true;
                let (message, help) = if too_deep {
                    (
                        format!(
                            "objects and arrays are nested deeper than the limit of {} levels",
                            self.limits.nesting
                        ),
                        "Declare the inner part as `\"type\": \"object\"` without properties: it is then read as JSON.",
                    )
                } else {
                    (
                        format!("more fields than the limit of {}, references followed", self.limits.cells),
                        "Leave out what no policy reads, or declare large parts as `\"type\": \"object\"`.",
                    )
                };
                self.problems.push(SchemaProblem::new(pointer, message, help));
            }
            return dynamic(TypeSet::ANY, Attributes::default());
        }
        if COMBINED.iter().any(|key| schema.contains_key(*key)) {
            self.validate = true;
        }
        let mut attributes = attributes::read(schema, pointer, &mut self.problems);
        let allowed = allowed(schema);
        let mut types = types(schema);
        if let Some(values) = &allowed {
            let held = values.iter().fold(TypeSet::EMPTY, |set, value| set.with(TypeSet::of(value)));
            let widened = if types.holds(TypeSet::NUMBER) && held.and(TypeSet::FRACTION) != TypeSet::EMPTY {
                held.with(TypeSet::NUMBER)
            } else {
                held
            };
            types = types.and(widened);
        }
        let nullable = types.holds(TypeSet::NULL);
        let (ty, kind) = match types.without(TypeSet::NULL) {
            TypeSet::BOOL => (FieldType::Bool, PlanKind::Bool),
            TypeSet::INTEGER => (FieldType::Int, PlanKind::Int(self.bounds(schema))),
            TypeSet::NUMBER => (FieldType::Double, PlanKind::Double(self.bounds(schema))),
            TypeSet::STRING => self.text(schema),
            TypeSet::ARRAY => self.list(schema, pointer, depth),
            TypeSet::OBJECT => self.object(schema, pointer, depth, &mut attributes),
            _ => {
                let asserts = |key: &String| {
                    !ANNOTATIONS.contains(&key.as_str()) && !key.starts_with("x-") && key != "enum" && key != "const"
                };
                self.validate |= schema.keys().any(asserts);
                self.personal_below(schema, &mut attributes);
                (FieldType::Dyn, PlanKind::Dyn(types))
            }
        };
        if allowed.is_some() && matches!(ty, FieldType::List(_) | FieldType::Object(_) | FieldType::Time) {
            self.validate = true;
        }
        let mut plan = ValuePlan { nullable, allowed: allowed.as_deref().map(Allowed::new), kind };
        if nullable && let Some(values) = &allowed {
            let others: Vec<Value> = values.iter().filter(|value| !value.is_null()).cloned().collect();
            plan.allowed = Some(Allowed::new(&others));
        }
        attributes.allowed = allowed;
        Compiled { ty, plan, attributes }
    }

    fn bounds(&mut self, schema: &Map<String, Value>) -> Bounds {
        self.validate |= schema.contains_key("multipleOf");
        let rules = ["minimum", "exclusiveMinimum", "maximum", "exclusiveMaximum"].into_iter().filter_map(|keyword| {
            let limit = schema.get(keyword)?.as_number()?.clone();
            Some(Bound { keyword, limit })
        });
        Bounds { rules: rules.collect() }
    }

    fn text(&mut self, schema: &Map<String, Value>) -> (FieldType, PlanKind) {
        let (min, max) = (count(schema, "minLength"), count(schema, "maxLength"));
        let pattern = schema.get("pattern").and_then(Value::as_str);
        if schema.get("format").and_then(Value::as_str) == Some("date-time") {
            self.validate |= min.is_some() || max.is_some() || pattern.is_some();
            return (FieldType::Time, PlanKind::Time);
        }
        // A pattern that needs a backtracking engine is left to the validator, which has one with a limit.
        let compiled = pattern.and_then(|pattern| {
            let translated = jsonschema_regex::to_rust_regex(pattern).ok()?;
            regex::Regex::new(&translated).ok()
        });
        self.validate |= pattern.is_some() && compiled.is_none();
        (FieldType::String, PlanKind::String(TextRules { min, max, pattern: compiled }))
    }

    fn list(&mut self, schema: &Map<String, Value>, pointer: &str, depth: usize) -> (FieldType, PlanKind) {
        self.validate |= ["prefixItems", "contains", "unevaluatedItems"].iter().any(|key| schema.contains_key(*key));
        // With `prefixItems`, `items` tells of the rest only: no one type holds for all elements.
        let items = match schema.get("items") {
            Some(items) if !schema.contains_key("prefixItems") => items,
            _ => &Value::Bool(true),
        };
        let item = self.value(items, &child(pointer, "items"), depth + 1);
        let unique = schema.get("uniqueItems") == Some(&Value::Bool(true));
        let scalar = !matches!(item.ty, FieldType::Dyn | FieldType::List(_) | FieldType::Object(_));
        self.validate |= unique && !scalar;
        let plan = ListPlan {
            width: item.ty.width(),
            min: count(schema, "minItems").unwrap_or(0),
            max: count(schema, "maxItems").unwrap_or(u64::MAX),
            unique: unique && scalar,
            item: item.plan,
        };
        let field = Field {
            name: "".into(),
            offset: 0,
            ty: item.ty,
            required: true,
            nullable: plan.item.nullable,
            attributes: item.attributes,
        };
        (FieldType::List(Arc::new(field)), PlanKind::List(Box::new(plan)))
    }

    fn object(
        &mut self,
        schema: &Map<String, Value>,
        pointer: &str,
        depth: usize,
        attributes: &mut Attributes,
    ) -> (FieldType, PlanKind) {
        let checked = [
            "patternProperties",
            "propertyNames",
            "minProperties",
            "maxProperties",
            "dependentRequired",
            "dependentSchemas",
            "unevaluatedProperties",
        ];
        self.validate |= checked.iter().any(|key| schema.contains_key(*key));
        let further = schema.get("additionalProperties").unwrap_or(&Value::Bool(true));
        self.validate |= further.is_object();
        let required: Vec<&str> =
            schema.get("required").and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str).collect();
        let empty = Map::new();
        let properties = schema.get("properties").and_then(Value::as_object).unwrap_or(&empty);
        if properties.is_empty() && further != &Value::Bool(false) {
            self.validate |= !required.is_empty();
            self.personal_below(schema, attributes);
            return (FieldType::Dyn, PlanKind::Dyn(TypeSet::OBJECT));
        }
        for name in &required {
            // Conditions cannot read it, but records must still have it.
            self.validate |= !properties.contains_key(*name);
        }
        let at = child(pointer, "properties");
        let (mut fields, mut plans, mut width) = (Vec::new(), Vec::new(), 1_u32);
        for (name, property) in properties {
            let compiled = self.value(property, &child(&at, name), depth + 1);
            let field = Field {
                name: name.as_str().into(),
                offset: width,
                required: required.contains(&name.as_str()),
                nullable: compiled.plan.nullable,
                ty: compiled.ty,
                attributes: compiled.attributes,
            };
            width = width.saturating_add(field.ty.width());
            fields.push(field);
            plans.push(compiled.plan);
        }
        let open = further != &Value::Bool(false) || schema.contains_key("patternProperties");
        let mut names: Vec<(Arc<str>, u32)> =
            (0_u32..).zip(&fields).map(|(index, field)| (Arc::clone(&field.name), index)).collect();
        names.sort_unstable();
        let required = (0_u32..).zip(&fields).filter(|(_, field)| field.required).map(|(index, _)| index).collect();
        let shape = Arc::new(Shape { fields, width, open });
        let escaped = |name: &str| name.bytes().any(|byte| byte < 0x20 || matches!(byte, b'"' | b'\\'));
        let plain = !names.iter().any(|(name, _)| escaped(name));
        let plan = ObjectPlan { shape: Arc::clone(&shape), fields: plans, names, required, plain };
        (FieldType::Object(shape), PlanKind::Object(Arc::new(plan)))
    }

    /// A dynamic part has no fields to mark: it takes the gravest class of anything declared in it.
    fn personal_below(&self, schema: &Map<String, Value>, attributes: &mut Attributes) {
        let mut seen = Vec::new();
        let mut todo = vec![schema];
        while let Some(schema) = todo.pop() {
            let class = schema.get("x-pii").and_then(Value::as_str).and_then(PiiClass::named);
            attributes.pii = attributes.pii.max(class);
            if let Some(reference) = schema.get("$ref").and_then(Value::as_str)
                && let Target::Local(Value::Object(target), place) = follow(self.root, reference)
                && !seen.contains(&place)
            {
                seen.push(place);
                todo.push(target);
            }
            for inner in schema.values() {
                match inner {
                    Value::Object(inner) => todo.push(inner),
                    Value::Array(list) => todo.extend(list.iter().filter_map(Value::as_object)),
                    _ => {}
                }
            }
        }
    }
}

fn dynamic(types: TypeSet, attributes: Attributes) -> Compiled {
    let plan = ValuePlan { nullable: types.holds(TypeSet::NULL), allowed: None, kind: PlanKind::Dyn(types) };
    Compiled { ty: FieldType::Dyn, plan, attributes }
}

fn count(schema: &Map<String, Value>, key: &str) -> Option<u64> {
    let value = schema.get(key)?;
    // `2.0` is an integer to JSON Schema; the meta-schema has refused fractions and negative numbers.
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "saturates, which is the meaning")]
    value.as_u64().or_else(|| value.as_f64().map(|number| number as u64))
}

/// `enum` and `const` as the list of values that both allow.
fn allowed(schema: &Map<String, Value>) -> Option<Vec<Value>> {
    let listed = schema.get("enum").and_then(Value::as_array);
    match (listed, schema.get("const")) {
        (Some(values), Some(one)) => Some(values.iter().filter(|value| *value == one).cloned().collect()),
        (Some(values), None) => Some(values.clone()),
        (None, Some(one)) => Some(vec![one.clone()]),
        (None, None) => None,
    }
}

fn types(schema: &Map<String, Value>) -> TypeSet {
    match schema.get("type") {
        Some(Value::String(name)) => TypeSet::named(name).unwrap_or(TypeSet::ANY),
        Some(Value::Array(names)) => {
            names.iter().filter_map(Value::as_str).filter_map(TypeSet::named).fold(TypeSet::EMPTY, TypeSet::with)
        }
        _ => TypeSet::ANY,
    }
}
