//! `hirewall subject`: what is kept about a person. What that is, and how it is destroyed, is known to `hirewall-store`.

mod erase;
mod export;
mod hold;
mod release;

use clap::{Args, Subcommand};
use hirewall_service::reason;

use crate::asked::AskedArguments;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::output::terminal::Terminal;

/// Export, erase or hold what the service's store has about a person
#[derive(Debug, Args)]
#[command(arg_required_else_help = true, disable_help_subcommand = true)]
#[command(after_help = "\
While the service runs, it has to be asked, with --server and a token of the role privacy_officer. Without --server these commands open the \
store themselves, which wants the service to be stopped, and --actor to say who asks. Each is an event in the chain, with that name or the token's.")]
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
    #[arg(value_name = "ID")]
    subject: String,
    #[command(flatten)]
    asked: AskedArguments,
}

/// Why.
#[derive(Debug, Args)]
struct Because {
    /// Why; kept in the clear, so that it should name nobody
    #[arg(long, value_name = "TEXT")]
    reason: String,
}

impl Because {
    /// The reason, which a service would take.
    fn reason(&self) -> Result<&str, Failure> {
        reason::check(&self.reason).map_err(|error| Failure::usage(error.to_string()).help(error.help()))?;
        Ok(&self.reason)
    }
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
