//! `uint`

use super::{Call, Fault, Function};
use crate::Value;

pub(super) const FUNCTION: Function = Function {
    name: "uint",
    signatures: &["uint(uint) -> uint", "uint(int) -> uint", "uint(double) -> uint", "uint(string) -> uint"],
    doc: "A number or text as `uint`, fractions cut off.",
    example: "uint(3.9) == 3u",
    costly: false,
    call: run,
};

fn run<'r>(_: &mut Call<'_>, args: &[Value<'r>]) -> Result<Value<'r>, Fault> {
    const RANGE: Fault = Fault::fixed("out of the range of uint");
    let [value] = args else { return Err(Fault::NoOverload) };
    match value {
        Value::Uint(value) => Ok(Value::Uint(*value)),
        Value::Int(value) => u64::try_from(*value).map(Value::Uint).map_err(|_| RANGE),
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "the guard checks the range")]
        Value::Double(value) if (0.0..18_446_744_073_709_551_616.0).contains(value) => Ok(Value::Uint(*value as u64)),
        Value::Double(_) => Err(RANGE),
        _ => {
            let text = value.as_str().ok_or(Fault::NoOverload)?;
            let digits = text.bytes().all(|byte| byte.is_ascii_digit());
            text.parse().ok().filter(|_| digits).map(Value::Uint).ok_or(Fault::fixed("the string is no uint"))
        }
    }
}
