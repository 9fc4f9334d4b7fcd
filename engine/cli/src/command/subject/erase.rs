//! `hirewall subject erase`: a person's data are destroyed, and the chain says so.

use clap::Args;

use super::About;
use crate::exit::Exit;
use crate::output::number;
use crate::output::terminal::Terminal;
use crate::stored;

/// Destroy a person's data: records, decisions' contents and counts
#[derive(Debug, Args)]
#[command(after_help = "\
The key under which everything about the person was encrypted is destroyed. What stays is that decisions were made, without whom about, and the
chain verifies. A person under a legal hold is not erased.

Examples:
  hirewall subject erase a-42 --reason 'request of 2026-11-02' --actor maria")]
pub(super) struct Arguments {
    #[command(flatten)]
    about: About,
    /// Why; kept in the clear, so that it should name nobody
    #[arg(long, value_name = "TEXT")]
    reason: String,
}

/// Erases.
pub(super) fn run(arguments: &Arguments, terminal: &Terminal) -> anyhow::Result<Exit> {
    let about = &arguments.about;
    let store = stored::open(&about.settings.read(terminal)?, "POST /v1/subjects/ID/erase")?;
    let erased = store.subject_erase(&about.subject, &arguments.reason, &about.actor);
    let decisions = erased.map_err(|error| stored::failed(&error))?;
    terminal.print(&format!("{} lost their content\n", number::count(decisions, "decision")))?;
    Ok(Exit::Fine)
}
