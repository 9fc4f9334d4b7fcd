//! `orValue`

use super::{Call, Fault, Function};
use crate::Value;

pub(super) const FUNCTION: Function = Function {
    name: "orValue",
    signatures: &["optional_type(T).orValue(T) -> T"],
    doc: "The value of an optional, or another value if it is empty.",
    example: "{}.?a.orValue(3) == 3",
    costly: false,
    call: run,
};

fn run<'r>(_: &mut Call<'_>, args: &[Value<'r>]) -> Result<Value<'r>, Fault> {
    match args {
        [Value::Optional(Some(value)), ..] => Ok(value.as_ref().clone()),
        [Value::Optional(None), other] => Ok(other.clone()),
        _ => Err(Fault::NoOverload),
    }
}
