//! `isLinkLocalUnicast`

use std::net::IpAddr;

use super::{Call, Fault, Function};
use crate::Value;

pub(super) const FUNCTION: Function = Function {
    name: "isLinkLocalUnicast",
    signatures: &["net.IP.isLinkLocalUnicast() -> bool"],
    doc: "Whether an address is one machine of the local link.",
    example: r#"ip("169.254.169.254").isLinkLocalUnicast()"#,
    costly: false,
    call: run,
};

fn run<'r>(_: &mut Call<'_>, args: &[Value<'r>]) -> Result<Value<'r>, Fault> {
    let [Value::Ip(ip)] = args else { return Err(Fault::NoOverload) };
    Ok(Value::Bool(link_local(*ip)))
}

/// `169.254.0.0/16` and `fe80::/10`
pub(super) fn link_local(ip: IpAddr) -> bool {
    match ip {
        IpAddr::V4(ip) => ip.is_link_local(),
        IpAddr::V6(ip) => ip.is_unicast_link_local(),
    }
}
