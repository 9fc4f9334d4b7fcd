//! `mailbox_key`

use super::{Call, Fault, Function};
use crate::Value;

pub(super) const FUNCTION: Function = Function {
    name: "mailbox_key",
    signatures: &["mailbox_key(string) -> string"],
    doc: "The mailbox behind an e-mail address, in lower case: without what stands after `+`, and with Gmail, under both of its domains, without dots; empty if it is no address.",
    example: r#"mailbox_key("Ada.Byron+jobs@GoogleMail.com") == "adabyron@gmail.com""#,
    costly: true,
    call: run,
};

fn run<'r>(call: &mut Call<'_>, args: &[Value<'r>]) -> Result<Value<'r>, Fault> {
    let [address] = args else { return Err(Fault::NoOverload) };
    let address = address.as_str().ok_or(Fault::NoOverload)?.trim();
    call.take_for_bytes(address.len())?;
    call.write(|key| {
        let (Some((local, _)), Some((_, domain))) = (address.split_once('@'), address.rsplit_once('@')) else {
            return Ok(());
        };
        let local = local.split('+').next().unwrap_or(local);
        let domain = domain.trim();
        if local.is_empty() || domain.is_empty() {
            return Ok(());
        }
        let gmail = ["gmail.com", "googlemail.com"].iter().any(|name| domain.eq_ignore_ascii_case(name));
        key.extend(local.chars().filter(|character| !gmail || *character != '.'));
        key.make_ascii_lowercase();
        key.push('@');
        match domain {
            _ if gmail => key.push_str("gmail.com"),
            domain => key.extend(domain.chars().flat_map(char::to_lowercase)),
        }
        Ok(())
    })
}
