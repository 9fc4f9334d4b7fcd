//! `size`

use super::{Call, Fault, Function};
use crate::Value;

pub(super) const FUNCTION: Function = Function {
    name: "size",
    signatures: &[
        "size(string) -> int",
        "string.size() -> int",
        "size(bytes) -> int",
        "bytes.size() -> int",
        "size(list(T)) -> int",
        "list(T).size() -> int",
        "size(map(K, V)) -> int",
        "map(K, V).size() -> int",
    ],
    doc: "How many characters a string has, bytes a byte sequence, elements a list or entries a map.",
    example: r#"size("añb") == 3 && [1, 2].size() == 2"#,
    costly: false,
    call: run,
};

fn run<'r>(call: &mut Call<'_>, args: &[Value<'r>]) -> Result<Value<'r>, Fault> {
    let [value] = args else { return Err(Fault::NoOverload) };
    let size = if let Some(text) = value.as_str() {
        call.take_for_bytes(text.len())?;
        text.chars().count()
    } else if let Value::Bytes(bytes) = value {
        bytes.len()
    } else {
        value.list_len().or_else(|| value.map_len()).ok_or(Fault::NoOverload)?
    };
    Ok(Value::Int(i64::try_from(size).unwrap_or(i64::MAX)))
}
