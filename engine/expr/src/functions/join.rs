//! `join`

use super::MAX_TEXT;
use super::{Call, Fault, Function};
use crate::Value;

pub(super) const FUNCTION: Function = Function {
    name: "join",
    signatures: &["list(string).join() -> string", "list(string).join(string) -> string"],
    doc: "Strings one after the other, with a separator between.",
    example: r#"["a", "b"].join("-") == "a-b""#,
    costly: false,
    call: run,
};

fn run<'r>(call: &mut Call<'_>, args: &[Value<'r>]) -> Result<Value<'r>, Fault> {
    let (list, separator) = match args {
        [list] => (list, ""),
        [list, separator] => (list, separator.as_str().ok_or(Fault::NoOverload)?),
        _ => return Err(Fault::NoOverload),
    };
    let items = list.list_items().ok_or(Fault::NoOverload)?;
    call.take_for(list.list_len().unwrap_or(0))?;
    call.write(|joined| {
        for (index, item) in items.enumerate() {
            if index > 0 {
                joined.push_str(separator);
            }
            joined.push_str(item.as_str().ok_or(Fault::NoOverload)?);
            if joined.len() > MAX_TEXT {
                return Err(Fault::TooLong);
            }
        }
        Ok(())
    })
}
