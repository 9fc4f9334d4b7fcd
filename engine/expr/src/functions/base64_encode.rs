//! `base64.encode`

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use super::{Call, Fault, Function};
use crate::Value;

pub(super) const FUNCTION: Function = Function {
    name: "base64.encode",
    signatures: &["base64.encode(bytes) -> string"],
    doc: "Bytes as base64 text, padded.",
    example: r#"base64.encode(b"hello") == "aGVsbG8=""#,
    costly: false,
    call: run,
};

fn run<'r>(call: &mut Call<'_>, args: &[Value<'r>]) -> Result<Value<'r>, Fault> {
    let [Value::Bytes(bytes)] = args else { return Err(Fault::NoOverload) };
    call.text(&STANDARD.encode(bytes))
}
