//! `last`

use std::sync::Arc;

use super::{Call, Fault, Function};
use crate::Value;

pub(super) const FUNCTION: Function = Function {
    name: "last",
    signatures: &["list(T).last() -> optional_type(T)"],
    doc: "The last element, as an optional that is empty for an empty list.",
    example: "[].last().hasValue() == false",
    costly: false,
    call: run,
};

fn run<'r>(_: &mut Call<'_>, args: &[Value<'r>]) -> Result<Value<'r>, Fault> {
    let [list] = args else { return Err(Fault::NoOverload) };
    if list.list_len().is_none() {
        return Err(Fault::NoOverload);
    }
    Ok(Value::Optional(list.list_get(list.list_len().ok_or(Fault::NoOverload)?.wrapping_sub(1)).map(Arc::new)))
}
