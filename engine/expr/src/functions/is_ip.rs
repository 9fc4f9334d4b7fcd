//! `isIP`

use super::ip;
use super::{Call, Fault, Function};
use crate::Value;

pub(super) const FUNCTION: Function = Function {
    name: "isIP",
    signatures: &["isIP(string) -> bool"],
    doc: "Whether a string is an IP address.",
    example: r#"isIP("10.0.0.1") && !isIP("10.0.0.256")"#,
    costly: false,
    call: run,
};

fn run<'r>(_: &mut Call<'_>, args: &[Value<'r>]) -> Result<Value<'r>, Fault> {
    let [text] = args else { return Err(Fault::NoOverload) };
    Ok(Value::Bool(ip::parse(text.as_str().ok_or(Fault::NoOverload)?).is_some()))
}
