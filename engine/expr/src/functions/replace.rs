//! `replace`

use super::MAX_TEXT;
use super::{Call, Fault, Function};
use crate::Value;

pub(super) const FUNCTION: Function = Function {
    name: "replace",
    signatures: &["string.replace(string, string) -> string", "string.replace(string, string, int) -> string"],
    doc: "With every occurrence of a string, or the first few, replaced by another.",
    example: r#""1-2-3".replace("-", "", 1) == "12-3""#,
    costly: true,
    call: run,
};

fn run<'r>(call: &mut Call<'_>, args: &[Value<'r>]) -> Result<Value<'r>, Fault> {
    let (text, from, to, count) = match args {
        [text, from, to] => (text, from, to, -1),
        [text, from, to, Value::Int(count)] => (text, from, to, *count),
        _ => return Err(Fault::NoOverload),
    };
    let (Some(text), Some(from), Some(to)) = (text.as_str(), from.as_str(), to.as_str()) else {
        return Err(Fault::NoOverload);
    };
    call.take_for_bytes(text.len())?;
    let count = usize::try_from(count).unwrap_or(usize::MAX);
    let found = text.matches(from).take(count).count();
    if text.len().saturating_add(found.saturating_mul(to.len())) > MAX_TEXT.saturating_add(found * from.len()) {
        return Err(Fault::TooLong);
    }
    call.text(&text.replacen(from, to, count))
}
