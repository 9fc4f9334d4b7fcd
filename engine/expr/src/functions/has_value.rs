//! `hasValue`

use super::{Call, Fault, Function};
use crate::Value;

pub(super) const FUNCTION: Function = Function {
    name: "hasValue",
    signatures: &["optional_type(T).hasValue() -> bool"],
    doc: "Whether an optional has a value.",
    example: "optional.of(null).hasValue()",
    costly: false,
    call: run,
};

fn run<'r>(_: &mut Call<'_>, args: &[Value<'r>]) -> Result<Value<'r>, Fault> {
    let [Value::Optional(value)] = args else { return Err(Fault::NoOverload) };
    Ok(Value::Bool(value.is_some()))
}
