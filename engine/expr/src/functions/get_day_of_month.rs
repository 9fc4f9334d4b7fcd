//! `getDayOfMonth`

use super::selector;
use super::{Call, Fault, Function};
use crate::Value;

pub(super) const FUNCTION: Function = Function {
    name: "getDayOfMonth",
    signatures: &["timestamp.getDayOfMonth() -> int", "timestamp.getDayOfMonth(string) -> int"],
    doc: "The day of the month, from 0, in UTC or a time zone.",
    example: r#"timestamp("2009-02-13T23:31:30Z").getDayOfMonth("Australia/Sydney") == 13"#,
    costly: false,
    call: run,
};

fn run<'r>(_: &mut Call<'_>, args: &[Value<'r>]) -> Result<Value<'r>, Fault> {
    selector::select(args, |civil| i64::from(civil.date.day()) - 1)
}
