//! `upperAscii`

use super::{Call, Fault, Function};
use crate::Value;

pub(super) const FUNCTION: Function = Function {
    name: "upperAscii",
    signatures: &["string.upperAscii() -> string"],
    doc: "ASCII letters in upper case, all else as it is.",
    example: r#""tacoCαt".upperAscii() == "TACOCαT""#,
    costly: false,
    call: run,
};

fn run<'r>(call: &mut Call<'_>, args: &[Value<'r>]) -> Result<Value<'r>, Fault> {
    let [text] = args else { return Err(Fault::NoOverload) };
    call.recased(text, u8::is_ascii_lowercase, str::make_ascii_uppercase)
}
