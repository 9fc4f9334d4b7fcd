//! `isLinkLocalMulticast`

use std::net::IpAddr;

use super::{Call, Fault, Function};
use crate::Value;

pub(super) const FUNCTION: Function = Function {
    name: "isLinkLocalMulticast",
    signatures: &["net.IP.isLinkLocalMulticast() -> bool"],
    doc: "Whether an address is a group of the local link.",
    example: r#"ip("224.0.0.1").isLinkLocalMulticast()"#,
    costly: false,
    call: run,
};

fn run<'r>(_: &mut Call<'_>, args: &[Value<'r>]) -> Result<Value<'r>, Fault> {
    let [Value::Ip(ip)] = args else { return Err(Fault::NoOverload) };
    Ok(Value::Bool(match ip {
        IpAddr::V4(ip) => matches!(ip.octets(), [224, 0, 0, _]),
        IpAddr::V6(ip) => ip.segments().first().is_some_and(|first| first & 0xff0f == 0xff02),
    }))
}
