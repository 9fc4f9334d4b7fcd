//! `family`

use super::{Call, Fault, Function};
use crate::Value;

pub(super) const FUNCTION: Function = Function {
    name: "family",
    signatures: &["net.IP.family() -> int"],
    doc: "4 or 6.",
    example: r#"ip("::1").family() == 6"#,
    costly: false,
    call: run,
};

fn run<'r>(_: &mut Call<'_>, args: &[Value<'r>]) -> Result<Value<'r>, Fault> {
    let [Value::Ip(ip)] = args else { return Err(Fault::NoOverload) };
    Ok(Value::Int(if ip.is_ipv4() { 4 } else { 6 }))
}
