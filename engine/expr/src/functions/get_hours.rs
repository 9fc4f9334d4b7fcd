//! `getHours`

use super::selector;
use super::{Call, Fault, Function};
use crate::Value;

pub(super) const FUNCTION: Function = Function {
    name: "getHours",
    signatures: &["timestamp.getHours() -> int", "timestamp.getHours(string) -> int", "duration.getHours() -> int"],
    doc: "The hour of the day, in UTC or a time zone; of a duration all its hours.",
    example: r#"timestamp("2009-02-13T23:31:30Z").getHours("02:00") == 1"#,
    costly: false,
    call: run,
};

fn run<'r>(_: &mut Call<'_>, args: &[Value<'r>]) -> Result<Value<'r>, Fault> {
    if let [Value::Duration(span)] = args {
        return Ok(Value::Int(span.as_secs() / 3600));
    }
    selector::select(args, |civil| civil.second / 3600)
}
