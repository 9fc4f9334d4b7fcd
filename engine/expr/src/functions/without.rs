//! `without`

use super::{Call, Fault, Function};
use crate::Value;

pub(super) const FUNCTION: Function = Function {
    name: "without",
    signatures: &["string.without(string) -> string"],
    doc: "With every character left out that stands in another string: spaces and signs of a phone number, say.",
    example: r#""+1 (602) 555-0142".without(" -()") == "+16025550142""#,
    costly: true,
    call: run,
};

fn run<'r>(call: &mut Call<'_>, args: &[Value<'r>]) -> Result<Value<'r>, Fault> {
    let [text, unwanted] = args else { return Err(Fault::NoOverload) };
    let (Some(text), Some(unwanted)) = (text.as_str(), unwanted.as_str()) else { return Err(Fault::NoOverload) };
    call.take_for_bytes(text.len().saturating_add(unwanted.len()))?;
    let mut ascii = 0_u128;
    let mut others = Vec::new();
    for character in unwanted.chars() {
        if character.is_ascii() {
            ascii |= 1 << u32::from(character);
        } else {
            others.push(character);
        }
    }
    others.sort_unstable();
    let wanted = |character: &char| {
        if character.is_ascii() {
            ascii >> u32::from(*character) & 1 == 0
        } else {
            others.binary_search(character).is_err()
        }
    };
    call.write(|rest| {
        rest.extend(text.chars().filter(wanted));
        Ok(())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_replacing_each_character_by_nothing() {
        for text in ["", "+1 (602) 555-0142", "a\u{0}b\u{7f}", "søren ﬁne æøå", "  "] {
            for unwanted in ["", " ", " -()+", "\u{0}\u{7f}", "øæ", "zø z", text] {
                let replaced = unwanted.chars().fold(text.to_owned(), |text, character| text.replace(character, ""));
                let mut fuel = 1_000;
                let answer = run(&mut Call { fuel: &mut fuel }, &[Value::Str(text), Value::Str(unwanted)]);
                assert_eq!(answer.ok().and_then(|value| value.as_str().map(str::to_owned)), Some(replaced), "{text:?}");
            }
        }
    }
}
