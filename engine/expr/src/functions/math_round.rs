//! `math.round`

use super::{Call, Fault, Function};
use crate::Value;

pub(super) const FUNCTION: Function = Function {
    name: "math.round",
    signatures: &["math.round(double) -> double"],
    doc: "The nearest whole number; halves go away from zero.",
    example: "math.round(-1.5) == -2.0",
    costly: false,
    call: run,
};

fn run<'r>(_: &mut Call<'_>, args: &[Value<'r>]) -> Result<Value<'r>, Fault> {
    let [Value::Double(value)] = args else { return Err(Fault::NoOverload) };
    Ok(Value::Double(value.round()))
}
