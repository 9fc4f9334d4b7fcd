//! `lastIndexOf`

use super::index_of::{byte_offset, char_index};
use super::{Call, Fault, Function};
use crate::Value;

pub(super) const FUNCTION: Function = Function {
    name: "lastIndexOf",
    signatures: &["string.lastIndexOf(string) -> int", "string.lastIndexOf(string, int) -> int"],
    doc: "Where a string last stands in another, at or before an index; -1 if nowhere.",
    example: r#""tacocat".lastIndexOf("a", 3) == 1"#,
    costly: false,
    call: run,
};

fn run<'r>(call: &mut Call<'_>, args: &[Value<'r>]) -> Result<Value<'r>, Fault> {
    let (text, part, last) = match args {
        [text, part] => (text, part, None),
        [text, part, Value::Int(last)] => (text, part, Some(*last)),
        _ => return Err(Fault::NoOverload),
    };
    let (Some(text), Some(part)) = (text.as_str(), part.as_str()) else { return Err(Fault::NoOverload) };
    call.take_for_bytes(text.len())?;
    let end = match last {
        None => text.len(),
        Some(last) => byte_offset(text, last)?.saturating_add(part.len()),
    };
    // The end may fall inside a character when the part does not stand there: then the last boundary before it counts.
    let end = (0..=end.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
    let found = text.get(..end).and_then(|head| head.rfind(part));
    Ok(Value::Int(found.map_or(-1, |at| char_index(text, at))))
}
