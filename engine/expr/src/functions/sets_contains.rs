//! `sets.contains`

use super::{Call, Fault, Function};
use crate::Value;
use crate::value::contains;

pub(super) const FUNCTION: Function = Function {
    name: "sets.contains",
    signatures: &["sets.contains(list(T), list(T)) -> bool"],
    doc: "Whether the first list has every element of the second.",
    example: "sets.contains([1, 2, 3], [3, 1])",
    costly: false,
    call: run,
};

fn run<'r>(call: &mut Call<'_>, args: &[Value<'r>]) -> Result<Value<'r>, Fault> {
    let [list, items] = args else { return Err(Fault::NoOverload) };
    contains_all(call, list, items).map(Value::Bool)
}

/// Whether `list` has every element of `items`.
pub(super) fn contains_all(call: &mut Call<'_>, list: &Value<'_>, items: &Value<'_>) -> Result<bool, Fault> {
    for item in items.list_items().ok_or(Fault::NoOverload)? {
        call.take(1)?;
        if !contains(list, &item, call.fuel)?.ok_or(Fault::NoOverload)? {
            return Ok(false);
        }
    }
    Ok(true)
}
