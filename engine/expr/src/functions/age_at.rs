//! `age_at`

use jiff::civil::Date;

use super::first_day::partial_date;
use super::{Call, Fault, Function};
use crate::Value;
use crate::value::moment;

pub(super) const FUNCTION: Function = Function {
    name: "age_at",
    signatures: &[
        "age_at(timestamp, timestamp) -> int",
        "age_at(string, timestamp) -> int",
        "age_at(timestamp, string) -> int",
        "age_at(string, string) -> int",
    ],
    doc: "Whole years from one date to another, each a timestamp (its date in UTC) or a date such as `1990`, `1990-05` or `1990-05-17`; a partial date counts as its first day.",
    example: r#"age_at("1990-05-17", timestamp("2026-05-16T00:00:00Z")) == 35"#,
    costly: false,
    call: run,
};

fn run<'r>(_: &mut Call<'_>, args: &[Value<'r>]) -> Result<Value<'r>, Fault> {
    let [from, to] = args else { return Err(Fault::NoOverload) };
    let (from, to) = (date(from)?, date(to)?);
    let years = i64::from(to.year()) - i64::from(from.year());
    let before = (to.month(), to.day()) < (from.month(), from.day());
    Ok(Value::Int(years - i64::from(before)))
}

fn date(value: &Value<'_>) -> Result<Date, Fault> {
    match value {
        Value::Timestamp(time) => moment::civil(*time, 0).map(|(date, _)| date).ok_or(moment::OUT_OF_RANGE),
        _ => partial_date(value.as_str().ok_or(Fault::NoOverload)?).map(|(first, _)| first),
    }
}
