//! `getDate`

use super::selector;
use super::{Call, Fault, Function};
use crate::Value;

pub(super) const FUNCTION: Function = Function {
    name: "getDate",
    signatures: &["timestamp.getDate() -> int", "timestamp.getDate(string) -> int"],
    doc: "The day of the month, from 1, in UTC or a time zone.",
    example: r#"timestamp("2009-02-13T23:31:30Z").getDate() == 13"#,
    costly: false,
    call: run,
};

fn run<'r>(_: &mut Call<'_>, args: &[Value<'r>]) -> Result<Value<'r>, Fault> {
    selector::select(args, |civil| i64::from(civil.date.day()))
}
