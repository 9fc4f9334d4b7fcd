//! `lowerAscii`

use super::{Call, Fault, Function};
use crate::Value;

pub(super) const FUNCTION: Function = Function {
    name: "lowerAscii",
    signatures: &["string.lowerAscii() -> string"],
    doc: "ASCII letters in lower case, all else as it is.",
    example: r#""TacoCÆt".lowerAscii() == "tacocÆt""#,
    costly: false,
    call: run,
};

fn run<'r>(call: &mut Call<'_>, args: &[Value<'r>]) -> Result<Value<'r>, Fault> {
    let [text] = args else { return Err(Fault::NoOverload) };
    call.recased(text, u8::is_ascii_uppercase, str::make_ascii_lowercase)
}
