//! `charAt`

use super::{Call, Fault, Function};
use crate::Value;

pub(super) const FUNCTION: Function = Function {
    name: "charAt",
    signatures: &["string.charAt(int) -> string"],
    doc: "The character at an index; empty at the very end.",
    example: r#""tacocat".charAt(3) == "o""#,
    costly: false,
    call: run,
};

fn run<'r>(call: &mut Call<'_>, args: &[Value<'r>]) -> Result<Value<'r>, Fault> {
    let [text, Value::Int(index)] = args else { return Err(Fault::NoOverload) };
    let text = text.as_str().ok_or(Fault::NoOverload)?;
    call.take_for_bytes(text.len())?;
    let index = usize::try_from(*index).map_err(|_| Fault::fixed("index out of range"))?;
    match text.chars().nth(index) {
        Some(found) => call.text(found.encode_utf8(&mut [0; 4])),
        None if text.chars().count() == index => call.text(""),
        None => Err(Fault::fixed("index out of range")),
    }
}
