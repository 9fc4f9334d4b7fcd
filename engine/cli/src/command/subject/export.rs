//! `hirewall subject export`: everything that is kept about a person, as JSON.

use clap::Args;

use super::About;
use crate::exit::Exit;
use crate::output::number;
use crate::output::terminal::Terminal;
use crate::stored;

/// Write everything that is kept about a person to standard output, as JSON
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  hirewall subject export a-42 --actor maria > a-42.json")]
pub(super) struct Arguments {
    #[command(flatten)]
    about: About,
}

/// Exports.
pub(super) fn run(arguments: &Arguments, terminal: &Terminal) -> anyhow::Result<Exit> {
    let about = &arguments.about;
    let store = stored::open(&about.settings.read(terminal)?, "GET /v1/subjects/ID")?;
    let mut text = Vec::new();
    let exported = store.subject_export(&about.subject, &about.actor, &mut text);
    let decisions = exported.map_err(|error| stored::failed(&error))?;
    terminal.print(&String::from_utf8_lossy(&text))?;
    terminal.note(&format!("{} exported\n", number::count(decisions, "decision")));
    Ok(Exit::Fine)
}
