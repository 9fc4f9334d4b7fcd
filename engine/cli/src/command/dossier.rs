//! `hirewall dossier`: all that there is to one stored decision, on one page.

use std::path::Path;

use clap::{Args, ValueEnum};
use hirewall::Engine;
use hirewall_service::config::Config;
use hirewall_service::dossier::{Dossier, look_up};

use crate::asked::{Asked, AskedArguments};
use crate::exit::Exit;
use crate::failure::Failure;
use crate::output::terminal::Terminal;
use crate::remote::Form;
use crate::stored;

/// Write all that there is to one stored decision: findings, evidence, versions, and what a person decided
#[derive(Debug, Args)]
#[command(after_help = "\
While the service runs, it has to be asked, with --server and a token of the role reader, reviewer, auditor or privacy_officer; with --record \
of the role reviewer or privacy_officer. Without --server the store is opened directly, which wants the service to be stopped, and --actor to \
say who asks. Looking is an event in the chain, with that name or the token's. Titles, versions and notes of rules are added when the policies \
at hand are the ones that decided: those of the policy directory, or of a generation that the service keeps.

Examples:
  hirewall dossier 0197c1de-5bd8-81c0-83c3-e69107157641 --server https://hirewall.example:8470 --token-file maria.token > dossier.html
  hirewall dossier 0197c1de-5bd8-81c0-83c3-e69107157641 --actor maria --format json --record")]
pub(crate) struct Arguments {
    /// The decision's id
    id: String,
    /// The form of the output
    #[arg(long, value_enum, default_value = "html")]
    format: Format,
    /// Add the record as it was received, with everything that is personal in it
    #[arg(long)]
    record: bool,
    #[command(flatten)]
    asked: AskedArguments,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// A page that stands alone
    Html,
    /// One JSON object
    Json,
}

impl Format {
    fn asked(self) -> Form {
        match self {
            Self::Html => Form::Html,
            Self::Json => Form::Json,
        }
    }
}

/// Writes the dossier.
pub(crate) fn run(arguments: &Arguments, terminal: &Terminal) -> anyhow::Result<Exit> {
    let text = match arguments.asked.whom(terminal)? {
        Asked::Service(service) => service.dossier(&arguments.id, arguments.format.asked(), arguments.record)?,
        Asked::Store(config, actor) => of_the_store(arguments, &config, actor)?,
    };
    match arguments.format {
        Format::Html => terminal.print_text(&text)?,
        Format::Json => terminal.print_json(&text)?,
    }
    Ok(Exit::Fine)
}

fn of_the_store(arguments: &Arguments, config: &Config, actor: &str) -> anyhow::Result<String> {
    let store = stored::open(config)?;
    let found = look_up(&store, &arguments.id, actor, arguments.record).map_err(|error| stored::failed(&error))?;
    let Some((decision, dispositions)) = found else {
        return Err(Failure::input(format!("there is no decision `{}` in the store", arguments.id))
            .help("Decisions are found by `GET /v1/decisions?record=ID`, or with `hirewall subject export`.")
            .into());
    };
    let engine = policies(&config.policies, &config.plugins);
    let dossier = Dossier::of(decision, dispositions, engine.as_ref(), arguments.record);
    let dossier = dossier.map_err(|error| Failure::input(error.to_string()).help(error.help()))?;
    Ok(match arguments.format {
        Format::Html => dossier.to_html(),
        Format::Json => dossier.to_json()?,
    })
}

/// The policies at hand, if they can be loaded: the dossier says so when they are not the ones that decided.
fn policies(policies: &Path, plugins: &Path) -> Option<Engine> {
    if plugins.is_dir() { Engine::from_dirs(policies, plugins).ok() } else { Engine::from_dir(policies).ok() }
}
