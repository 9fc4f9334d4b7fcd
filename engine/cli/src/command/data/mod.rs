//! `hirewall data`: the data of lists and tables. What publishers' files mean is known to `hirewall-data`.

mod changed;
mod update;

use clap::{Args, Subcommand};

use crate::exit::Exit;
use crate::output::terminal::Terminal;

/// Bring lists and tables up to date
#[derive(Debug, Args)]
#[command(arg_required_else_help = true, disable_help_subcommand = true)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    Update(update::Arguments),
}

/// Runs the command.
pub(crate) fn run(arguments: &Arguments, terminal: &Terminal) -> anyhow::Result<Exit> {
    match &arguments.command {
        Command::Update(arguments) => update::run(arguments, terminal),
    }
}
