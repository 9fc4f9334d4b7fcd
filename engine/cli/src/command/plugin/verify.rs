//! `hirewall plugin verify`: whether a file is what a key's holder signed.

use std::path::PathBuf;

use clap::Args;
use hirewall::detector::Signature;

use super::{file, key};
use crate::exit::Exit;
use crate::failure::Failure;
use crate::output::terminal::Terminal;

/// Check a plugin's signature
#[derive(Debug, Args)]
#[command(after_help = "\
Exits with 1 when the plugin is not signed, was changed since, or is signed by none of the keys.

Examples:
  hirewall plugin verify --key vendor.pub shell_company.wasm
  hirewall plugin verify --key 3b6a27bcceb6a42d62a3a8d02a6f0d73653215771de243a63ac048a18b59da29 shell_company.wasm")]
pub(crate) struct Arguments {
    /// A component, or a plugin's folder with its component
    #[arg(value_name = "PLUGIN")]
    plugin: PathBuf,
    /// A public key that is trusted: 64 hexadecimal digits, or a file that holds them or PEM; may be given several times
    #[arg(long, value_name = "KEY", required = true)]
    key: Vec<String>,
}

/// Checks the signature.
pub(crate) fn run(arguments: &Arguments, terminal: &Terminal) -> anyhow::Result<Exit> {
    let path = file::component(&arguments.plugin)?;
    let plugin = file::read(&path)?;
    let trusted = arguments.key.iter().map(|key| key::public(key)).collect::<Result<Vec<_>, Failure>>()?;
    let name = path.display();
    let (message, help) = match plugin.signature() {
        Signature::Valid { key } if trusted.contains(&key) => {
            let public = hirewall::model::hex(key.as_bytes());
            terminal.print(&format!("`{name}` is signed by the key {public}, {}\n", plugin.digest()))?;
            return Ok(Exit::Fine);
        }
        Signature::Valid { key } => (
            format!("`{name}` is signed by another key, {}", hirewall::model::hex(key.as_bytes())),
            "Trust that key only if its holder told you of it by another way.",
        ),
        Signature::Unsigned => (format!("`{name}` is not signed"), "Ask its vendor for a signed file."),
        Signature::Invalid { reason } => {
            (format!("the signature of `{name}` does not hold: {reason}"), "Do not use this file; get it anew.")
        }
    };
    Err(Failure { exit: Exit::Findings, ..Failure::input(message) }.help(help).into())
}
