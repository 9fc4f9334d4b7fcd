//! `hirewall token`: who may use the service. What a token is is known to `hirewall-service`.

mod list;
mod new;
mod revoke;

use clap::{Args, Subcommand};
use hirewall_service::token::{FileError, TokenFile};

use crate::exit::Exit;
use crate::failure::Failure;
use crate::output::terminal::Terminal;
use crate::settings::SettingArguments;

/// Make, list and revoke access tokens of the service
#[derive(Debug, Args)]
#[command(arg_required_else_help = true, disable_help_subcommand = true)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    New(new::Arguments),
    List(list::Arguments),
    Revoke(revoke::Arguments),
}

/// Runs the command.
pub(crate) fn run(arguments: &Arguments, terminal: &Terminal) -> anyhow::Result<Exit> {
    match &arguments.command {
        Command::New(arguments) => new::run(arguments, terminal),
        Command::List(arguments) => list::run(arguments, terminal),
        Command::Revoke(arguments) => revoke::run(arguments, terminal),
    }
}

/// The file of tokens that the settings name.
fn file(settings: &SettingArguments, terminal: &Terminal) -> Result<TokenFile, Failure> {
    let config = settings.read(terminal)?;
    TokenFile::read(&config.tokens).map_err(|error| failed(&error))
}

fn failed(error: &FileError) -> Failure {
    let help = match error {
        FileError::Taken(_) => "Choose another name, or revoke that token first.",
        FileError::Unknown(_) => "`hirewall token list` shows those that there are.",
        FileError::Full => "Revoke tokens that nobody needs any more.",
        FileError::Name => "Choose a name that says who uses the token, such as `ats-import`.",
        _ => "Check the path and permissions of the file; `--set tokens=FILE` names another.",
    };
    Failure::usage(error.to_string()).help(help)
}
