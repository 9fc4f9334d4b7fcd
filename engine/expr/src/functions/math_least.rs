//! `math.least`

use std::cmp::Ordering;

use super::{Call, Fault, Function};
use crate::Value;
use crate::value::Number;

pub(super) const FUNCTION: Function = Function {
    name: "math.least",
    signatures: &[
        "math.least(int...) -> int",
        "math.least(uint...) -> uint",
        "math.least(double...) -> double",
        "math.least(dyn...) -> dyn",
        "math.least(list(int)) -> int",
        "math.least(list(uint)) -> uint",
        "math.least(list(double)) -> double",
        "math.least(list(dyn)) -> dyn",
    ],
    doc: "The least of numbers, or of a list of numbers.",
    example: "math.least([4, -1, 2]) == -1",
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
        if best.is_none_or(|(best, _)| number.order(best) == Some(Ordering::Less)) {
            best = Some((number, value));
        }
    }
    best.map(|(_, value)| value.clone()).ok_or(Fault::fixed("the list is empty"))
}
