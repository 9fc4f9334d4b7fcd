//! `double`

use super::{Call, Fault, Function};
use crate::Value;

pub(super) const FUNCTION: Function = Function {
    name: "double",
    signatures: &[
        "double(double) -> double",
        "double(int) -> double",
        "double(uint) -> double",
        "double(string) -> double",
    ],
    doc: "A number or text as `double`, the nearest one.",
    example: r#"double("1e3") == 1000.0"#,
    costly: false,
    call: run,
};

fn run<'r>(_: &mut Call<'_>, args: &[Value<'r>]) -> Result<Value<'r>, Fault> {
    let [value] = args else { return Err(Fault::NoOverload) };
    #[expect(clippy::cast_precision_loss, reason = "the nearest double is what is asked for")]
    match value {
        Value::Double(value) => Ok(Value::Double(*value)),
        Value::Int(value) => Ok(Value::Double(*value as f64)),
        Value::Uint(value) => Ok(Value::Double(*value as f64)),
        _ => {
            let text = value.as_str().ok_or(Fault::NoOverload)?;
            text.parse().map(Value::Double).map_err(|_| Fault::fixed("the string is no double"))
        }
    }
}
