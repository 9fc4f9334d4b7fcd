//! `masked`

use super::cidr;
use super::{Call, Fault, Function};
use crate::Value;

pub(super) const FUNCTION: Function = Function {
    name: "masked",
    signatures: &["net.CIDR.masked() -> net.CIDR"],
    doc: "A CIDR block with the bits beyond its prefix cleared.",
    example: r#"cidr("192.168.0.1/24").masked() == cidr("192.168.0.0/24")"#,
    costly: false,
    call: run,
};

fn run<'r>(_: &mut Call<'_>, args: &[Value<'r>]) -> Result<Value<'r>, Fault> {
    let [Value::Cidr(ip, len)] = args else { return Err(Fault::NoOverload) };
    Ok(Value::Cidr(cidr::mask(*ip, *len), *len))
}
