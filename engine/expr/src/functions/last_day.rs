//! `last_day`

use super::first_day::partial_date;
use super::{Call, Fault, Function};
use crate::Value;
use crate::value::moment;

pub(super) const FUNCTION: Function = Function {
    name: "last_day",
    signatures: &["last_day(string) -> timestamp"],
    doc: "The last second of a date such as `2019`, `2019-05` or `2019-05-01`.",
    example: r#"last_day("2019-02") == timestamp("2019-02-28T23:59:59Z")"#,
    costly: false,
    call: run,
};

fn run<'r>(_: &mut Call<'_>, args: &[Value<'r>]) -> Result<Value<'r>, Fault> {
    let [text] = args else { return Err(Fault::NoOverload) };
    let (_, last) = partial_date(text.as_str().ok_or(Fault::NoOverload)?)?;
    moment::at(moment::midnight(last) + 86_399, 0).map(Value::Timestamp).ok_or(moment::OUT_OF_RANGE)
}
