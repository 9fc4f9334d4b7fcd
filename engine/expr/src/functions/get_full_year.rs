//! `getFullYear`

use super::selector;
use super::{Call, Fault, Function};
use crate::Value;

pub(super) const FUNCTION: Function = Function {
    name: "getFullYear",
    signatures: &["timestamp.getFullYear() -> int", "timestamp.getFullYear(string) -> int"],
    doc: "The year, in UTC or a time zone.",
    example: r#"timestamp("2009-02-13T23:31:30Z").getFullYear() == 2009"#,
    costly: false,
    call: run,
};

fn run<'r>(_: &mut Call<'_>, args: &[Value<'r>]) -> Result<Value<'r>, Fault> {
    selector::select(args, |civil| i64::from(civil.date.year()))
}
