//! `dyn`

use super::{Call, Fault, Function};
use crate::Value;

pub(super) const FUNCTION: Function = Function {
    name: "dyn",
    signatures: &["dyn(T) -> dyn"],
    doc: "The value itself, its type forgotten: the checker no longer compares types.",
    example: "dyn(1) == 1.0",
    costly: false,
    call: run,
};

fn run<'r>(_: &mut Call<'_>, args: &[Value<'r>]) -> Result<Value<'r>, Fault> {
    let [value] = args else { return Err(Fault::NoOverload) };
    Ok(value.clone())
}
