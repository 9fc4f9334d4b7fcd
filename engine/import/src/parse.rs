//! JSON text to a value in which no field stands twice: of two the parser would keep the last and lose the first unseen.

use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Value};

/// What the error of a field that stands twice says, without its name.
const TWICE: &str = "a field stands twice in one object";

/// Why a text is no value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Fault {
    /// What is wrong.
    pub(crate) message: &'static str,
    /// The line, from 1.
    pub(crate) line: u64,
    /// The column, from 1.
    pub(crate) column: usize,
}

/// Reads one value.
pub(crate) fn parse(text: &[u8]) -> Result<Value, Fault> {
    let mut reader = serde_json::Deserializer::from_slice(text);
    let value = Once.deserialize(&mut reader).and_then(|value| reader.end().map(|()| value));
    value.map_err(|error| {
        let message = match error.classify() {
            serde_json::error::Category::Eof => "the JSON ends too early",
            serde_json::error::Category::Data => TWICE,
            _ => "not valid JSON",
        };
        Fault { message, line: u64::try_from(error.line()).unwrap_or(0).max(1), column: error.column() }
    })
}

/// Builds a value in which no field stands twice.
struct Once;

impl<'de> DeserializeSeed<'de> for Once {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Once {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JSON")
    }

    fn visit_unit<E: Error>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_bool<E: Error>(self, truth: bool) -> Result<Value, E> {
        Ok(Value::Bool(truth))
    }

    fn visit_i64<E: Error>(self, number: i64) -> Result<Value, E> {
        Ok(Value::from(number))
    }

    fn visit_u64<E: Error>(self, number: u64) -> Result<Value, E> {
        Ok(Value::from(number))
    }

    fn visit_f64<E: Error>(self, number: f64) -> Result<Value, E> {
        Ok(Value::from(number))
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Value, E> {
        Ok(Value::from(text))
    }

    fn visit_string<E: Error>(self, text: String) -> Result<Value, E> {
        Ok(Value::String(text))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Value, A::Error> {
        let mut array = Vec::new();
        while let Some(item) = items.next_element_seed(Self)? {
            array.push(item);
        }
        Ok(Value::Array(array))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut fields: A) -> Result<Value, A::Error> {
        let mut object = Map::new();
        while let Some(name) = fields.next_key::<String>()? {
            if object.insert(name, fields.next_value_seed(Self)?).is_some() {
                return Err(A::Error::custom(TWICE));
            }
        }
        Ok(Value::Object(object))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_values_as_the_parser_and_no_field_twice() {
        let text = br#" {"a": [1, -2, 3.5, 18446744073709551615, null, true, "\u00e9"], "b": {"a": {}}} "#;
        assert_eq!(parse(text).ok(), serde_json::from_slice(text).ok());
        let fault = |text: &str| parse(text.as_bytes()).err().map(|fault| (fault.message, fault.line));
        assert_eq!(fault("{\"a\": 1,\n\"a\": 2}"), Some((TWICE, 2)));
        assert_eq!(fault("[{\"a\": 1, \"a\": null}]"), Some((TWICE, 1)));
        assert_eq!(fault("{\"a\": 1"), Some(("the JSON ends too early", 1)));
        assert_eq!(fault("{} {}"), Some(("not valid JSON", 1)));
    }
}
