//! `math.bitShiftLeft`

use super::{Call, Fault, Function};
use crate::Value;

pub(super) const FUNCTION: Function = Function {
    name: "math.bitShiftLeft",
    signatures: &["math.bitShiftLeft(int, int) -> int", "math.bitShiftLeft(uint, int) -> uint"],
    doc: "The bits moved to the left; 0 from 64 places on.",
    example: "math.bitShiftLeft(1, 4) == 16",
    costly: false,
    call: run,
};

fn run<'r>(_: &mut Call<'_>, args: &[Value<'r>]) -> Result<Value<'r>, Fault> {
    let [value, Value::Int(places)] = args else { return Err(Fault::NoOverload) };
    let places = u64::try_from(*places).map_err(|_| Fault::fixed("negative offset"))?;
    let places = u32::try_from(places).unwrap_or(u32::MAX);
    match value {
        Value::Int(value) => Ok(Value::Int(value.cast_unsigned().checked_shl(places).unwrap_or(0).cast_signed())),
        Value::Uint(value) => Ok(Value::Uint(value.checked_shl(places).unwrap_or(0))),
        _ => Err(Fault::NoOverload),
    }
}
