//! `sets.intersects`

use super::{Call, Fault, Function};
use crate::Value;
use crate::value::contains;

pub(super) const FUNCTION: Function = Function {
    name: "sets.intersects",
    signatures: &["sets.intersects(list(T), list(T)) -> bool"],
    doc: "Whether two lists have an element in common.",
    example: "sets.intersects([1, 2], [2, 3])",
    costly: false,
    call: run,
};

fn run<'r>(call: &mut Call<'_>, args: &[Value<'r>]) -> Result<Value<'r>, Fault> {
    let [a, b] = args else { return Err(Fault::NoOverload) };
    for item in a.list_items().ok_or(Fault::NoOverload)? {
        call.take(1)?;
        if contains(b, &item, call.fuel)?.ok_or(Fault::NoOverload)? {
            return Ok(Value::Bool(true));
        }
    }
    Ok(Value::Bool(false))
}
