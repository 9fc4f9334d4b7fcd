//! `math.bitXor`

use super::{Call, Fault, Function};
use crate::Value;

pub(super) const FUNCTION: Function = Function {
    name: "math.bitXor",
    signatures: &["math.bitXor(int, int) -> int", "math.bitXor(uint, uint) -> uint"],
    doc: "The bits that one number has and the other lacks.",
    example: "math.bitXor(6, 3) == 5",
    costly: false,
    call: run,
};

fn run<'r>(_: &mut Call<'_>, args: &[Value<'r>]) -> Result<Value<'r>, Fault> {
    match args {
        [Value::Int(a), Value::Int(b)] => Ok(Value::Int(a ^ b)),
        [Value::Uint(a), Value::Uint(b)] => Ok(Value::Uint(a ^ b)),
        _ => Err(Fault::NoOverload),
    }
}
