//! `string`

use super::{Call, Fault, Function};
use crate::Value;
use crate::value::to_text;

pub(super) const FUNCTION: Function = Function {
    name: "string",
    signatures: &[
        "string(string) -> string",
        "string(bool) -> string",
        "string(int) -> string",
        "string(uint) -> string",
        "string(double) -> string",
        "string(bytes) -> string",
        "string(timestamp) -> string",
        "string(duration) -> string",
        "string(net.IP) -> string",
        "string(net.CIDR) -> string",
    ],
    doc: "A value as text; bytes must be UTF-8.",
    example: r#"string(1.5) == "1.5" && string(duration("1m")) == "60s""#,
    costly: false,
    call: run,
};

fn run<'r>(call: &mut Call<'_>, args: &[Value<'r>]) -> Result<Value<'r>, Fault> {
    let [value] = args else { return Err(Fault::NoOverload) };
    if let Value::Bytes(bytes) = value {
        call.take_for_bytes(bytes.len())?;
    }
    to_text(value)
}
