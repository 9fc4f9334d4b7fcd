//! `int`

use super::{Call, Fault, Function};
use crate::Value;

pub(super) const FUNCTION: Function = Function {
    name: "int",
    signatures: &[
        "int(int) -> int",
        "int(uint) -> int",
        "int(double) -> int",
        "int(string) -> int",
        "int(timestamp) -> int",
    ],
    doc: "A number or text as `int`, fractions cut off; a timestamp as seconds since 1970.",
    example: r#"int("42") == 42 && int(-3.9) == -3"#,
    costly: false,
    call: run,
};

fn run<'r>(_: &mut Call<'_>, args: &[Value<'r>]) -> Result<Value<'r>, Fault> {
    const RANGE: Fault = Fault::fixed("out of the range of int");
    let [value] = args else { return Err(Fault::NoOverload) };
    match value {
        Value::Int(value) => Ok(Value::Int(*value)),
        Value::Uint(value) => i64::try_from(*value).map(Value::Int).map_err(|_| RANGE),
        // The limits themselves are refused too: as doubles they stand for numbers beyond them.
        #[expect(clippy::cast_possible_truncation, reason = "the guard checks the range")]
        Value::Double(value) if value.abs() < 9_223_372_036_854_775_808.0 => Ok(Value::Int(*value as i64)),
        Value::Double(_) => Err(RANGE),
        Value::Timestamp(time) => Ok(Value::Int(time.seconds)),
        _ => {
            let text = value.as_str().ok_or(Fault::NoOverload)?;
            text.parse().map(Value::Int).map_err(|_| Fault::fixed("the string is no int"))
        }
    }
}
