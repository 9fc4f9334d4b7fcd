//! `hirewall subject`: what is kept about a person. What that is, and how it is destroyed, is known to `hirewall-store`.

mod erase;
mod export;
mod hold;
mod release;

use clap::{Args, Subcommand};

use crate::exit::Exit;
use crate::output::terminal::Terminal;
use crate::settings::SettingArguments;

/// Export, erase or hold what the service's store has about a person
#[derive(Debug, Args)]
#[command(arg_required_else_help = true, disable_help_subcommand = true)]
#[command(after_help = "\
These commands open the store themselves, so that the service has to be stopped meanwhile: while it runs, /v1/subjects/ID does the same. Each is
an event in the chain, with the name of who asked for it.")]
pub(crate) struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    Export(export::Arguments),
    Erase(erase::Arguments),
    Hold(hold::Arguments),
    Release(release::Arguments),
}

/// Who is meant, and who asks.
#[derive(Debug, Args)]
struct About {
    /// The subject's id, as records have it
    subject: String,
    /// Who asks: a name for the chain
    #[arg(long, value_name = "NAME")]
    actor: String,
    #[command(flatten)]
    settings: SettingArguments,
}

/// Runs the command.
pub(crate) fn run(arguments: &Arguments, terminal: &Terminal) -> anyhow::Result<Exit> {
    match &arguments.command {
        Command::Export(arguments) => export::run(arguments, terminal),
        Command::Erase(arguments) => erase::run(arguments, terminal),
        Command::Hold(arguments) => hold::run(arguments, terminal),
        Command::Release(arguments) => release::run(arguments, terminal),
    }
}
