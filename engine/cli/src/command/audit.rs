//! `hirewall audit`: what was decided and done, and whether the store is what was written. What is verified is known to `hirewall-store`.

mod list;
mod verify;

use clap::{Args, Subcommand};

use crate::exit::Exit;
use crate::output::terminal::Terminal;

/// List and verify the chain of decisions and events in the service's store
#[derive(Debug, Args)]
#[command(arg_required_else_help = true, disable_help_subcommand = true)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    List(list::Arguments),
    Verify(verify::Arguments),
}

/// Runs the command.
pub(crate) fn run(arguments: &Arguments, terminal: &Terminal) -> anyhow::Result<Exit> {
    match &arguments.command {
        Command::List(arguments) => list::run(arguments, terminal),
        Command::Verify(arguments) => verify::run(arguments, terminal),
    }
}
