//! `math.bitShiftRight`

use super::{Call, Fault, Function};
use crate::Value;

pub(super) const FUNCTION: Function = Function {
    name: "math.bitShiftRight",
    signatures: &["math.bitShiftRight(int, int) -> int", "math.bitShiftRight(uint, int) -> uint"],
    doc: "The bits moved to the right, zeros from the left; 0 from 64 places on.",
    example: "math.bitShiftRight(1024, 2) == 256",
    costly: false,
    call: run,
};

fn run<'r>(_: &mut Call<'_>, args: &[Value<'r>]) -> Result<Value<'r>, Fault> {
    let [value, Value::Int(places)] = args else { return Err(Fault::NoOverload) };
    let places = u64::try_from(*places).map_err(|_| Fault::fixed("negative offset"))?;
    let places = u32::try_from(places).unwrap_or(u32::MAX);
    match value {
        Value::Int(value) => Ok(Value::Int(value.cast_unsigned().checked_shr(places).unwrap_or(0).cast_signed())),
        Value::Uint(value) => Ok(Value::Uint(value.checked_shr(places).unwrap_or(0))),
        _ => Err(Fault::NoOverload),
    }
}
