//! `math.sign`

use super::{Call, Fault, Function};
use crate::Value;

pub(super) const FUNCTION: Function = Function {
    name: "math.sign",
    signatures: &["math.sign(int) -> int", "math.sign(uint) -> uint", "math.sign(double) -> double"],
    doc: "-1, 0 or 1.",
    example: "math.sign(-11) == -1",
    costly: false,
    call: run,
};

fn run<'r>(_: &mut Call<'_>, args: &[Value<'r>]) -> Result<Value<'r>, Fault> {
    match args {
        [Value::Int(value)] => Ok(Value::Int(value.signum())),
        [Value::Uint(value)] => Ok(Value::Uint((*value).min(1))),
        [Value::Double(value)] if *value == 0.0 => Ok(Value::Double(0.0)),
        [Value::Double(value)] => Ok(Value::Double(value.signum())),
        _ => Err(Fault::NoOverload),
    }
}
