//! `normalize_name`

use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::is_combining_mark;

use super::MAX_TEXT;
use super::{Call, Fault, Function};
use crate::Value;
use crate::named::fold;

pub(super) const FUNCTION: Function = Function {
    name: "normalize_name",
    signatures: &["normalize_name(string) -> string"],
    doc: "A name for comparison: compatibility forms and accents removed (NFKD), case folded, everything but letters and digits turned into single spaces.",
    example: r#"normalize_name("  José-María O'Neill ") == "jose maria o neill""#,
    costly: true,
    call: run,
};

fn run<'r>(call: &mut Call<'_>, args: &[Value<'r>]) -> Result<Value<'r>, Fault> {
    let [name] = args else { return Err(Fault::NoOverload) };
    let name = name.as_str().ok_or(Fault::NoOverload)?;
    call.take_for_bytes(name.len())?;
    call.write(|normal| write(name, normal))
}

/// The name as the function `normalize_name` gives it in conditions; none where it is longer than a text may be.
///
/// ```
/// assert_eq!(hirewall_expr::functions::normalize_name("José-María O'Neill").as_deref(), Some("jose maria o neill"));
/// ```
#[must_use]
pub fn normalize_name(name: &str) -> Option<String> {
    let mut normal = String::with_capacity(name.len());
    write(name, &mut normal).ok().map(|()| normal)
}

pub(super) fn write(name: &str, normal: &mut String) -> Result<(), Fault> {
    // Most names are ASCII, of which each character is its own compatibility form.
    if name.is_ascii() {
        spaced(name.bytes().map(|byte| char::from(byte.to_ascii_lowercase())), normal)
    } else {
        spaced(name.nfkd().filter(|character| !is_combining_mark(*character)).flat_map(fold), normal)
    }
}

/// Letters and digits, with one space wherever something else stands between them.
fn spaced(characters: impl Iterator<Item = char>, normal: &mut String) -> Result<(), Fault> {
    for character in characters {
        if character.is_alphanumeric() {
            normal.push(character);
        } else if !normal.is_empty() && !normal.ends_with(' ') {
            normal.push(' ');
        }
        if normal.len() > MAX_TEXT {
            return Err(Fault::TooLong);
        }
    }
    normal.truncate(normal.trim_end().len());
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ascii_has_the_answer_of_the_long_way() {
        let every: String = (0..=127_u8).map(char::from).collect();
        for text in ["", " ", "-", "a", "  O'Neill,  Jane-ANN 3rd. ", every.as_str()] {
            let mut long = String::new();
            let characters = text.nfkd().filter(|character| !is_combining_mark(*character)).flat_map(fold);
            assert_eq!(spaced(characters, &mut long), Ok(()), "{text:?}");
            let mut fuel = 1_000;
            let short = run(&mut Call { fuel: &mut fuel }, &[Value::String(text.into())]);
            assert_eq!(short.ok().and_then(|value| value.as_str().map(str::to_owned)), Some(long), "{text:?}");
        }
    }
}
