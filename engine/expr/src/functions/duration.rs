//! `duration`

use super::{Call, Fault, Function};
use crate::Value;
use crate::value::parse_duration;

pub(super) const FUNCTION: Function = Function {
    name: "duration",
    signatures: &["duration(duration) -> duration", "duration(string) -> duration"],
    doc: "Text such as `1h30m`, `-1.5s` or `250ms` as a duration of up to 292 years.",
    example: r#"duration("1h30m") == duration("5400s")"#,
    costly: false,
    call: run,
};

fn run<'r>(_: &mut Call<'_>, args: &[Value<'r>]) -> Result<Value<'r>, Fault> {
    let [value] = args else { return Err(Fault::NoOverload) };
    if let Value::Duration(_) = value {
        return Ok(value.clone());
    }
    let text = value.as_str().ok_or(Fault::NoOverload)?;
    let span = parse_duration(text).ok_or(Fault::fixed("not a duration such as `1h30m`, or one out of range"))?;
    Ok(Value::Duration(span))
}
