//! `base64.decode`

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD_NO_PAD;

use super::{Call, Fault, Function};
use crate::Value;

pub(super) const FUNCTION: Function = Function {
    name: "base64.decode",
    signatures: &["base64.decode(string) -> bytes"],
    doc: "The bytes of base64 text, padded or not.",
    example: r#"base64.decode("aGVsbG8") == b"hello""#,
    costly: false,
    call: run,
};

fn run<'r>(call: &mut Call<'_>, args: &[Value<'r>]) -> Result<Value<'r>, Fault> {
    let [text] = args else { return Err(Fault::NoOverload) };
    let text = text.as_str().ok_or(Fault::NoOverload)?;
    let bytes =
        STANDARD_NO_PAD.decode(text.trim_end_matches('=')).map_err(|_| Fault::fixed("the string is no base64"))?;
    call.bytes(bytes)
}
