//! JSON text beside `serde_json`: values with duplicate keys refused, and where in a text a pointer leads.
//!
//! It reads no schema and no record.

pub(crate) mod locate;
pub(crate) mod path;
pub(crate) mod strict;

/// Appends a key to a JSON pointer.
pub(crate) fn push_key(pointer: &mut String, key: &str) {
    pointer.push('/');
    if !key.bytes().any(|byte| matches!(byte, b'~' | b'/')) {
        pointer.push_str(key);
        return;
    }
    for char in key.chars() {
        match char {
            '~' => pointer.push_str("~0"),
            '/' => pointer.push_str("~1"),
            _ => pointer.push(char),
        }
    }
}

/// A pointer with a key appended.
pub(crate) fn child(pointer: &str, key: &str) -> String {
    let mut longer = String::with_capacity(pointer.len() + key.len() + 1);
    longer.push_str(pointer);
    push_key(&mut longer, key);
    longer
}
