//! `phone_key`

use unicode_normalization::UnicodeNormalization as _;

use super::{Call, Fault, Function};
use crate::Value;

pub(super) const FUNCTION: Function = Function {
    name: "phone_key",
    signatures: &["phone_key(string) -> string"],
    doc: "The last ten digits of a phone number, without an extension (`x`, `ext` or `#`): one number is the same with its country code and without, however it is written. It has fewer where the text has fewer; numbers of two countries that end alike share it.",
    example: r#"phone_key("+1 (602) 555-0142 ext. 7") == "6025550142" && phone_key("602.555.0142") == "6025550142""#,
    costly: true,
    call: run,
};

/// Digits that are kept: those of a number in North America without its country code. Where numbers are longer, their ends still tell them apart.
const DIGITS: usize = 10;

fn run<'r>(call: &mut Call<'_>, args: &[Value<'r>]) -> Result<Value<'r>, Fault> {
    let [number] = args else { return Err(Fault::NoOverload) };
    let number = number.as_str().ok_or(Fault::NoOverload)?;
    call.take_for_bytes(number.len())?;
    call.write(|key| {
        if number.is_ascii() {
            digits(number.chars(), key);
        } else {
            // Digits of a wide form, as they are typed in East Asia, are digits too.
            digits(number.nfkd(), key);
        }
        key.drain(..key.len().saturating_sub(DIGITS));
        Ok(())
    })
}

fn digits(characters: impl Iterator<Item = char>, key: &mut String) {
    for character in characters {
        match character {
            '0'..='9' => key.push(character),
            'x' | 'X' | '#' if !key.is_empty() => return,
            _ => {}
        }
    }
}
