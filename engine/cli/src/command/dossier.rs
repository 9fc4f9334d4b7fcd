//! `hirewall dossier`: all that there is to one stored decision, on one page.

use std::path::Path;

use clap::{Args, ValueEnum};
use hirewall::Engine;
use hirewall_service::dossier::{Dossier, look_up};

use crate::exit::Exit;
use crate::failure::Failure;
use crate::output::terminal::Terminal;
use crate::settings::SettingArguments;
use crate::stored;

/// Write all that there is to one stored decision: findings, evidence, versions, and what a person decided
#[derive(Debug, Args)]
#[command(after_help = "\
The store is opened directly, so that the service has to be stopped meanwhile: while it runs, GET /v1/decisions/ID/dossier gives the
same. Looking is an event in the chain, with the name of who did. Titles, versions and notes of rules are added when the policy
directory is the one that decided.

Examples:
  hirewall dossier 0197c1de-5bd8-81c0-83c3-e69107157641 --actor maria > dossier.html
  hirewall dossier 0197c1de-5bd8-81c0-83c3-e69107157641 --actor maria --format json --record")]
pub(crate) struct Arguments {
    /// The decision's id
    id: String,
    /// Who asks: a name for the chain
    #[arg(long, value_name = "NAME")]
    actor: String,
    /// The form of the output
    #[arg(long, value_enum, default_value = "html")]
    format: Format,
    /// Add the record as it was received, with everything that is personal in it
    #[arg(long)]
    record: bool,
    #[command(flatten)]
    settings: SettingArguments,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// A page that stands alone
    Html,
    /// One JSON object
    Json,
}

/// Writes the dossier.
pub(crate) fn run(arguments: &Arguments, terminal: &Terminal) -> anyhow::Result<Exit> {
    let config = arguments.settings.read(terminal)?;
    let store = stored::open(&config, "GET /v1/decisions/ID/dossier")?;
    let failed = |error| stored::failed(&error);
    let found = look_up(&store, &arguments.id, &arguments.actor, arguments.record).map_err(failed)?;
    let Some((decision, dispositions)) = found else {
        return Err(Failure::input(format!("there is no decision `{}` in the store", arguments.id))
            .help("Decisions are found by `GET /v1/decisions?record=ID`, or with `hirewall subject export`.")
            .into());
    };
    let engine = policies(&config.policies, &config.plugins);
    let dossier = Dossier::of(decision, dispositions, engine.as_ref(), arguments.record);
    let dossier = dossier.map_err(|error| Failure::input(error.to_string()).help(error.help()))?;
    match arguments.format {
        Format::Html => terminal.print_text(&dossier.to_html())?,
        Format::Json => terminal.print_json(&format!("{}\n", serde_json::to_string_pretty(&dossier)?))?,
    }
    Ok(Exit::Fine)
}

/// The policies at hand, if they can be loaded: the dossier says so when they are not the ones that decided.
fn policies(policies: &Path, plugins: &Path) -> Option<Engine> {
    if plugins.is_dir() { Engine::from_dirs(policies, plugins).ok() } else { Engine::from_dir(policies).ok() }
}
