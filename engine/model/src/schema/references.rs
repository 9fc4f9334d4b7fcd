//! Follows `$ref` inside one schema. It never fetches anything.

use serde_json::Value;

/// Where a reference leads.
pub(crate) enum Target<'s> {
    /// A place of the same schema, with its pointer.
    Local(&'s Value, String),
    /// Another document.
    Remote,
    /// A place of the same schema that does not exist.
    Nowhere,
}

/// Follows a reference from anywhere in `root`.
pub(crate) fn follow<'s>(root: &'s Value, reference: &str) -> Target<'s> {
    let own = root.get("$id").and_then(Value::as_str).unwrap_or("").trim_end_matches('#');
    let (document, fragment) = reference.split_once('#').unwrap_or((reference, ""));
    if !document.is_empty() && document != own {
        return Target::Remote;
    }
    let fragment = decode(fragment);
    if fragment.is_empty() || fragment.starts_with('/') {
        return root.pointer(&fragment).map_or(Target::Nowhere, |value| Target::Local(value, fragment));
    }
    let mut pointer = String::new();
    match anchored(root, &fragment, &mut pointer) {
        Some(value) => Target::Local(value, pointer),
        None => Target::Nowhere,
    }
}

/// The schema with that `$anchor`. The depth is that of the text, which the JSON reader bounds.
fn anchored<'s>(value: &'s Value, anchor: &str, pointer: &mut String) -> Option<&'s Value> {
    if value.get("$anchor").and_then(Value::as_str) == Some(anchor) {
        return Some(value);
    }
    let mark = pointer.len();
    let mut look = |key: &str, inner: &'s Value| {
        crate::json::push_key(pointer, key);
        let found = anchored(inner, anchor, pointer);
        if found.is_none() {
            pointer.truncate(mark);
        }
        found
    };
    match value {
        Value::Object(map) => map.iter().find_map(|(key, inner)| look(key, inner)),
        Value::Array(list) => list.iter().enumerate().find_map(|(index, inner)| look(&index.to_string(), inner)),
        _ => None,
    }
}

/// Undoes percent-encoding; what is not validly encoded stays.
fn decode(fragment: &str) -> String {
    let mut bytes = Vec::with_capacity(fragment.len());
    let mut rest = fragment.as_bytes();
    while let Some((first, tail)) = rest.split_first() {
        let code = (*first == b'%')
            .then(|| tail.get(..2))
            .flatten()
            .and_then(|code| std::str::from_utf8(code).ok())
            .and_then(|code| u8::from_str_radix(code, 16).ok());
        match code {
            Some(code) => {
                bytes.push(code);
                rest = tail.get(2..).unwrap_or_default();
            }
            None => {
                bytes.push(*first);
                rest = tail;
            }
        }
    }
    String::from_utf8(bytes).unwrap_or_else(|_| fragment.to_owned())
}
