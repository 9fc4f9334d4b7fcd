//! `math.ceil`

use super::{Call, Fault, Function};
use crate::Value;

pub(super) const FUNCTION: Function = Function {
    name: "math.ceil",
    signatures: &["math.ceil(double) -> double"],
    doc: "The whole number at or above a double.",
    example: "math.ceil(1.2) == 2.0",
    costly: false,
    call: run,
};

fn run<'r>(_: &mut Call<'_>, args: &[Value<'r>]) -> Result<Value<'r>, Fault> {
    let [Value::Double(value)] = args else { return Err(Fault::NoOverload) };
    Ok(Value::Double(value.ceil()))
}
