//! `bool`

use super::{Call, Fault, Function};
use crate::Value;

pub(super) const FUNCTION: Function = Function {
    name: "bool",
    signatures: &["bool(bool) -> bool", "bool(string) -> bool"],
    doc: "Text as a boolean: `true`, `True`, `TRUE`, `t`, `1` and their opposites.",
    example: r#"bool("true") && !bool("0")"#,
    costly: false,
    call: run,
};

fn run<'r>(_: &mut Call<'_>, args: &[Value<'r>]) -> Result<Value<'r>, Fault> {
    let [value] = args else { return Err(Fault::NoOverload) };
    match (value, value.as_str()) {
        (Value::Bool(_), _) => Ok(value.clone()),
        (_, Some("1" | "t" | "T" | "true" | "TRUE" | "True")) => Ok(Value::Bool(true)),
        (_, Some("0" | "f" | "F" | "false" | "FALSE" | "False")) => Ok(Value::Bool(false)),
        (_, Some(_)) => Err(Fault::fixed("the string is no bool")),
        _ => Err(Fault::NoOverload),
    }
}
