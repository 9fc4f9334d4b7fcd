//! `getDayOfWeek`

use super::selector;
use super::{Call, Fault, Function};
use crate::Value;

pub(super) const FUNCTION: Function = Function {
    name: "getDayOfWeek",
    signatures: &["timestamp.getDayOfWeek() -> int", "timestamp.getDayOfWeek(string) -> int"],
    doc: "The day of the week, from 0 for Sunday, in UTC or a time zone.",
    example: r#"timestamp("2009-02-13T23:31:30Z").getDayOfWeek() == 5"#,
    costly: false,
    call: run,
};

fn run<'r>(_: &mut Call<'_>, args: &[Value<'r>]) -> Result<Value<'r>, Fault> {
    selector::select(args, |civil| i64::from(civil.date.weekday().to_sunday_zero_offset()))
}
