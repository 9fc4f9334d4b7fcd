//! `sort`

use std::cmp::Ordering;

use super::{Call, Fault, Function};
use crate::Value;
use crate::value::order;

pub(super) const FUNCTION: Function = Function {
    name: "sort",
    signatures: &[
        "list(int).sort() -> list(int)",
        "list(uint).sort() -> list(uint)",
        "list(double).sort() -> list(double)",
        "list(bool).sort() -> list(bool)",
        "list(string).sort() -> list(string)",
        "list(bytes).sort() -> list(bytes)",
        "list(timestamp).sort() -> list(timestamp)",
        "list(duration).sort() -> list(duration)",
        "list(dyn).sort() -> list(dyn)",
    ],
    doc: "The elements in rising order; all must be of one type that has an order.",
    example: "[3, 1, 2].sort() == [1, 2, 3]",
    costly: false,
    call: run,
};

fn run<'r>(call: &mut Call<'_>, args: &[Value<'r>]) -> Result<Value<'r>, Fault> {
    let [list] = args else { return Err(Fault::NoOverload) };
    let mut items = list.to_items().ok_or(Fault::NoOverload)?;
    call.take_for(items.len().saturating_mul(items.len().max(2).ilog2() as usize))?;
    // Types are checked first, so that the order used for sorting is total.
    if let Some((first, rest)) = items.split_first() {
        let kind = std::mem::discriminant(&first.type_of());
        if rest.iter().any(|item| std::mem::discriminant(&item.type_of()) != kind) || order(first, first).is_err() {
            return Err(Fault::fixed("the elements of a sorted list must be of one type that has an order"));
        }
    }
    items.sort_by(|a, b| match (a, b) {
        (Value::Double(a), Value::Double(b)) => a.total_cmp(b),
        _ => order(a, b).ok().flatten().unwrap_or(Ordering::Equal),
    });
    Ok(Value::list(items))
}
