//! Reads a JSON value within limits and refuses objects that name a key twice.
//!
//! `serde_json` keeps the last of equal keys silently; two readers that keep different ones see different records.

use std::cell::{Cell, RefCell};
use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Value};

use super::path::Path;

/// Why reading stopped although the text is JSON.
#[derive(Debug)]
pub(crate) enum Stop {
    /// The key with this pointer is named twice.
    Duplicate(String),
    /// The value with this pointer is nested too deeply.
    Deep(String),
    /// There are too many values.
    Many,
}

/// What the readers of one text share.
#[derive(Debug)]
pub(crate) struct Budget {
    /// Values that may still be read.
    pub(crate) left: Cell<usize>,
    /// Levels of objects and arrays.
    pub(crate) max_depth: u32,
    /// Set when reading stopped.
    pub(crate) stop: RefCell<Option<Stop>>,
}

impl Budget {
    pub(crate) fn new(values: usize, max_depth: u32) -> Self {
        Self { left: Cell::new(values), max_depth, stop: RefCell::new(None) }
    }

    /// Stops reading.
    pub(crate) fn refuse<E: Error>(&self, stop: Stop) -> E {
        *self.stop.borrow_mut() = Some(stop);
        E::custom("reading stopped")
    }

    /// Takes `values` from what may still be read.
    pub(crate) fn take<E: Error>(&self, values: usize) -> Result<(), E> {
        match self.left.get().checked_sub(values) {
            Some(left) => {
                self.left.set(left);
                Ok(())
            }
            None => Err(self.refuse(Stop::Many)),
        }
    }

    /// Goes into an object or array.
    pub(crate) fn enter<E: Error>(&self, path: &Path<'_>) -> Result<(), E> {
        if path.depth >= self.max_depth {
            return Err(self.refuse(Stop::Deep(path.pointer())));
        }
        Ok(())
    }
}

/// Reads one value.
pub(crate) struct Strict<'p> {
    /// Where it stands.
    pub(crate) path: &'p Path<'p>,
    /// What may still be read.
    pub(crate) budget: &'p Budget,
}

impl<'de> DeserializeSeed<'de> for Strict<'_> {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Strict<'_> {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON value")
    }

    fn visit_bool<E>(self, value: bool) -> Result<Value, E> {
        Ok(Value::Bool(value))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_u64<E>(self, value: u64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_f64<E>(self, value: f64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_str<E>(self, value: &str) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_string<E>(self, value: String) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut elements: A) -> Result<Value, A::Error> {
        self.budget.enter(self.path)?;
        let mut list = Vec::new();
        loop {
            let path = self.path.index(u32::try_from(list.len()).unwrap_or(u32::MAX));
            let seed = Strict { path: &path, budget: self.budget };
            let Some(element) = elements.next_element_seed(seed)? else { break };
            self.budget.take(1)?;
            list.push(element);
        }
        Ok(Value::Array(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<Value, A::Error> {
        self.budget.enter(self.path)?;
        let mut map = Map::new();
        while let Some(key) = members.next_key::<String>()? {
            self.budget.take(1)?;
            let path = self.path.key(&key);
            if map.contains_key(&key) {
                return Err(self.budget.refuse(Stop::Duplicate(path.pointer())));
            }
            let value = members.next_value_seed(Strict { path: &path, budget: self.budget })?;
            map.insert(key, value);
        }
        Ok(Value::Object(map))
    }
}
