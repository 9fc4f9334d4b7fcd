//! `email_domain`

use super::{Call, Fault, Function};
use crate::Value;

pub(super) const FUNCTION: Function = Function {
    name: "email_domain",
    signatures: &["email_domain(string) -> string"],
    doc: "The part of an e-mail address after its last `@`, in lower case; empty if there is none.",
    example: r#"email_domain("Ada@Mail.Example") == "mail.example""#,
    call: run,
};

fn run<'r>(call: &mut Call<'_>, args: &[Value<'r>]) -> Result<Value<'r>, Fault> {
    let [address] = args else { return Err(Fault::NoOverload) };
    let address = address.as_str().ok_or(Fault::NoOverload)?;
    let domain = address.rsplit_once('@').map_or("", |(_, domain)| domain);
    call.text(domain.trim().to_lowercase())
}
