//! `contains`

use super::{Call, Fault, Function};
use crate::Value;

pub(super) const FUNCTION: Function = Function {
    name: "contains",
    signatures: &["string.contains(string) -> bool"],
    doc: "Whether a string has another inside it.",
    example: r#""anydesk".contains("desk")"#,
    costly: false,
    call: run,
};

fn run<'r>(call: &mut Call<'_>, args: &[Value<'r>]) -> Result<Value<'r>, Fault> {
    let [text, part] = args else { return Err(Fault::NoOverload) };
    let (Some(text), Some(part)) = (text.as_str(), part.as_str()) else { return Err(Fault::NoOverload) };
    call.take_for_bytes(text.len())?;
    Ok(Value::Bool(memchr::memmem::find(text.as_bytes(), part.as_bytes()).is_some()))
}
