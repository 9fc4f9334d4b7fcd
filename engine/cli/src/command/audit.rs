//! `hirewall audit`: whether the store is what was written. What is verified is known to `hirewall-store`.

mod verify;

use clap::{Args, Subcommand};

use crate::exit::Exit;
use crate::output::terminal::Terminal;

/// Verify the chain of decisions and events in the service's store
#[derive(Debug, Args)]
#[command(arg_required_else_help = true, disable_help_subcommand = true)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    Verify(verify::Arguments),
}

/// Runs the command.
pub(crate) fn run(arguments: &Arguments, terminal: &Terminal) -> anyhow::Result<Exit> {
    match &arguments.command {
        Command::Verify(arguments) => verify::run(arguments, terminal),
    }
}
