//! `most_at_once`

use hirewall_model::Time;

use super::{Call, Fault, Function};
use crate::Value;

pub(super) const FUNCTION: Function = Function {
    name: "most_at_once",
    signatures: &["most_at_once(list(timestamp), list(timestamp)) -> int"],
    doc: "How many of some spans of time hold at one moment, at most. The first list has their begins, the second the end of each, which is no longer part of it; a span that ends where it begins, or before, never holds.",
    example: r#"most_at_once([first_day("2019"), first_day("2020"), first_day("2020-06")], [first_day("2020"), first_day("2022"), first_day("2021")]) == 2"#,
    costly: false,
    call: run,
};

fn run<'r>(call: &mut Call<'_>, args: &[Value<'r>]) -> Result<Value<'r>, Fault> {
    let [begins, ends] = args else { return Err(Fault::NoOverload) };
    let (Some(count), Some(others)) = (begins.list_len(), ends.list_len()) else { return Err(Fault::NoOverload) };
    if count != others {
        return Err(Fault::fixed("there are not as many ends as begins"));
    }
    // Two lists are read and sorted.
    call.take_for(count.saturating_mul(2 + count.checked_ilog2().unwrap_or(0) as usize))?;
    let (mut opening, mut closing) = (Vec::with_capacity(count), Vec::with_capacity(count));
    for (begin, end) in times(begins)?.zip(times(ends)?) {
        let (begin, end) = (begin?, end?);
        if begin < end {
            opening.push(begin);
            closing.push(end);
        }
    }
    opening.sort_unstable();
    closing.sort_unstable();
    let (mut ended, mut most) = (0, 0);
    for (begun, begin) in opening.iter().enumerate() {
        // What ends when this begins is over.
        while closing.get(ended).is_some_and(|end| end <= begin) {
            ended += 1;
        }
        most = most.max(begun + 1 - ended);
    }
    Ok(Value::Int(i64::try_from(most).unwrap_or(i64::MAX)))
}

fn times<'v>(list: &'v Value<'_>) -> Result<impl Iterator<Item = Result<Time, Fault>> + 'v, Fault> {
    let time = |value: Value<'_>| match value {
        Value::Timestamp(time) => Ok(time),
        _ => Err(Fault::NoOverload),
    };
    Ok(list.list_items().ok_or(Fault::NoOverload)?.map(time))
}
