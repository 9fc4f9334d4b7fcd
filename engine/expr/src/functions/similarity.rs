//! `similarity`

use rapidfuzz::distance::jaro_winkler;

use super::{Call, Fault, Function};
use crate::Value;

pub(super) const FUNCTION: Function = Function {
    name: "similarity",
    signatures: &["similarity(string, string) -> double"],
    doc: "How alike two strings are, from 0 to 1: the Jaro–Winkler similarity, or that of their words in alphabetical order if it is higher. Best on what `normalize_name` gives.",
    example: r#"similarity("kim jong", "jong kim") == 1.0 && similarity("anna", "bob") < 0.5"#,
    costly: true,
    call: run,
};

fn run<'r>(call: &mut Call<'_>, args: &[Value<'r>]) -> Result<Value<'r>, Fault> {
    let [a, b] = args else { return Err(Fault::NoOverload) };
    let (Some(a), Some(b)) = (a.as_str(), b.as_str()) else { return Err(Fault::NoOverload) };
    // The comparison takes time in proportion to the product of the lengths.
    call.take_for(a.len().saturating_mul(b.len()) / 8)?;
    if a == b {
        return Ok(Value::Double(1.0));
    }
    let plain = jaro_winkler::similarity(a.chars(), b.chars());
    let by_words = jaro_winkler::similarity(sorted_words(a).chars(), sorted_words(b).chars());
    Ok(Value::Double(plain.max(by_words).clamp(0.0, 1.0)))
}

fn sorted_words(text: &str) -> String {
    let mut words: Vec<&str> = text.split_whitespace().collect();
    words.sort_unstable();
    words.join(" ")
}
