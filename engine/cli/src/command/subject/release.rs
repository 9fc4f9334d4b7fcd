//! `hirewall subject release`: a legal hold ends.

use clap::Args;

use super::About;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::output::terminal::Terminal;
use crate::stored;

/// End a legal hold
#[derive(Debug, Args)]
pub(super) struct Arguments {
    #[command(flatten)]
    about: About,
    /// Why; kept in the clear, so that it should name nobody
    #[arg(long, value_name = "TEXT")]
    reason: String,
}

/// Does it.
pub(super) fn run(arguments: &Arguments, terminal: &Terminal) -> anyhow::Result<Exit> {
    let about = &arguments.about;
    let store = stored::open(&about.settings.read(terminal)?, "POST /v1/subjects/ID/release")?;
    let released = store.release(&about.subject, &arguments.reason, &about.actor);
    if released.map_err(|error| stored::failed(&error))? {
        terminal.note("the subject is held no more\n");
        return Ok(Exit::Fine);
    }
    Err(Failure::input("the subject is not held").help("Check the id.").into())
}
