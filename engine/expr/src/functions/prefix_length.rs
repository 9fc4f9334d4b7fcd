//! `prefixLength`

use super::{Call, Fault, Function};
use crate::Value;

pub(super) const FUNCTION: Function = Function {
    name: "prefixLength",
    signatures: &["net.CIDR.prefixLength() -> int"],
    doc: "The length of the prefix of a CIDR block, in bits.",
    example: r#"cidr("192.168.0.0/24").prefixLength() == 24"#,
    costly: false,
    call: run,
};

fn run<'r>(_: &mut Call<'_>, args: &[Value<'r>]) -> Result<Value<'r>, Fault> {
    let [Value::Cidr(_, len)] = args else { return Err(Fault::NoOverload) };
    Ok(Value::Int(i64::from(*len)))
}
