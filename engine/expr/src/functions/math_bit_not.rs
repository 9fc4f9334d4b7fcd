//! `math.bitNot`

use super::{Call, Fault, Function};
use crate::Value;

pub(super) const FUNCTION: Function = Function {
    name: "math.bitNot",
    signatures: &["math.bitNot(int) -> int", "math.bitNot(uint) -> uint"],
    doc: "Every bit turned over.",
    example: "math.bitNot(1) == -2",
    costly: false,
    call: run,
};

fn run<'r>(_: &mut Call<'_>, args: &[Value<'r>]) -> Result<Value<'r>, Fault> {
    match args {
        [Value::Int(value)] => Ok(Value::Int(!value)),
        [Value::Uint(value)] => Ok(Value::Uint(!value)),
        _ => Err(Fault::NoOverload),
    }
}
