//! `timestamp`

use super::{Call, Fault, Function};
use crate::Value;
use crate::value::moment;

pub(super) const FUNCTION: Function = Function {
    name: "timestamp",
    signatures: &["timestamp(timestamp) -> timestamp", "timestamp(string) -> timestamp", "timestamp(int) -> timestamp"],
    doc: "RFC 3339 text, or seconds since 1970, as a timestamp of the years 1 to 9999.",
    example: r#"timestamp("2026-01-05T10:00:00Z") < timestamp(1800000000)"#,
    costly: true,
    call: run,
};

fn run<'r>(_: &mut Call<'_>, args: &[Value<'r>]) -> Result<Value<'r>, Fault> {
    let [value] = args else { return Err(Fault::NoOverload) };
    match value {
        Value::Timestamp(_) => Ok(value.clone()),
        Value::Int(seconds) => moment::at(*seconds, 0).map(Value::Timestamp).ok_or(moment::OUT_OF_RANGE),
        _ => moment::parse(value.as_str().ok_or(Fault::NoOverload)?).map(Value::Timestamp),
    }
}
