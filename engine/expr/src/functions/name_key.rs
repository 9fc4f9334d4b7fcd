//! `name_key`

use super::normalize_name::write as normalize;
use super::{Call, Fault, Function};
use crate::Value;

pub(super) const FUNCTION: Function = Function {
    name: "name_key",
    signatures: &["name_key(string) -> string"],
    doc: "One spelling for the ways in which a person writes a name, to count by: the first and the last word of `normalize_name`, in alphabetical order, without initials and titles; what stands after a comma comes before it. It is less than the name: people who share first and last word share it.",
    example: r#"name_key("Lindgren, Peter J.") == "lindgren peter" && name_key("Dr. Peter Lindgren") == "lindgren peter""#,
    costly: true,
    call: run,
};

/// Words that are no name, sorted.
const TITLES: [&str; 13] = ["dr", "ii", "iii", "iv", "jr", "mba", "md", "mr", "mrs", "ms", "msc", "phd", "sr"];

fn run<'r>(call: &mut Call<'_>, args: &[Value<'r>]) -> Result<Value<'r>, Fault> {
    let [name] = args else { return Err(Fault::NoOverload) };
    let name = name.as_str().ok_or(Fault::NoOverload)?;
    call.take_for_bytes(name.len())?;
    call.write(|key| {
        let mut parts = name.split(',');
        if let (Some(last), Some(first)) = (parts.next(), parts.next()) {
            normalize(&format!("{first} {last}"), key)?;
        } else {
            normalize(name, key)?;
        }
        let mut words = key.split(' ').filter(|word| is_name(word));
        let Some(first) = words.next() else {
            key.clear();
            return Ok(());
        };
        let pair = match words.next_back() {
            Some(last) if last < first => format!("{last} {first}"),
            Some(last) => format!("{first} {last}"),
            None => first.to_owned(),
        };
        key.clear();
        key.push_str(&pair);
        Ok(())
    })
}

/// Whether a word is part of a name: no title, and no initial. One letter of a script beyond the Latin one may be a whole name.
fn is_name(word: &str) -> bool {
    (word.chars().nth(1).is_some() || word > "z") && TITLES.binary_search(&word).is_err()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_are_found() {
        assert!(TITLES.is_sorted());
        assert!(TITLES.iter().all(|title| !is_name(title)));
    }
}
