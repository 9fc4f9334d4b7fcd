//! `getMilliseconds`

use super::selector;
use super::{Call, Fault, Function};
use crate::Value;

pub(super) const FUNCTION: Function = Function {
    name: "getMilliseconds",
    signatures: &[
        "timestamp.getMilliseconds() -> int",
        "timestamp.getMilliseconds(string) -> int",
        "duration.getMilliseconds() -> int",
    ],
    doc: "The milliseconds of the second, also of a duration.",
    example: r#"duration("123.321456789s").getMilliseconds() == 321"#,
    costly: false,
    call: run,
};

fn run<'r>(_: &mut Call<'_>, args: &[Value<'r>]) -> Result<Value<'r>, Fault> {
    if let [Value::Duration(span)] = args {
        return Ok(Value::Int(i64::from(span.subsec_nanos() / 1_000_000)));
    }
    selector::select(args, |civil| i64::from(civil.nanos / 1_000_000))
}
