//! `math.isNaN`

use super::{Call, Fault, Function};
use crate::Value;

pub(super) const FUNCTION: Function = Function {
    name: "math.isNaN",
    signatures: &["math.isNaN(double) -> bool"],
    doc: "Whether a double is not a number.",
    example: "math.isNaN(0.0 / 0.0)",
    costly: false,
    call: run,
};

fn run<'r>(_: &mut Call<'_>, args: &[Value<'r>]) -> Result<Value<'r>, Fault> {
    let [Value::Double(value)] = args else { return Err(Fault::NoOverload) };
    Ok(Value::Bool(value.is_nan()))
}
