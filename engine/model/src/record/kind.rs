//! The kind that a record says of itself, found without reading the rest.

use std::fmt;

use serde::de::{Deserializer, Error, IgnoredAny, MapAccess, Visitor};
use serde_json::Value;

use super::options::DecodeOptions;
use super::problem::{ProblemKind, RecordProblem};
use super::reading::syntax;
use crate::json::locate::{Occurrence, locate, position};

/// The text of the top-level field `kind`, when there is one. What follows it is not looked at, so that a record may
/// have a kind and still turn out malformed.
///
/// # Errors
///
/// The text is no JSON object as far as it was read, or `kind` is no string.
pub fn peek_kind(input: &[u8]) -> Result<Option<String>, RecordProblem> {
    let text = super::decode::text(input, DecodeOptions::MOST_BYTES)?;
    let mut found = None;
    let mut deserializer = serde_json::Deserializer::from_str(text);
    let read = deserializer.deserialize_any(Peek { found: &mut found });
    let type_problem = |pointer: &str, message: &str, help: &str| {
        let (line, column) = position(text, locate(text, pointer, Occurrence::First).start);
        let (message, help) = (message.to_owned(), help.to_owned());
        RecordProblem { kind: ProblemKind::Type, pointer: pointer.to_owned(), line, column, message, help }
    };
    match (found, read) {
        (Some(Value::String(kind)), _) => Ok(Some(kind)),
        (Some(Value::Null), _) | (None, Ok(true)) => Ok(None),
        (Some(_), _) => {
            Err(type_problem("/kind", "the record's kind must be a string", "Name a record kind, such as `applicant`."))
        }
        (None, Ok(false)) => {
            Err(type_problem("", "a record must be an object", "Give one JSON object for each record."))
        }
        (None, Err(error)) => Err(syntax(text, &error)),
    }
}

/// The kind of a record that begins with it, as most do, without a look at the rest, which may be no JSON: what is wrong there is told by whoever
/// reads it. Nothing when [`peek_kind`] has to find it.
#[must_use]
pub fn leading_kind(input: &[u8]) -> Option<&str> {
    let rest = input.strip_prefix(br#"{"kind":""#)?;
    let end = rest.iter().position(|byte| !matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'_'))?;
    let kind = rest.get(..end).filter(|_| rest.get(end) == Some(&b'"'))?;
    std::str::from_utf8(kind).ok()
}

/// Reads up to the field `kind`; gives whether the value is an object.
struct Peek<'f> {
    found: &'f mut Option<Value>,
}

impl<'de> Visitor<'de> for Peek<'_> {
    type Value = bool;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_bool<E>(self, _: bool) -> Result<bool, E> {
        Ok(false)
    }

    fn visit_i64<E>(self, _: i64) -> Result<bool, E> {
        Ok(false)
    }

    fn visit_u64<E>(self, _: u64) -> Result<bool, E> {
        Ok(false)
    }

    fn visit_f64<E>(self, _: f64) -> Result<bool, E> {
        Ok(false)
    }

    fn visit_str<E>(self, _: &str) -> Result<bool, E> {
        Ok(false)
    }

    fn visit_unit<E>(self) -> Result<bool, E> {
        Ok(false)
    }

    fn visit_seq<A: serde::de::SeqAccess<'de>>(self, mut elements: A) -> Result<bool, A::Error> {
        while elements.next_element::<IgnoredAny>()?.is_some() {}
        Ok(false)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<bool, A::Error> {
        while let Some(key) = members.next_key::<std::borrow::Cow<'_, str>>()? {
            if key == "kind" {
                *self.found = Some(members.next_value()?);
                return Err(A::Error::custom("found"));
            }
            members.next_value::<IgnoredAny>()?;
        }
        Ok(true)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_kind_that_leads_is_the_one_that_is_found_by_reading() {
        let cases = [
            (r#"{"kind":"applicant","id":"1"}"#, Some("applicant")),
            (r#"{"kind":"a_1""#, Some("a_1")),
            (r#"{"kind": "applicant"}"#, None),
            (r#"{"id":"1","kind":"applicant"}"#, None),
            (r#"{"kind":"\u0061"}"#, None),
            (r#"{"kind":"Applicant"}"#, None),
            (r#"{"kind":"applicant"#, None),
            (r#"{"kind":null}"#, None),
            ("", None),
        ];
        for (record, kind) in cases {
            assert_eq!(leading_kind(record.as_bytes()), kind, "{record}");
            if let Some(kind) = kind {
                assert_eq!(peek_kind(record.as_bytes()).ok().flatten().as_deref(), Some(kind));
            }
        }
    }
}
