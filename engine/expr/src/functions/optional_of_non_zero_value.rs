//! `optional.ofNonZeroValue`

use super::{Call, Fault, Function};
use crate::Value;

pub(super) const FUNCTION: Function = Function {
    name: "optional.ofNonZeroValue",
    signatures: &["optional.ofNonZeroValue(T) -> optional_type(T)"],
    doc: "An optional with a value, empty for `null`, `false`, zero and whatever is empty.",
    example: r#"optional.ofNonZeroValue("").orValue("none") == "none""#,
    costly: false,
    call: run,
};

fn run<'r>(_: &mut Call<'_>, args: &[Value<'r>]) -> Result<Value<'r>, Fault> {
    let [value] = args else { return Err(Fault::NoOverload) };
    let zero = match value {
        Value::Null | Value::Bool(false) | Value::Int(0) | Value::Uint(0) | Value::Optional(None) => true,
        Value::Double(value) => *value == 0.0,
        Value::Bytes(bytes) => bytes.is_empty(),
        Value::Duration(span) => span.is_zero(),
        Value::Timestamp(time) => time.seconds == 0 && time.nanos == 0,
        _ => value.as_str().is_some_and(str::is_empty) || value.list_len() == Some(0) || value.map_len() == Some(0),
    };
    Ok(if zero { Value::Optional(None) } else { Value::some(value.clone()) })
}
