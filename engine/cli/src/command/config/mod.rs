//! `hirewall config`: the settings of the service, checked or shown.

mod check;
mod show;

use clap::{Args, Subcommand};

use crate::exit::Exit;
use crate::output::terminal::Terminal;

/// Check or show the settings of the service
#[derive(Debug, Args)]
#[command(arg_required_else_help = true, disable_help_subcommand = true)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    Check(check::Arguments),
    Show(show::Arguments),
}

/// Runs the command.
pub(crate) fn run(arguments: &Arguments, terminal: &Terminal) -> anyhow::Result<Exit> {
    match &arguments.command {
        Command::Check(arguments) => check::run(arguments, terminal),
        Command::Show(arguments) => show::run(arguments, terminal),
    }
}
