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
    let mut parts: Vec<Value<'r>> = Vec::new();
    each(call, args, |of, part| parts.push(part_of(of, part)))?;
    Ok(Value::list(parts))
}

/// Gives `visit` the parts of a text, one after the other, and the text.
fn each<'a, 'r>(
    call: &mut Call<'_>,
    args: &'a [Value<'r>],
    mut visit: impl FnMut(&'a Value<'r>, &'a str),
) -> Result<(), Fault> {
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
        return Ok(());
    }
    let (mut rest, mut found) = (text, 1);
    while found < limit {
        let cut = match separator.as_bytes() {
            [] => rest.chars().next().map(char::len_utf8).filter(|len| *len < rest.len()),
            [byte] => memchr::memchr(*byte, rest.as_bytes()),
            separator => memchr::memmem::find(rest.as_bytes(), separator),
        };
        let Some((head, tail)) = cut.and_then(|at| rest.split_at_checked(at)) else { break };
        call.take(1)?;
        visit(of, head);
        found += 1;
        rest = tail.get(separator.len()..).unwrap_or("");
    }
    if !(separator.is_empty() && rest.is_empty()) {
        visit(of, rest);
    }
    Ok(())
}

/// The part of a text at an index, where there is one: what `split` and an index after it give, without a list, at the same price.
pub(crate) fn part<'r>(call: &mut Call<'_>, args: &[Value<'r>], index: usize) -> Result<Option<Value<'r>>, Fault> {
    let (mut at, mut wanted) = (0, None);
    each(call, args, |of, part| {
        if at == index {
            wanted = Some(part_of(of, part));
        }
        at += 1;
    })?;
    Ok(wanted)
}

/// How many parts a text has: what `split` and `size` after it give.
pub(crate) fn count(call: &mut Call<'_>, args: &[Value<'_>]) -> Result<usize, Fault> {
    let mut count = 0;
    each(call, args, |_, _| count += 1)?;
    Ok(count)
}
