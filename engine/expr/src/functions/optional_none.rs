//! `optional.none`

use super::{Call, Fault, Function};
use crate::Value;

pub(super) const FUNCTION: Function = Function {
    name: "optional.none",
    signatures: &["optional.none() -> optional_type(T)"],
    doc: "An empty optional.",
    example: "!optional.none().hasValue()",
    costly: false,
    call: run,
};

fn run<'r>(_: &mut Call<'_>, args: &[Value<'r>]) -> Result<Value<'r>, Fault> {
    let [] = args else { return Err(Fault::NoOverload) };
    Ok(Value::Optional(None))
}
