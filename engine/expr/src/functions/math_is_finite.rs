//! `math.isFinite`

use super::{Call, Fault, Function};
use crate::Value;

pub(super) const FUNCTION: Function = Function {
    name: "math.isFinite",
    signatures: &["math.isFinite(double) -> bool"],
    doc: "Whether a double is neither infinite nor not a number.",
    example: "math.isFinite(1.2)",
    costly: false,
    call: run,
};

fn run<'r>(_: &mut Call<'_>, args: &[Value<'r>]) -> Result<Value<'r>, Fault> {
    let [Value::Double(value)] = args else { return Err(Fault::NoOverload) };
    Ok(Value::Bool(value.is_finite()))
}
