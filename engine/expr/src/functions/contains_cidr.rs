//! `containsCIDR`

use super::cidr;
use super::{Call, Fault, Function};
use crate::Value;

pub(super) const FUNCTION: Function = Function {
    name: "containsCIDR",
    signatures: &["net.CIDR.containsCIDR(net.CIDR) -> bool", "net.CIDR.containsCIDR(string) -> bool"],
    doc: "Whether a CIDR block lies within another.",
    example: r#"cidr("10.0.0.0/8").containsCIDR("10.1.0.0/16")"#,
    costly: false,
    call: run,
};

fn run<'r>(_: &mut Call<'_>, args: &[Value<'r>]) -> Result<Value<'r>, Fault> {
    let [Value::Cidr(block, len), inner] = args else { return Err(Fault::NoOverload) };
    let (inner, inner_len) = match inner {
        Value::Cidr(ip, len) => (*ip, *len),
        _ => cidr::parse(inner.as_str().ok_or(Fault::NoOverload)?).ok_or(Fault::fixed("not a CIDR block"))?,
    };
    let within = block.is_ipv4() == inner.is_ipv4() && *len <= inner_len;
    Ok(Value::Bool(within && cidr::mask(*block, *len) == cidr::mask(inner, *len)))
}
