//! Takes the declared inputs out of a record, and nothing else. Where they stand is found once, when a detector is bound, so
//! that the cost of a call does not grow with the record.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use hirewall_model::manifest::Input;
use hirewall_model::{Cell, FieldType, Record, Schema, Time};
use serde_json::Value;

use crate::LoadError;
use crate::world::types::ValueParam;

/// Where the inputs of one record kind stand.
#[derive(Debug)]
pub(crate) struct Projection {
    places: Vec<Place>,
}

#[derive(Debug)]
pub(crate) struct Place {
    pub(crate) path: String,
    pub(crate) only: Option<BTreeSet<String>>,
    /// Cell and type; none where the schema has no such field and the detector can do without.
    pub(crate) field: Option<(u32, FieldType)>,
}

/// The inputs of one record.
#[derive(Debug, Default)]
pub(crate) struct Handed<'r> {
    /// Texts that stand nowhere in the record as such.
    own: String,
    items: Vec<Item<'r>>,
}

#[derive(Debug)]
enum Item<'r> {
    Is(ValueParam<'r>),
    Text(Range<usize>),
    Json(Range<usize>),
}

impl Projection {
    /// Looks the inputs up in the record schema.
    pub(crate) fn new(inputs: &[Input], schema: &Schema) -> Result<Self, LoadError> {
        let places = inputs.iter().map(|input| {
            let field = find(&input.path, schema);
            if field.is_none() && !input.optional {
                return Err(LoadError::NoSuchField { path: input.path.clone(), kind: schema.kind().name.clone() });
            }
            if let (Some((_, ty)), Some(only), false) = (&field, &input.only, input.optional)
                && let Some(member) = only.iter().find(|member| !has_member(ty, member))
            {
                let path = format!("{}/{member}", input.path);
                return Err(LoadError::NoSuchField { path, kind: schema.kind().name.clone() });
            }
            Ok(Place { path: input.path.clone(), only: input.only.clone(), field })
        });
        Ok(Self { places: places.collect::<Result<_, _>>()? })
    }

    /// Inputs without a record schema: for examples of kinds that the operator does not have.
    pub(crate) fn without_schema(inputs: &[Input]) -> Self {
        let place = |input: &Input| Place { path: input.path.clone(), only: input.only.clone(), field: None };
        Self { places: inputs.iter().map(place).collect() }
    }

    pub(crate) fn places(&self) -> &[Place] {
        &self.places
    }

    /// The inputs of a record.
    pub(crate) fn of<'r>(&self, record: &'r Record<'_>) -> Handed<'r> {
        let mut handed = Handed { own: String::new(), items: Vec::with_capacity(self.places.len()) };
        for place in &self.places {
            let item = match &place.field {
                Some((at, ty)) => handed.item(record, *at, ty, place.only.as_ref()),
                None => Item::Is(ValueParam::None),
            };
            handed.items.push(item);
        }
        handed
    }

    /// The inputs of an example: values by path.
    pub(crate) fn of_values<'r>(&self, values: &'r BTreeMap<String, Value>) -> Handed<'r> {
        let mut handed = Handed::default();
        for place in &self.places {
            let number = matches!(place.field, Some((_, FieldType::Double)));
            let item = match values.get(&place.path) {
                Some(Value::Number(value)) if number => {
                    Item::Is(value.as_f64().map_or(ValueParam::None, ValueParam::Number))
                }
                Some(value) => handed.value(value, place.only.as_ref()),
                None => Item::Is(ValueParam::None),
            };
            handed.items.push(item);
        }
        handed
    }
}

impl<'r> Handed<'r> {
    fn item(&mut self, record: &'r Record<'_>, at: u32, ty: &FieldType, only: Option<&BTreeSet<String>>) -> Item<'r> {
        let cell = record.cell(at);
        Item::Is(match cell {
            Cell::Absent | Cell::Null => ValueParam::None,
            Cell::Bool(value) => ValueParam::Boolean(value),
            Cell::Int(value) => ValueParam::Integer(value),
            Cell::Double(value) => ValueParam::Number(value),
            Cell::String { .. } => ValueParam::Text(record.string(cell)),
            Cell::Time { seconds, nanos } => {
                let from = self.own.len();
                self.own.push_str(&Time { seconds, nanos }.to_string());
                return Item::Text(from..self.own.len());
            }
            Cell::Dyn(_) => return self.value(record.json(cell), only),
            Cell::Object | Cell::List { .. } => {
                let from = self.own.len();
                record.write_json(at, ty, only, &mut self.own);
                return Item::Json(from..self.own.len());
            }
        })
    }

    fn value(&mut self, value: &'r Value, only: Option<&BTreeSet<String>>) -> Item<'r> {
        Item::Is(match value {
            Value::Null => ValueParam::None,
            Value::Bool(value) => ValueParam::Boolean(*value),
            Value::String(value) => ValueParam::Text(value),
            Value::Number(number) => match (number.as_i64(), number.as_f64()) {
                (Some(value), _) => ValueParam::Integer(value),
                (None, Some(value)) => ValueParam::Number(value),
                (None, None) => ValueParam::None,
            },
            Value::Array(_) | Value::Object(_) => {
                let from = self.own.len();
                match only {
                    Some(only) => self.own.push_str(&cut(value, only).to_string()),
                    None => self.own.push_str(&value.to_string()),
                }
                return Item::Json(from..self.own.len());
            }
        })
    }

    /// As the contract has them.
    pub(crate) fn params(&self) -> Vec<ValueParam<'_>> {
        let text = |range: &Range<usize>| self.own.get(range.clone()).unwrap_or_default();
        let param = |item: &Item<'r>| match item {
            Item::Is(value) => value.clone(),
            Item::Text(range) => ValueParam::Text(text(range)),
            Item::Json(range) => ValueParam::Json(text(range)),
        };
        self.items.iter().map(param).collect()
    }
}

/// A value with only these members of it, or of the objects in it when it is a list.
fn cut(value: &Value, only: &BTreeSet<String>) -> Value {
    match value {
        Value::Object(members) => {
            let kept = members.iter().filter(|(name, _)| only.contains(*name));
            Value::Object(kept.map(|(name, member)| (name.clone(), member.clone())).collect())
        }
        Value::Array(items) => items.iter().map(|item| cut(item, only)).collect(),
        other => other.clone(),
    }
}

fn find(path: &str, schema: &Schema) -> Option<(u32, FieldType)> {
    let (mut shape, mut at) = (schema.root(), 0);
    let mut names = path.strip_prefix('/')?.split('/').peekable();
    while let Some(name) = names.next() {
        let field = shape.field(&unescape(name))?;
        at += field.offset;
        if names.peek().is_none() {
            return Some((at, field.ty.clone()));
        }
        let FieldType::Object(inner) = &field.ty else { return None };
        shape = inner;
    }
    None
}

fn has_member(ty: &FieldType, member: &str) -> bool {
    match ty {
        FieldType::Object(shape) => shape.field(member).is_some(),
        FieldType::List(item) => has_member(&item.ty, member),
        FieldType::Dyn => true,
        _ => false,
    }
}

/// A step of a JSON pointer as the name that it means.
pub(crate) fn unescape(token: &str) -> std::borrow::Cow<'_, str> {
    if token.contains('~') { token.replace("~1", "/").replace("~0", "~").into() } else { token.into() }
}
