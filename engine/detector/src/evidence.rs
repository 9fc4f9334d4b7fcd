//! Whether a pointer that a plugin gives as evidence is an input, or names something within one. Below an input, a pointer that
//! names nothing could carry anything, so that it is refused.

use std::collections::BTreeSet;

use hirewall_model::{Cell, FieldType, Record};
use serde_json::Value;

use crate::project::{Place, unescape};

/// Bytes of a pointer.
const POINTER: usize = 1_024;

/// Where pointers lead.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Ground<'r> {
    /// Into a record.
    Record(&'r Record<'r>),
    /// Into the inputs of an example.
    Example(&'r std::collections::BTreeMap<String, Value>),
}

impl Ground<'_> {
    /// Whether the pointer is one of the inputs, or lies below one and something is there.
    pub(crate) fn bears(&self, pointer: &str, places: &[Place]) -> bool {
        pointer.len() <= POINTER && places.iter().any(|place| self.bears_at(pointer, place))
    }

    fn bears_at(&self, pointer: &str, place: &Place) -> bool {
        let Some(rest) = pointer.strip_prefix(&*place.path) else { return false };
        // The input itself may be named when it is absent, too: that it is absent is a fact, and the pointer is the manifest's.
        if rest.is_empty() {
            return true;
        }
        if !rest.starts_with('/') {
            return false;
        }
        let only = place.only.as_ref();
        match self {
            Self::Record(record) => place.field.as_ref().is_some_and(|(at, ty)| in_cell(record, *at, ty, rest, only)),
            Self::Example(inputs) => inputs.get(&place.path).is_some_and(|value| in_value(value, rest, only)),
        }
    }
}

/// One step of a pointer, and what is after it.
fn step(rest: &str) -> Option<(&str, &str)> {
    let rest = rest.strip_prefix('/')?;
    let end = rest.find('/').unwrap_or(rest.len());
    Some(rest.split_at(end))
}

/// An index without leading zeros.
fn index(token: &str) -> Option<u32> {
    (token == "0" || !token.starts_with(['0', '+'])).then(|| token.parse().ok())?
}

fn in_cell(record: &Record<'_>, at: u32, ty: &FieldType, rest: &str, only: Option<&BTreeSet<String>>) -> bool {
    let cell = record.cell(at);
    if matches!(cell, Cell::Absent | Cell::Null) {
        return false;
    }
    if let Cell::Dyn(_) = cell {
        return in_value(record.json(cell), rest, only);
    }
    let Some((token, rest)) = step(rest) else { return rest.is_empty() };
    match (cell, ty) {
        (Cell::Object, FieldType::Object(shape)) => {
            let name = unescape(token);
            let handed = only.is_none_or(|only| only.contains(&*name));
            let field = shape.field(&name).filter(|_| handed);
            field.is_some_and(|field| in_cell(record, at + field.offset, &field.ty, rest, None))
        }
        (Cell::List { first, len }, FieldType::List(item)) => index(token)
            .filter(|index| *index < len)
            .is_some_and(|index| in_cell(record, first + index * item.ty.width(), &item.ty, rest, only)),
        _ => false,
    }
}

fn in_value(value: &Value, rest: &str, only: Option<&BTreeSet<String>>) -> bool {
    let Some((token, rest)) = step(rest) else { return rest.is_empty() && !value.is_null() };
    match value {
        Value::Object(members) => {
            let name = unescape(token);
            let handed = only.is_none_or(|only| only.contains(&*name));
            members.get(&*name).filter(|_| handed).is_some_and(|member| in_value(member, rest, None))
        }
        Value::Array(items) => {
            index(token).and_then(|index| items.get(index as usize)).is_some_and(|item| in_value(item, rest, only))
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::Ground;
    use crate::project::Projection;
    use hirewall_model::manifest::Input;
    use serde_json::json;
    use std::collections::BTreeMap;

    #[test]
    fn an_input_is_named_present_or_absent_and_what_is_in_it_only_when_it_is_there() {
        let input = |path: &str| Input { path: path.to_owned(), only: None, optional: false };
        let projection = Projection::without_schema(&[input("/phones"), input("/a~1b"), input("/gone")]);
        let values = BTreeMap::from([
            ("/phones".to_owned(), json!([{"raw": "1", "ca~rd": null}])),
            ("/a~1b".to_owned(), json!({"x/y": 1})),
        ]);
        for (pointer, bears) in [
            ("/phones", true),
            ("/phones/0", true),
            ("/phones/0/raw", true),
            ("/phones/0/ca~0rd", false),
            ("/phones/00/raw", false),
            ("/phones/1", false),
            ("/phones/0/raw/x", false),
            ("/phonesx", false),
            ("/a~1b/x~1y", true),
            ("/gone", true),
            ("/gone/x", false),
            ("", false),
        ] {
            assert_eq!(Ground::Example(&values).bears(pointer, projection.places()), bears, "{pointer}");
        }
    }
}
