//! `math.abs`

use super::{Call, Fault, Function};
use crate::Value;

pub(super) const FUNCTION: Function = Function {
    name: "math.abs",
    signatures: &["math.abs(int) -> int", "math.abs(uint) -> uint", "math.abs(double) -> double"],
    doc: "A number without its sign.",
    example: "math.abs(-3) == 3",
    costly: false,
    call: run,
};

fn run<'r>(_: &mut Call<'_>, args: &[Value<'r>]) -> Result<Value<'r>, Fault> {
    match args {
        [Value::Int(value)] => value.checked_abs().map(Value::Int).ok_or(Fault::fixed("integer overflow")),
        [Value::Uint(value)] => Ok(Value::Uint(*value)),
        [Value::Double(value)] => Ok(Value::Double(value.abs())),
        _ => Err(Fault::NoOverload),
    }
}
