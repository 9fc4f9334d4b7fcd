//! `substring`

use super::index_of::byte_offset;
use super::{Call, Fault, Function};
use crate::Value;

pub(super) const FUNCTION: Function = Function {
    name: "substring",
    signatures: &["string.substring(int) -> string", "string.substring(int, int) -> string"],
    doc: "The characters from an index on, or up to but without another.",
    example: r#""tacocat".substring(4) == "cat" && "tacocat".substring(0, 4) == "taco""#,
    costly: false,
    call: run,
};

fn run<'r>(call: &mut Call<'_>, args: &[Value<'r>]) -> Result<Value<'r>, Fault> {
    let (text, from, to) = match args {
        [text, Value::Int(from)] => (text, *from, None),
        [text, Value::Int(from), Value::Int(to)] => (text, *from, Some(*to)),
        _ => return Err(Fault::NoOverload),
    };
    let of = text;
    let text = of.as_str().ok_or(Fault::NoOverload)?;
    call.take_for_bytes(text.len())?;
    let start = byte_offset(text, from)?;
    let end = to.map_or(Ok(text.len()), |to| byte_offset(text, to))?;
    let part = text.get(start..end).ok_or(Fault::fixed("the end of a substring is before its start"))?;
    call.part(of, part)
}
