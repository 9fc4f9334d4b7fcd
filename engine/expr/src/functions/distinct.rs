//! `distinct`

use super::{Call, Fault, Function};
use crate::Value;
use crate::value::equal;

pub(super) const FUNCTION: Function = Function {
    name: "distinct",
    signatures: &["list(T).distinct() -> list(T)"],
    doc: "The elements without repetitions, in the order of their first place.",
    example: "[1, 2, 1.0, 2u].distinct() == [1, 2]",
    costly: false,
    call: run,
};

fn run<'r>(call: &mut Call<'_>, args: &[Value<'r>]) -> Result<Value<'r>, Fault> {
    let [list] = args else { return Err(Fault::NoOverload) };
    let mut kept: Vec<Value<'r>> = Vec::new();
    'items: for item in list.list_items().ok_or(Fault::NoOverload)? {
        call.take(1)?;
        for other in &kept {
            if equal(other, &item, call.fuel)? {
                continue 'items;
            }
        }
        kept.push(item);
    }
    Ok(Value::list(kept))
}
