//! `bytes`

use super::{Call, Fault, Function};
use crate::Value;

pub(super) const FUNCTION: Function = Function {
    name: "bytes",
    signatures: &["bytes(bytes) -> bytes", "bytes(string) -> bytes"],
    doc: "The UTF-8 bytes of a string.",
    example: r#"bytes("ÿ") == b"\303\277""#,
    costly: false,
    call: run,
};

fn run<'r>(call: &mut Call<'_>, args: &[Value<'r>]) -> Result<Value<'r>, Fault> {
    let [value] = args else { return Err(Fault::NoOverload) };
    if let Value::Bytes(_) = value {
        return Ok(value.clone());
    }
    call.bytes(value.as_str().ok_or(Fault::NoOverload)?.as_bytes().to_vec())
}
