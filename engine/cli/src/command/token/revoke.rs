//! `hirewall token revoke`: a token is good no more.

use clap::Args;

use super::{failed, file};
use crate::exit::Exit;
use crate::output::terminal::Terminal;
use crate::settings::SettingArguments;

/// Take an access token back; a running service refuses it within seconds
#[derive(Debug, Args)]
pub(crate) struct Arguments {
    /// The token's name
    name: String,
    #[command(flatten)]
    settings: SettingArguments,
}

/// Revokes.
pub(crate) fn run(arguments: &Arguments, terminal: &Terminal) -> anyhow::Result<Exit> {
    let mut tokens = file(&arguments.settings, terminal)?;
    tokens.revoke(&arguments.name).map_err(|error| failed(&error))?;
    terminal.note(&format!("the token `{}` is good no more\n", arguments.name));
    Ok(Exit::Fine)
}
