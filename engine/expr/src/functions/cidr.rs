//! `cidr`

use std::net::IpAddr;

use super::ip;
use super::{Call, Fault, Function};
use crate::Value;

pub(super) const FUNCTION: Function = Function {
    name: "cidr",
    signatures: &["cidr(string) -> net.CIDR"],
    doc: "A CIDR block from text.",
    example: r#"cidr("10.0.0.0/8").containsIP("10.1.2.3")"#,
    costly: true,
    call: run,
};

fn run<'r>(_: &mut Call<'_>, args: &[Value<'r>]) -> Result<Value<'r>, Fault> {
    let [text] = args else { return Err(Fault::NoOverload) };
    let (ip, len) = parse(text.as_str().ok_or(Fault::NoOverload)?).ok_or(Fault::fixed("not a CIDR block"))?;
    Ok(Value::Cidr(ip, len))
}

/// A CIDR block from text, host bits kept.
pub(crate) fn parse(text: &str) -> Option<(IpAddr, u8)> {
    let (address, len) = text.split_once('/')?;
    let address = ip::parse(address)?;
    let digits = (1..=3).contains(&len.len()) && len.bytes().all(|byte| byte.is_ascii_digit());
    let len = len.parse().ok().filter(|_| digits)?;
    (len <= if address.is_ipv4() { 32 } else { 128 }).then_some((address, len))
}

/// The address with the bits beyond the prefix cleared.
pub(crate) fn mask(ip: IpAddr, len: u8) -> IpAddr {
    let cleared = |width: u32| width.saturating_sub(u32::from(len));
    match ip {
        IpAddr::V4(ip) => IpAddr::V4((ip.to_bits() & u32::MAX.checked_shl(cleared(32)).unwrap_or(0)).into()),
        IpAddr::V6(ip) => IpAddr::V6((ip.to_bits() & u128::MAX.checked_shl(cleared(128)).unwrap_or(0)).into()),
    }
}
