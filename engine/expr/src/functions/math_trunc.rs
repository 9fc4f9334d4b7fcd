//! `math.trunc`

use super::{Call, Fault, Function};
use crate::Value;

pub(super) const FUNCTION: Function = Function {
    name: "math.trunc",
    signatures: &["math.trunc(double) -> double"],
    doc: "A double without its fraction.",
    example: "math.trunc(-1.7) == -1.0",
    costly: false,
    call: run,
};

fn run<'r>(_: &mut Call<'_>, args: &[Value<'r>]) -> Result<Value<'r>, Fault> {
    let [Value::Double(value)] = args else { return Err(Fault::NoOverload) };
    Ok(Value::Double(value.trunc()))
}
