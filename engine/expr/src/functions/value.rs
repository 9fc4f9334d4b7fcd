//! `value`

use super::{Call, Fault, Function};
use crate::Value;

pub(super) const FUNCTION: Function = Function {
    name: "value",
    signatures: &["optional_type(T).value() -> T"],
    doc: "The value of an optional; an empty one is an error.",
    example: r#"{"a": 1}.?a.value() == 1"#,
    costly: false,
    call: run,
};

fn run<'r>(_: &mut Call<'_>, args: &[Value<'r>]) -> Result<Value<'r>, Fault> {
    let [Value::Optional(value)] = args else { return Err(Fault::NoOverload) };
    value.as_deref().cloned().ok_or(Fault::fixed("the optional has no value"))
}
