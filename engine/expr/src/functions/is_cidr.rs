//! `isCIDR`

use super::cidr;
use super::{Call, Fault, Function};
use crate::Value;

pub(super) const FUNCTION: Function = Function {
    name: "isCIDR",
    signatures: &["isCIDR(string) -> bool"],
    doc: "Whether a string is a CIDR block.",
    example: r#"isCIDR("10.0.0.0/8") && !isCIDR("10.0.0.0/33")"#,
    costly: false,
    call: run,
};

fn run<'r>(_: &mut Call<'_>, args: &[Value<'r>]) -> Result<Value<'r>, Fault> {
    let [text] = args else { return Err(Fault::NoOverload) };
    Ok(Value::Bool(cidr::parse(text.as_str().ok_or(Fault::NoOverload)?).is_some()))
}
