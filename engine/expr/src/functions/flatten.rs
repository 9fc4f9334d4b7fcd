//! `flatten`

use super::{Call, Fault, Function};
use crate::Value;

pub(super) const FUNCTION: Function = Function {
    name: "flatten",
    signatures: &[
        "list(list(T)).flatten() -> list(T)",
        "list(dyn).flatten() -> list(dyn)",
        "list(dyn).flatten(int) -> list(dyn)",
    ],
    doc: "The elements of lists inside a list in their place, one level deep or as many as given.",
    example: "[1, [2, [3]]].flatten() == [1, 2, [3]]",
    costly: false,
    call: run,
};

fn run<'r>(call: &mut Call<'_>, args: &[Value<'r>]) -> Result<Value<'r>, Fault> {
    let (list, depth) = match args {
        [list] => (list, 1),
        [list, Value::Int(depth)] => (list, *depth),
        _ => return Err(Fault::NoOverload),
    };
    let mut depth = usize::try_from(depth).map_err(|_| Fault::fixed("negative depth"))?;
    let mut items: Vec<Value<'r>> = list.list_items().ok_or(Fault::NoOverload)?.collect();
    while depth > 0 && items.iter().any(|item| item.list_len().is_some()) {
        let mut flat = Vec::with_capacity(items.iter().map(|item| item.list_len().unwrap_or(1)).sum());
        for item in items {
            call.take(1)?;
            match item.list_len() {
                Some(len) => {
                    call.take_for(len)?;
                    flat.extend(item.list_items().into_iter().flatten());
                }
                None => flat.push(item),
            }
        }
        items = flat;
        depth -= 1;
    }
    Ok(Value::list(items))
}
