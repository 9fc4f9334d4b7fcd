//! The commands, one a file: its arguments and what it does.

pub(crate) mod audit;
pub(crate) mod check;
pub(crate) mod completions;
pub(crate) mod config;
pub(crate) mod data;
pub(crate) mod decide;
pub(crate) mod dossier;
pub(crate) mod evaluate;
pub(crate) mod explain;
pub(crate) mod explain_code;
pub(crate) mod expr;
pub(crate) mod fmt;
pub(crate) mod import;
pub(crate) mod inventory;
pub(crate) mod plugin;
pub(crate) mod schema;
pub(crate) mod serve;
pub(crate) mod simulate;
pub(crate) mod subject;
pub(crate) mod test;
pub(crate) mod token;

use crate::arguments::Command;
use crate::exit::Exit;
use crate::output::terminal::Terminal;

/// Runs a command to its end.
pub(crate) fn run(command: &Command, terminal: &Terminal) -> anyhow::Result<Exit> {
    match command {
        Command::Decide(arguments) => decide::run(arguments, terminal),
        Command::Check(arguments) => check::run(arguments, terminal),
        Command::Test(arguments) => test::run(arguments, terminal),
        Command::Evaluate(arguments) => evaluate::run(arguments, terminal),
        Command::Explain(arguments) => explain::run(arguments, terminal),
        Command::Fmt(arguments) => fmt::run(arguments, terminal),
        Command::Serve(arguments) => serve::run(arguments, terminal),
        Command::Simulate(arguments) => simulate::run(arguments, terminal),
        Command::Config(arguments) => config::run(arguments, terminal),
        Command::Token(arguments) => token::run(arguments, terminal),
        Command::Audit(arguments) => audit::run(arguments, terminal),
        Command::Subject(arguments) => subject::run(arguments, terminal),
        Command::Import(arguments) => import::run(arguments, terminal),
        Command::Dossier(arguments) => dossier::run(arguments, terminal),
        Command::Plugin(arguments) => plugin::run(arguments, terminal),
        Command::Inventory(arguments) => inventory::run(arguments, terminal),
        Command::Data(arguments) => data::run(arguments, terminal),
        Command::Schema(arguments) => schema::run(arguments, terminal),
        Command::Expr(arguments) => expr::run(arguments, terminal),
        Command::ExplainCode(arguments) => explain_code::run(arguments, terminal),
        Command::Completions(arguments) => completions::run(arguments, terminal),
    }
}
