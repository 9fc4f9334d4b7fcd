//! `hirewall inventory`: what the active policies use, and for what.

use std::path::PathBuf;

use clap::{Args, ValueEnum};
use hirewall::Loader;
use hirewall::inventory::Inventory;

use crate::exit::Exit;
use crate::output::terminal::Terminal;
use crate::plugins::PluginArguments;
use crate::policies;

/// Say what the policies use: data and its classes, methods, detectors, lists
#[derive(Debug, Args)]
#[command(after_help = "\
For records of processing and reviews of fairness. Of the same policies and plugins it says the same, byte for byte, so that it can be kept
and compared.

Examples:
  hirewall inventory > inventory.md
  hirewall inventory --format json | jq '.data[] | select(.class == \"direct\") | .path'")]
pub(crate) struct Arguments {
    /// The policy directory
    #[arg(value_name = "DIR", default_value = policies::DEFAULT)]
    policies: PathBuf,
    #[command(flatten)]
    plugins: PluginArguments,
    /// The form of the output
    #[arg(long, value_enum, default_value = "markdown")]
    format: Format,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// A document for people
    Markdown,
    /// One JSON object
    Json,
}

/// Prints the inventory.
pub(crate) fn run(arguments: &Arguments, terminal: &Terminal) -> anyhow::Result<Exit> {
    let loader = arguments.plugins.given_to(Loader::new(), terminal)?;
    let inventory = Inventory::of(&policies::load(&arguments.policies, &loader, terminal)?);
    match arguments.format {
        Format::Markdown => terminal.print_text(&inventory.to_markdown())?,
        Format::Json => terminal.print_json(&format!("{}\n", serde_json::to_string_pretty(&inventory)?))?,
    }
    Ok(Exit::Fine)
}
