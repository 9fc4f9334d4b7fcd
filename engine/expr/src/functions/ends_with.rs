//! `endsWith`

use super::{Call, Fault, Function};
use crate::Value;

pub(super) const FUNCTION: Function = Function {
    name: "endsWith",
    signatures: &["string.endsWith(string) -> bool"],
    doc: "Whether a string ends with another.",
    example: r#""a@b.example".endsWith(".example")"#,
    costly: false,
    call: run,
};

fn run<'r>(call: &mut Call<'_>, args: &[Value<'r>]) -> Result<Value<'r>, Fault> {
    let [text, part] = args else { return Err(Fault::NoOverload) };
    let (Some(text), Some(part)) = (text.as_str(), part.as_str()) else { return Err(Fault::NoOverload) };
    call.take_for_bytes(text.len())?;
    Ok(Value::Bool(text.ends_with(part)))
}
