//! `math.bitAnd`

use super::{Call, Fault, Function};
use crate::Value;

pub(super) const FUNCTION: Function = Function {
    name: "math.bitAnd",
    signatures: &["math.bitAnd(int, int) -> int", "math.bitAnd(uint, uint) -> uint"],
    doc: "The bits that both numbers have.",
    example: "math.bitAnd(6, 3) == 2",
    costly: false,
    call: run,
};

fn run<'r>(_: &mut Call<'_>, args: &[Value<'r>]) -> Result<Value<'r>, Fault> {
    match args {
        [Value::Int(a), Value::Int(b)] => Ok(Value::Int(a & b)),
        [Value::Uint(a), Value::Uint(b)] => Ok(Value::Uint(a & b)),
        _ => Err(Fault::NoOverload),
    }
}
