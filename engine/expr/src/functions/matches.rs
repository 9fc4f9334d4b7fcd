//! `matches`

use super::{Call, Fault, Function};
use crate::Value;

pub(super) const FUNCTION: Function = Function {
    name: "matches",
    signatures: &["matches(string, string) -> bool", "string.matches(string) -> bool"],
    doc: "Whether a regular expression (RE2 syntax) matches anywhere in a string. A pattern that stands in the condition is compiled once.",
    example: r#""grey".matches("^gr(a|e)y$")"#,
    costly: true,
    call: run,
};

fn run<'r>(call: &mut Call<'_>, args: &[Value<'r>]) -> Result<Value<'r>, Fault> {
    let [text, pattern] = args else { return Err(Fault::NoOverload) };
    let (Some(text), Some(pattern)) = (text.as_str(), pattern.as_str()) else { return Err(Fault::NoOverload) };
    // A pattern that only the evaluation knows is compiled here: dear, so it pays.
    call.take(1_000)?;
    call.take_for(pattern.len())?;
    call.take_for_bytes(text.len())?;
    let regex = compile(pattern).map_err(|_| Fault::fixed("not a regular expression, or too large a one"))?;
    Ok(Value::Bool(regex.is_match(text)))
}

/// The largest compiled form of a pattern, in bytes.
const SIZE: usize = 1 << 20;

/// Compiles a pattern within limits.
pub(crate) fn compile(pattern: &str) -> Result<regex::Regex, regex::Error> {
    regex::RegexBuilder::new(pattern).size_limit(SIZE).dfa_size_limit(SIZE).build()
}
