//! `ip`

use std::net::IpAddr;

use super::{Call, Fault, Function};
use crate::Value;

pub(super) const FUNCTION: Function = Function {
    name: "ip",
    signatures: &["ip(string) -> net.IP", "net.CIDR.ip() -> net.IP"],
    doc: "An IP address from text, or that of a CIDR block. IPv4 addresses inside IPv6 and zones are refused.",
    example: r#"string(ip("2001:DB8::68")) == "2001:db8::68""#,
    costly: true,
    call: run,
};

fn run<'r>(_: &mut Call<'_>, args: &[Value<'r>]) -> Result<Value<'r>, Fault> {
    match args {
        [Value::Cidr(ip, _) | Value::Ip(ip)] => Ok(Value::Ip(*ip)),
        [text] => {
            parse(text.as_str().ok_or(Fault::NoOverload)?).map(Value::Ip).ok_or(Fault::fixed("not an IP address"))
        }
        _ => Err(Fault::NoOverload),
    }
}

/// An IP address from text; none for an IPv4 address written inside an IPv6 address, or one with a zone.
pub(crate) fn parse(text: &str) -> Option<IpAddr> {
    let ip = text.parse().ok()?;
    if matches!(ip, IpAddr::V6(_)) && text.contains('.') { None } else { Some(ip) }
}
