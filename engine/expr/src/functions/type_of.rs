//! `type`

use std::sync::Arc;

use super::{Call, Fault, Function};
use crate::Value;

pub(super) const FUNCTION: Function = Function {
    name: "type",
    signatures: &["type(T) -> type(T)"],
    doc: "The type of a value.",
    example: "type(1) == int",
    costly: false,
    call: run,
};

fn run<'r>(_: &mut Call<'_>, args: &[Value<'r>]) -> Result<Value<'r>, Fault> {
    let [value] = args else { return Err(Fault::NoOverload) };
    Ok(Value::Type(Arc::new(value.type_of())))
}
