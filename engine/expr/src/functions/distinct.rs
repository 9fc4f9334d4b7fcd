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
    if let Value::List(items) = list {
        // Most lists have no repetitions, and are their own answer.
        let mut kept: Option<Vec<Value<'r>>> = None;
        for (at, item) in items.iter().enumerate() {
            let before = match &kept {
                Some(kept) => kept,
                None => items.get(..at).unwrap_or_default(),
            };
            let known = is_among(call, item, before)?;
            match &mut kept {
                None if known => kept = Some(items.get(..at).unwrap_or_default().to_vec()),
                Some(kept) if !known => kept.push(item.clone()),
                _ => {}
            }
        }
        return Ok(kept.map_or_else(|| list.clone(), Value::list));
    }
    let mut kept: Vec<Value<'r>> = Vec::new();
    for item in list.list_items().ok_or(Fault::NoOverload)? {
        if !is_among(call, &item, &kept)? {
            kept.push(item);
        }
    }
    Ok(Value::list(kept))
}

fn is_among<'r>(call: &mut Call<'_>, item: &Value<'r>, others: &[Value<'r>]) -> Result<bool, Fault> {
    call.take(1)?;
    for other in others {
        if equal(other, item, call.fuel)? {
            return Ok(true);
        }
    }
    Ok(false)
}
