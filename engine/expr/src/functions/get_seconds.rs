//! `getSeconds`

use super::selector;
use super::{Call, Fault, Function};
use crate::Value;

pub(super) const FUNCTION: Function = Function {
    name: "getSeconds",
    signatures: &[
        "timestamp.getSeconds() -> int",
        "timestamp.getSeconds(string) -> int",
        "duration.getSeconds() -> int",
    ],
    doc: "The second of the minute; of a duration all its seconds.",
    example: r#"timestamp("2009-02-13T23:31:30Z").getSeconds() == 30"#,
    costly: false,
    call: run,
};

fn run<'r>(_: &mut Call<'_>, args: &[Value<'r>]) -> Result<Value<'r>, Fault> {
    if let [Value::Duration(span)] = args {
        return Ok(Value::Int(span.as_secs()));
    }
    selector::select(args, |civil| civil.second % 60)
}
