//! `optional.of`

use super::{Call, Fault, Function};
use crate::Value;

pub(super) const FUNCTION: Function = Function {
    name: "optional.of",
    signatures: &["optional.of(T) -> optional_type(T)"],
    doc: "An optional with a value.",
    example: "optional.of(1).value() == 1",
    costly: false,
    call: run,
};

fn run<'r>(_: &mut Call<'_>, args: &[Value<'r>]) -> Result<Value<'r>, Fault> {
    let [value] = args else { return Err(Fault::NoOverload) };
    Ok(Value::some(value.clone()))
}
