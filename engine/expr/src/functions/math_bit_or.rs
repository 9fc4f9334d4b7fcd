//! `math.bitOr`

use super::{Call, Fault, Function};
use crate::Value;

pub(super) const FUNCTION: Function = Function {
    name: "math.bitOr",
    signatures: &["math.bitOr(int, int) -> int", "math.bitOr(uint, uint) -> uint"],
    doc: "The bits that either number has.",
    example: "math.bitOr(6, 3) == 7",
    costly: false,
    call: run,
};

fn run<'r>(_: &mut Call<'_>, args: &[Value<'r>]) -> Result<Value<'r>, Fault> {
    match args {
        [Value::Int(a), Value::Int(b)] => Ok(Value::Int(a | b)),
        [Value::Uint(a), Value::Uint(b)] => Ok(Value::Uint(a | b)),
        _ => Err(Fault::NoOverload),
    }
}
