//! `hirewall plugin sign`: the signature goes into the component itself, as its last section.

use std::path::PathBuf;

use clap::Args;
use hirewall::detector::Plugin;

use super::{file, key};
use crate::exit::Exit;
use crate::failure::Failure;
use crate::output::replace;
use crate::output::terminal::Terminal;

/// Sign a plugin
#[derive(Debug, Args)]
#[command(after_help = "\
The signature covers every byte before it; one that is there is replaced. Operators who set `plugins.require_signature` take only
plugins that a trusted key signed.

Example:
  hirewall plugin sign --key vendor.pem shell_company.wasm")]
pub(crate) struct Arguments {
    /// A component, or a plugin's folder with its component
    #[arg(value_name = "PLUGIN")]
    plugin: PathBuf,
    /// The private key, as PKCS #8 in PEM
    #[arg(long, value_name = "FILE")]
    key: PathBuf,
    /// Write the signed component here instead of into its own file
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,
}

/// Signs the plugin.
pub(crate) fn run(arguments: &Arguments, terminal: &Terminal) -> anyhow::Result<Exit> {
    let path = file::component(&arguments.plugin)?;
    // Whoever signs something that no host takes should know it now.
    let plugin = file::read(&path)?;
    let key = key::private(&arguments.key)?;
    let signed = Plugin::sign(plugin.bytes(), &key).map_err(|error| file::unusable(&path, &error))?;
    let target = match &arguments.output {
        Some(output) => {
            std::fs::write(output, &signed).map_err(|error| Failure::unwritable(output, &error))?;
            output
        }
        None => {
            replace::replace(&path, &signed).map_err(|error| Failure::unwritable(&path, &error))?;
            &path
        }
    };
    let public = hirewall::model::hex(key.verifying_key().as_bytes());
    terminal.print(&format!("signed `{}` with the key {public}\n", target.display()))?;
    Ok(Exit::Fine)
}
