//! `reverse`

use super::{Call, Fault, Function};
use crate::Value;

pub(super) const FUNCTION: Function = Function {
    name: "reverse",
    signatures: &["string.reverse() -> string", "list(T).reverse() -> list(T)"],
    doc: "The characters of a string, or the elements of a list, in the opposite order.",
    example: r#""abc".reverse() == "cba" && [1, 2].reverse() == [2, 1]"#,
    costly: false,
    call: run,
};

fn run<'r>(call: &mut Call<'_>, args: &[Value<'r>]) -> Result<Value<'r>, Fault> {
    let [value] = args else { return Err(Fault::NoOverload) };
    if let Some(text) = value.as_str() {
        return call.text(&text.chars().rev().collect::<String>());
    }
    call.take_for(value.list_len().unwrap_or(0))?;
    let mut items = value.to_items().ok_or(Fault::NoOverload)?;
    items.reverse();
    Ok(Value::list(items))
}
