//! `math.isInf`

use super::{Call, Fault, Function};
use crate::Value;

pub(super) const FUNCTION: Function = Function {
    name: "math.isInf",
    signatures: &["math.isInf(double) -> bool"],
    doc: "Whether a double is infinite.",
    example: "math.isInf(-1.0 / 0.0)",
    costly: false,
    call: run,
};

fn run<'r>(_: &mut Call<'_>, args: &[Value<'r>]) -> Result<Value<'r>, Fault> {
    let [Value::Double(value)] = args else { return Err(Fault::NoOverload) };
    Ok(Value::Bool(value.is_infinite()))
}
