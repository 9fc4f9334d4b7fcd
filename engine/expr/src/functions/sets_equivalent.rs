//! `sets.equivalent`

use super::sets_contains::contains_all;
use super::{Call, Fault, Function};
use crate::Value;

pub(super) const FUNCTION: Function = Function {
    name: "sets.equivalent",
    signatures: &["sets.equivalent(list(T), list(T)) -> bool"],
    doc: "Whether two lists have the same elements, however often and in whatever order.",
    example: "sets.equivalent([1, 2, 2], [2u, 1.0])",
    costly: false,
    call: run,
};

fn run<'r>(call: &mut Call<'_>, args: &[Value<'r>]) -> Result<Value<'r>, Fault> {
    let [a, b] = args else { return Err(Fault::NoOverload) };
    Ok(Value::Bool(contains_all(call, a, b)? && contains_all(call, b, a)?))
}
