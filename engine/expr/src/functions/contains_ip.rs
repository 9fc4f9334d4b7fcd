//! `containsIP`

use super::{Call, Fault, Function};
use super::{cidr, ip};
use crate::Value;

pub(super) const FUNCTION: Function = Function {
    name: "containsIP",
    signatures: &["net.CIDR.containsIP(net.IP) -> bool", "net.CIDR.containsIP(string) -> bool"],
    doc: "Whether an address is in a CIDR block.",
    example: r#"!cidr("192.168.0.0/24").containsIP(ip("192.168.1.1"))"#,
    costly: false,
    call: run,
};

fn run<'r>(_: &mut Call<'_>, args: &[Value<'r>]) -> Result<Value<'r>, Fault> {
    let [Value::Cidr(block, len), address] = args else { return Err(Fault::NoOverload) };
    let address = match address {
        Value::Ip(ip) => *ip,
        _ => ip::parse(address.as_str().ok_or(Fault::NoOverload)?).ok_or(Fault::fixed("not an IP address"))?,
    };
    Ok(Value::Bool(block.is_ipv4() == address.is_ipv4() && cidr::mask(*block, *len) == cidr::mask(address, *len)))
}
