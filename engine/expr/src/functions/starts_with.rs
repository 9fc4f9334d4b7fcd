//! `startsWith`

use super::{Call, Fault, Function};
use crate::Value;

pub(super) const FUNCTION: Function = Function {
    name: "startsWith",
    signatures: &["string.startsWith(string) -> bool"],
    doc: "Whether a string begins with another.",
    example: r#""+1 602".startsWith("+1")"#,
    costly: false,
    call: run,
};

fn run<'r>(call: &mut Call<'_>, args: &[Value<'r>]) -> Result<Value<'r>, Fault> {
    let [text, part] = args else { return Err(Fault::NoOverload) };
    let (Some(text), Some(part)) = (text.as_str(), part.as_str()) else { return Err(Fault::NoOverload) };
    call.take_for_bytes(text.len())?;
    Ok(Value::Bool(text.starts_with(part)))
}
