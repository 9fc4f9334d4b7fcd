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
    call: run,
};

fn run<'r>(call: &mut Call<'_>, args: &[Value<'r>]) -> Result<Value<'r>, Fault> {
    let [name] = args else { return Err(Fault::NoOverload) };
    let name = name.as_str().ok_or(Fault::NoOverload)?;
    call.take_for_bytes(name.len())?;
    let mut normal = String::with_capacity(name.len());
    for character in name.nfkd().filter(|character| !is_combining_mark(*character)).flat_map(fold) {
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
    call.text(normal)
}
