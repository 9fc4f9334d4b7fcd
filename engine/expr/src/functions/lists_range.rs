//! `lists.range`

use super::{Call, Fault, Function};
use crate::Value;

pub(super) const FUNCTION: Function = Function {
    name: "lists.range",
    signatures: &["lists.range(int) -> list(int)"],
    doc: "The numbers from 0 up to but without a given one.",
    example: "lists.range(3) == [0, 1, 2]",
    costly: false,
    call: run,
};

fn run<'r>(call: &mut Call<'_>, args: &[Value<'r>]) -> Result<Value<'r>, Fault> {
    let [Value::Int(count)] = args else { return Err(Fault::NoOverload) };
    call.take(u64::try_from(*count).unwrap_or(0))?;
    Ok((0..*count).map(Value::Int).collect())
}
