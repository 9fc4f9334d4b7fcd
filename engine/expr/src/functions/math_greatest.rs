//! `math.greatest`

use std::cmp::Ordering;

use super::{Call, Fault, Function};
use crate::Value;
use crate::value::Number;

pub(super) const FUNCTION: Function = Function {
    name: "math.greatest",
    signatures: &[
        "math.greatest(int...) -> int",
        "math.greatest(uint...) -> uint",
        "math.greatest(double...) -> double",
        "math.greatest(dyn...) -> dyn",
        "math.greatest(list(int)) -> int",
        "math.greatest(list(uint)) -> uint",
        "math.greatest(list(double)) -> double",
        "math.greatest(list(dyn)) -> dyn",
    ],
    doc: "The greatest of numbers, or of a list of numbers.",
    example: "math.greatest(1, 3.5, 2u) == 3.5",
    costly: false,
    call: run,
};

fn run<'r>(call: &mut Call<'_>, args: &[Value<'r>]) -> Result<Value<'r>, Fault> {
    let list = match args {
        [list] => list.to_items(),
        _ => None,
    };
    let numbers = list.as_deref().unwrap_or(args);
    call.take_for(numbers.len())?;
    let mut best: Option<(Number, &Value<'r>)> = None;
    for value in numbers {
        let number = Number::of(value).ok_or(Fault::NoOverload)?;
        if best.is_none_or(|(best, _)| number.order(best) == Some(Ordering::Greater)) {
            best = Some((number, value));
        }
    }
    best.map(|(_, value)| value.clone()).ok_or(Fault::fixed("the list is empty"))
}
