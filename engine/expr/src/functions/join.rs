//! `join`

use super::MAX_TEXT;
use super::{Call, Fault, Function};
use crate::Value;

pub(super) const FUNCTION: Function = Function {
    name: "join",
    signatures: &["list(string).join() -> string", "list(string).join(string) -> string"],
    doc: "Strings one after the other, with a separator between.",
    example: r#"["a", "b"].join("-") == "a-b""#,
    call: run,
};

fn run<'r>(call: &mut Call<'_>, args: &[Value<'r>]) -> Result<Value<'r>, Fault> {
    let (list, separator) = match args {
        [list] => (list, ""),
        [list, separator] => (list, separator.as_str().ok_or(Fault::NoOverload)?),
        _ => return Err(Fault::NoOverload),
    };
    let mut joined = String::new();
    for (index, item) in list.list_items().ok_or(Fault::NoOverload)?.enumerate() {
        call.take(1)?;
        if index > 0 {
            joined.push_str(separator);
        }
        joined.push_str(item.as_str().ok_or(Fault::NoOverload)?);
        if joined.len() > MAX_TEXT {
            return Err(Fault::TooLong);
        }
    }
    call.text(joined)
}
