//! `isUnspecified`

use super::{Call, Fault, Function};
use crate::Value;

pub(super) const FUNCTION: Function = Function {
    name: "isUnspecified",
    signatures: &["net.IP.isUnspecified() -> bool"],
    doc: "Whether an address is all zeros.",
    example: r#"ip("0.0.0.0").isUnspecified()"#,
    costly: false,
    call: run,
};

fn run<'r>(_: &mut Call<'_>, args: &[Value<'r>]) -> Result<Value<'r>, Fault> {
    let [Value::Ip(ip)] = args else { return Err(Fault::NoOverload) };
    Ok(Value::Bool(ip.is_unspecified()))
}
