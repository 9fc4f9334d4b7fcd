//! `isGlobalUnicast`

use std::net::IpAddr;

use super::is_link_local_unicast::link_local;
use super::{Call, Fault, Function};
use crate::Value;

pub(super) const FUNCTION: Function = Function {
    name: "isGlobalUnicast",
    signatures: &["net.IP.isGlobalUnicast() -> bool"],
    doc: "Whether an address is one machine beyond the local link; private ranges count too.",
    example: r#"ip("192.168.0.1").isGlobalUnicast()"#,
    costly: false,
    call: run,
};

fn run<'r>(_: &mut Call<'_>, args: &[Value<'r>]) -> Result<Value<'r>, Fault> {
    let [Value::Ip(ip)] = args else { return Err(Fault::NoOverload) };
    let broadcast = matches!(ip, IpAddr::V4(ip) if ip.is_broadcast());
    let local = ip.is_unspecified() || ip.is_loopback() || ip.is_multicast() || link_local(*ip);
    Ok(Value::Bool(!local && !broadcast))
}
