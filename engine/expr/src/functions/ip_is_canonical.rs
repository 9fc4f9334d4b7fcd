//! `ip.isCanonical`

use super::ip;
use super::{Call, Fault, Function};
use crate::Value;

pub(super) const FUNCTION: Function = Function {
    name: "ip.isCanonical",
    signatures: &["ip.isCanonical(string) -> bool"],
    doc: "Whether an IP address is written as it would be printed.",
    example: r#"!ip.isCanonical("2001:DB8::68")"#,
    costly: false,
    call: run,
};

fn run<'r>(_: &mut Call<'_>, args: &[Value<'r>]) -> Result<Value<'r>, Fault> {
    let [text] = args else { return Err(Fault::NoOverload) };
    let text = text.as_str().ok_or(Fault::NoOverload)?;
    let ip = ip::parse(text).ok_or(Fault::fixed("not an IP address"))?;
    Ok(Value::Bool(ip.to_string() == text))
}
