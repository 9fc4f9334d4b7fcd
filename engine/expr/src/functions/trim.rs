//! `trim`

use super::{Call, Fault, Function};
use crate::Value;

pub(super) const FUNCTION: Function = Function {
    name: "trim",
    signatures: &["string.trim() -> string"],
    doc: "Without white space at both ends.",
    example: r#""  a b\n".trim() == "a b""#,
    costly: false,
    call: run,
};

fn run<'r>(call: &mut Call<'_>, args: &[Value<'r>]) -> Result<Value<'r>, Fault> {
    let [text] = args else { return Err(Fault::NoOverload) };
    call.part(text, text.as_str().ok_or(Fault::NoOverload)?.trim())
}
