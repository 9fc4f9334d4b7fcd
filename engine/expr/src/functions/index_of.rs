//! `indexOf`

use super::{Call, Fault, Function};
use crate::Value;

pub(super) const FUNCTION: Function = Function {
    name: "indexOf",
    signatures: &["string.indexOf(string) -> int", "string.indexOf(string, int) -> int"],
    doc: "Where a string first stands in another, at or after an index; -1 if nowhere.",
    example: r#""tacocat".indexOf("at", 3) == 5"#,
    costly: false,
    call: run,
};

fn run<'r>(call: &mut Call<'_>, args: &[Value<'r>]) -> Result<Value<'r>, Fault> {
    let (text, part, from) = match args {
        [text, part] => (text, part, 0),
        [text, part, Value::Int(from)] => (text, part, *from),
        _ => return Err(Fault::NoOverload),
    };
    let (Some(text), Some(part)) = (text.as_str(), part.as_str()) else { return Err(Fault::NoOverload) };
    call.take_for_bytes(text.len())?;
    let start = byte_offset(text, from)?;
    let found = text.get(start..).and_then(|rest| rest.find(part));
    Ok(Value::Int(found.map_or(-1, |at| char_index(text, start + at))))
}

/// Where the character at an index begins; the end is an index too.
pub(super) fn byte_offset(text: &str, index: i64) -> Result<usize, Fault> {
    let mut starts = text.char_indices().map(|(at, _)| at).chain(std::iter::once(text.len()));
    let index = usize::try_from(index).ok();
    index.and_then(|index| starts.nth(index)).ok_or(Fault::fixed("index out of range"))
}

/// How many characters stand before a byte.
pub(super) fn char_index(text: &str, byte: usize) -> i64 {
    i64::try_from(text.get(..byte).unwrap_or("").chars().count()).unwrap_or(i64::MAX)
}
