//! `slice`

use super::{Call, Fault, Function};
use crate::Value;

pub(super) const FUNCTION: Function = Function {
    name: "slice",
    signatures: &["list(T).slice(int, int) -> list(T)"],
    doc: "The elements from one index up to but without another.",
    example: "[1, 2, 3, 4].slice(1, 3) == [2, 3]",
    costly: false,
    call: run,
};

fn run<'r>(call: &mut Call<'_>, args: &[Value<'r>]) -> Result<Value<'r>, Fault> {
    let [list, Value::Int(from), Value::Int(to)] = args else { return Err(Fault::NoOverload) };
    let items = list.to_items().ok_or(Fault::NoOverload)?;
    call.take_for(items.len())?;
    let range = usize::try_from(*from).ok().zip(usize::try_from(*to).ok());
    let part = range.and_then(|(from, to)| items.get(from..to));
    part.map(|part| Value::list(part.to_vec())).ok_or(Fault::fixed("index out of range"))
}
