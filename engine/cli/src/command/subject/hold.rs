//! `hirewall subject hold`: a legal hold begins: nothing of a person is erased or expires.

use clap::Args;

use super::About;
use crate::exit::Exit;
use crate::output::terminal::Terminal;
use crate::stored;

/// Put a person under a legal hold: nothing of theirs is erased or expires
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
    let store = stored::open(&about.settings.read(terminal)?, "POST /v1/subjects/ID/hold")?;
    store.hold(&about.subject, &arguments.reason, &about.actor).map_err(|error| stored::failed(&error))?;
    terminal.note("the subject is held\n");
    Ok(Exit::Fine)
}
