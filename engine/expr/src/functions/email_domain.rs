//! `email_domain`

use super::{Call, Fault, Function};
use crate::Value;

pub(super) const FUNCTION: Function = Function {
    name: "email_domain",
    signatures: &["email_domain(string) -> string"],
    doc: "The part of an e-mail address after its last `@`, in lower case; empty if there is none.",
    example: r#"email_domain("Ada@Mail.Example") == "mail.example""#,
    costly: false,
    call: run,
};

fn run<'r>(call: &mut Call<'_>, args: &[Value<'r>]) -> Result<Value<'r>, Fault> {
    let [address] = args else { return Err(Fault::NoOverload) };
    let of = address;
    let address = of.as_str().ok_or(Fault::NoOverload)?;
    let domain = address.rsplit_once('@').map_or("", |(_, domain)| domain).trim();
    if domain.bytes().all(|byte| byte.is_ascii() && !byte.is_ascii_uppercase()) {
        return call.part(of, domain);
    }
    call.text(&domain.to_lowercase())
}
