//! `getMinutes`

use super::selector;
use super::{Call, Fault, Function};
use crate::Value;

pub(super) const FUNCTION: Function = Function {
    name: "getMinutes",
    signatures: &[
        "timestamp.getMinutes() -> int",
        "timestamp.getMinutes(string) -> int",
        "duration.getMinutes() -> int",
    ],
    doc: "The minute of the hour, in UTC or a time zone; of a duration all its minutes.",
    example: r#"duration("3730s").getMinutes() == 62"#,
    costly: false,
    call: run,
};

fn run<'r>(_: &mut Call<'_>, args: &[Value<'r>]) -> Result<Value<'r>, Fault> {
    if let [Value::Duration(span)] = args {
        return Ok(Value::Int(span.as_secs() / 60));
    }
    selector::select(args, |civil| civil.second / 60 % 60)
}
