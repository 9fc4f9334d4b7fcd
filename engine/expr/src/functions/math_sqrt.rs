//! `math.sqrt`

use super::{Call, Fault, Function};
use crate::Value;

pub(super) const FUNCTION: Function = Function {
    name: "math.sqrt",
    signatures: &["math.sqrt(double) -> double", "math.sqrt(int) -> double", "math.sqrt(uint) -> double"],
    doc: "The square root, of a negative number not a number.",
    example: "math.sqrt(4.0) == 2.0",
    costly: false,
    call: run,
};

fn run<'r>(_: &mut Call<'_>, args: &[Value<'r>]) -> Result<Value<'r>, Fault> {
    #[expect(clippy::cast_precision_loss, reason = "a root is not exact anyway")]
    let number = match args {
        [Value::Double(value)] => *value,
        [Value::Int(value)] => *value as f64,
        [Value::Uint(value)] => *value as f64,
        _ => return Err(Fault::NoOverload),
    };
    Ok(Value::Double(number.sqrt()))
}
