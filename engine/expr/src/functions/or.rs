//! `or`

use super::{Call, Fault, Function};
use crate::Value;

pub(super) const FUNCTION: Function = Function {
    name: "or",
    signatures: &["optional_type(T).or(optional_type(T)) -> optional_type(T)"],
    doc: "The first optional if it has a value, else the second.",
    example: "optional.none().or(optional.of(2)).value() == 2",
    costly: false,
    call: run,
};

fn run<'r>(_: &mut Call<'_>, args: &[Value<'r>]) -> Result<Value<'r>, Fault> {
    match args {
        [Value::Optional(Some(_)), ..] => args.first().cloned().ok_or(Fault::NoOverload),
        [Value::Optional(None), other @ Value::Optional(_)] => Ok(other.clone()),
        _ => Err(Fault::NoOverload),
    }
}
