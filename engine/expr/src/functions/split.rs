//! `split`

use super::{Call, Fault, Function, part_of};
use crate::Value;

pub(super) const FUNCTION: Function = Function {
    name: "split",
    signatures: &["string.split(string) -> list(string)", "string.split(string, int) -> list(string)"],
    doc: "The parts between occurrences of a separator, at most so many; between all characters if the separator is empty.",
    example: r#""a b c".split(" ", 2) == ["a", "b c"]"#,
    costly: true,
    call: run,
};

fn run<'r>(call: &mut Call<'_>, args: &[Value<'r>]) -> Result<Value<'r>, Fault> {
    let (text, separator, limit) = match args {
        [text, separator] => (text, separator, -1),
        [text, separator, Value::Int(limit)] => (text, separator, *limit),
        _ => return Err(Fault::NoOverload),
    };
    let of = text;
    let (Some(text), Some(separator)) = (of.as_str(), separator.as_str()) else { return Err(Fault::NoOverload) };
    let limit = usize::try_from(limit).unwrap_or(usize::MAX);
    call.take_for_bytes(text.len())?;
    if limit == 0 {
        return Ok(Value::list(Vec::new()));
    }
    let mut parts: Vec<Value<'r>> = Vec::new();
    let mut rest = text;
    while parts.len() + 1 < limit {
        let cut = if separator.is_empty() {
            rest.chars().next().map(char::len_utf8).filter(|len| *len < rest.len())
        } else {
            memchr::memmem::find(rest.as_bytes(), separator.as_bytes())
        };
        let Some((head, tail)) = cut.and_then(|at| rest.split_at_checked(at)) else { break };
        call.take(1)?;
        parts.push(part_of(of, head));
        rest = tail.get(separator.len()..).unwrap_or("");
    }
    if !(separator.is_empty() && rest.is_empty()) {
        parts.push(part_of(of, rest));
    }
    Ok(Value::list(parts))
}
