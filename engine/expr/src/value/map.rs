//! Maps of all origins behind one face: made by the expression, objects of the record, undeclared JSON.

use std::hash::{BuildHasher, Hash, Hasher};

use hashbrown::{DefaultHashBuilder, HashTable};

use super::Number;
use crate::Value;
use crate::functions::Fault;

/// Maps up to this size are searched in order: faster than hashing.
const SMALL: usize = 8;

/// A map made by an expression, in the order of making. Keys are `bool`, `int`, `uint` or `string`; numbers of different
/// types are the same key when they are equal.
#[derive(Debug, Clone, Default)]
pub struct Map<'r> {
    entries: Vec<(Value<'r>, Value<'r>)>,
    index: HashTable<usize>,
    hasher: DefaultHashBuilder,
}

impl<'r> Map<'r> {
    /// An empty map.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// The entries in the order of making.
    #[must_use]
    pub fn entries(&self) -> &[(Value<'r>, Value<'r>)] {
        &self.entries
    }

    /// Adds an entry. A key of another type, or one that is there already, is a fault.
    pub fn insert(&mut self, key: Value<'r>, value: Value<'r>) -> Result<(), Fault> {
        if !matches!(key, Value::Bool(_) | Value::Int(_) | Value::Uint(_) | Value::Str(_) | Value::String(_)) {
            return Err(Fault::failed("a map key must be a bool, int, uint or string"));
        }
        if self.find(&key).is_some() {
            return Err(Fault::failed("duplicate map key"));
        }
        self.entries.push((key, value));
        if self.entries.len() > SMALL {
            let start = if self.index.is_empty() { 0 } else { self.entries.len() - 1 };
            for at in start..self.entries.len() {
                let Some((key, _)) = self.entries.get(at) else { continue };
                let (entries, hasher) = (&self.entries, &self.hasher);
                self.index.insert_unique(hash_key(hasher, key), at, |at| {
                    entries.get(*at).map_or(0, |(key, _)| hash_key(hasher, key))
                });
            }
        }
        Ok(())
    }

    /// The value of a key.
    #[must_use]
    pub fn get(&self, key: &Value<'_>) -> Option<&Value<'r>> {
        self.entries.get(self.find(key)?).map(|(_, value)| value)
    }

    fn find(&self, key: &Value<'_>) -> Option<usize> {
        if self.index.is_empty() {
            return self.entries.iter().position(|(own, _)| same_key(own, key));
        }
        self.index
            .find(hash_key(&self.hasher, key), |at| self.entries.get(*at).is_some_and(|(own, _)| same_key(own, key)))
            .copied()
    }
}

fn hash_key(builder: &DefaultHashBuilder, key: &Value<'_>) -> u64 {
    let mut hasher = builder.build_hasher();
    if let Some(text) = key.as_str() {
        text.hash(&mut hasher);
    } else if let Some(number) = Number::of(key) {
        number.hash_into(&mut hasher);
    } else if let Value::Bool(value) = key {
        value.hash(&mut hasher);
    }
    hasher.finish()
}

fn same_key(a: &Value<'_>, b: &Value<'_>) -> bool {
    if let (Some(a), Some(b)) = (a.as_str(), b.as_str()) {
        return a == b;
    }
    if let (Some(a), Some(b)) = (Number::of(a), Number::of(b)) {
        return a.order(b) == Some(std::cmp::Ordering::Equal);
    }
    matches!((a, b), (Value::Bool(a), Value::Bool(b)) if a == b)
}

impl<'r> Value<'r> {
    /// How many entries, if it is a map or an object.
    #[must_use]
    pub fn map_len(&self) -> Option<usize> {
        match self {
            Self::Map(map) => Some(map.entries.len()),
            Self::Json(serde_json::Value::Object(object)) => Some(object.len()),
            Self::Object { .. } => Some(self.map_entries().count()),
            _ => None,
        }
    }

    /// The value of a key; none if it is no map or has no such key.
    #[must_use]
    pub fn map_get(&self, key: &Value<'_>) -> Option<Value<'r>> {
        match self {
            Self::Map(map) => map.get(key).cloned(),
            _ => self.field_get(key.as_str()?),
        }
    }

    /// The value of a text key; none if it is no map or has no such key.
    pub(crate) fn field_get(&self, key: &str) -> Option<Value<'r>> {
        match self {
            Self::Map(map) => map.get(&Value::Str(key)).cloned(),
            Self::Json(serde_json::Value::Object(object)) => object.get(key).map(Value::from_json),
            Self::Object { record, shape, at } => {
                let field = shape.fields.iter().find(|field| &*field.name == key)?;
                Self::from_cell(record, at + field.offset, &field.ty)
            }
            _ => None,
        }
    }

    /// The entries of a map or object; nothing for other values.
    pub fn map_entries(&self) -> impl Iterator<Item = (Value<'r>, Value<'r>)> + '_ {
        let made = if let Self::Map(map) = self { map.entries.as_slice() } else { &[] };
        let json: Option<&'r serde_json::Map<String, serde_json::Value>> =
            if let Self::Json(json) = self { json.as_object() } else { None };
        let object = if let Self::Object { record, shape, at } = self { Some((*record, *shape, *at)) } else { None };
        let json = json
            .into_iter()
            .flat_map(|object| object.iter().map(|(key, value)| (Value::Str(key.as_str()), Value::from_json(value))));
        let object = object.into_iter().flat_map(|(record, shape, at)| {
            shape.fields.iter().filter_map(move |field| {
                Some((Value::Str(&field.name), Self::from_cell(record, at + field.offset, &field.ty)?))
            })
        });
        made.iter().cloned().chain(json).chain(object)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numeric_keys_are_the_same_across_types_in_small_and_large_maps() {
        for size in [3_i64, 100] {
            let mut map = Map::new();
            for key in 0..size {
                assert!(map.insert(Value::Int(key), Value::Int(key * 10)).is_ok());
            }
            assert!(map.insert(Value::Uint(2), Value::Null).is_err(), "2 and 2u are one key");
            assert!(map.insert(Value::Double(0.5), Value::Null).is_err(), "a double is no key");
            assert!(matches!(map.get(&Value::Double(2.0)), Some(Value::Int(20))));
            assert!(matches!(map.get(&Value::Uint(1)), Some(Value::Int(10))));
            assert!(map.get(&Value::Double(1.5)).is_none());
            assert!(map.get(&Value::Bool(true)).is_none());
        }
    }
}
