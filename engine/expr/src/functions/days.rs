//! `days`

use jiff::SignedDuration;

use super::{Call, Fault, Function};
use crate::Value;
use crate::value::duration;

pub(super) const FUNCTION: Function = Function {
    name: "days",
    signatures: &["days(int) -> duration"],
    doc: "A duration of so many days of 24 hours.",
    example: r#"days(2) == duration("48h")"#,
    costly: false,
    call: run,
};

fn run<'r>(_: &mut Call<'_>, args: &[Value<'r>]) -> Result<Value<'r>, Fault> {
    let [Value::Int(count)] = args else { return Err(Fault::NoOverload) };
    duration(count.checked_mul(86_400).map(SignedDuration::from_secs))
}
