//! `isLoopback`

use super::{Call, Fault, Function};
use crate::Value;

pub(super) const FUNCTION: Function = Function {
    name: "isLoopback",
    signatures: &["net.IP.isLoopback() -> bool"],
    doc: "Whether an address is that of the machine itself.",
    example: r#"ip("127.0.0.1").isLoopback()"#,
    costly: false,
    call: run,
};

fn run<'r>(_: &mut Call<'_>, args: &[Value<'r>]) -> Result<Value<'r>, Fault> {
    let [Value::Ip(ip)] = args else { return Err(Fault::NoOverload) };
    Ok(Value::Bool(ip.is_loopback()))
}
