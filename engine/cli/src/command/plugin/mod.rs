//! `hirewall plugin`: for whoever writes, signs or chooses a detector plugin. One command a file.

mod bench;
mod build;
mod file;
mod inspect;
mod key;
mod keygen;
mod new;
mod sign;
mod test;
mod verify;

use clap::{Args, Subcommand};

use crate::exit::Exit;
use crate::output::terminal::Terminal;

/// Make, examine and sign detector plugins
#[derive(Debug, Args)]
#[command(arg_required_else_help = true, disable_help_subcommand = true)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    command: Command,
}

/// What to do.
#[derive(Debug, Subcommand)]
enum Command {
    New(new::Arguments),
    Build(build::Arguments),
    Inspect(inspect::Arguments),
    Test(test::Arguments),
    Bench(bench::Arguments),
    Keygen(keygen::Arguments),
    Sign(sign::Arguments),
    Verify(verify::Arguments),
}

/// Runs the command.
pub(crate) fn run(arguments: &Arguments, terminal: &Terminal) -> anyhow::Result<Exit> {
    match &arguments.command {
        Command::New(arguments) => new::run(arguments, terminal),
        Command::Build(arguments) => build::run(arguments, terminal),
        Command::Inspect(arguments) => inspect::run(arguments, terminal),
        Command::Test(arguments) => test::run(arguments, terminal),
        Command::Bench(arguments) => bench::run(arguments, terminal),
        Command::Keygen(arguments) => keygen::run(arguments, terminal),
        Command::Sign(arguments) => sign::run(arguments, terminal),
        Command::Verify(arguments) => verify::run(arguments, terminal),
    }
}
