//! `getMonth`

use super::selector;
use super::{Call, Fault, Function};
use crate::Value;

pub(super) const FUNCTION: Function = Function {
    name: "getMonth",
    signatures: &["timestamp.getMonth() -> int", "timestamp.getMonth(string) -> int"],
    doc: "The month, from 0 for January, in UTC or a time zone.",
    example: r#"timestamp("2009-02-13T23:31:30Z").getMonth() == 1"#,
    costly: false,
    call: run,
};

fn run<'r>(_: &mut Call<'_>, args: &[Value<'r>]) -> Result<Value<'r>, Fault> {
    selector::select(args, |civil| i64::from(civil.date.month()) - 1)
}
