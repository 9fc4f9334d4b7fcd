//! `first`

use std::sync::Arc;

use super::{Call, Fault, Function};
use crate::Value;

pub(super) const FUNCTION: Function = Function {
    name: "first",
    signatures: &["list(T).first() -> optional_type(T)"],
    doc: "The first element, as an optional that is empty for an empty list.",
    example: "[1, 2].first().value() == 1",
    costly: false,
    call: run,
};

fn run<'r>(_: &mut Call<'_>, args: &[Value<'r>]) -> Result<Value<'r>, Fault> {
    let [list] = args else { return Err(Fault::NoOverload) };
    if list.list_len().is_none() {
        return Err(Fault::NoOverload);
    }
    Ok(Value::Optional(list.list_get(0).map(Arc::new)))
}
