//! The command line as a whole. What a command takes is in its own file under [`crate::command`].

use clap::{Parser, Subcommand};

use crate::command::{
    audit, check, completions, config, data, decide, dossier, evaluate, explain, explain_code, expr, fmt, import,
    inventory, plugin, schema, serve, simulate, subject, test, token,
};
use crate::output::terminal::Color;

/// Judge applicant and device records against a policy directory, and say why.
#[derive(Debug, Parser)]
#[command(
    name = "hirewall",
    version,
    arg_required_else_help = true,
    propagate_version = true,
    disable_help_subcommand = true,
    after_help = EXITS,
)]
pub(crate) struct Arguments {
    /// When to use colour
    #[arg(long, global = true, value_enum, default_value = "auto", value_name = "WHEN", hide_possible_values = true)]
    #[arg(help = "When to use colour: auto (NO_COLOR and CLICOLOR_FORCE are heeded), always, never")]
    pub(crate) color: Color,
    #[command(subcommand)]
    pub(crate) command: Command,
}

const EXITS: &str = "\
Exit codes:
  0  fine
  1  findings or failures
  2  usage, or a policy directory that cannot be loaded
  3  input that cannot be read or does not fit
  4  internal

Every command shows its examples with --help. Start with: hirewall decide --help";

/// What to do.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    Decide(decide::Arguments),
    Check(check::Arguments),
    Test(test::Arguments),
    Evaluate(evaluate::Arguments),
    Explain(explain::Arguments),
    Fmt(fmt::Arguments),
    Serve(serve::Arguments),
    Simulate(simulate::Arguments),
    Config(config::Arguments),
    Token(token::Arguments),
    Audit(audit::Arguments),
    Subject(subject::Arguments),
    Import(import::Arguments),
    Dossier(dossier::Arguments),
    Plugin(plugin::Arguments),
    Inventory(inventory::Arguments),
    Data(data::Arguments),
    Schema(schema::Arguments),
    Expr(expr::Arguments),
    ExplainCode(explain_code::Arguments),
    Completions(completions::Arguments),
}
