//! `hirewall subject erase`: a person's data are destroyed, and the chain says so.

use clap::Args;

use super::{About, Because};
use crate::asked::Asked;
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
  hirewall subject erase a-42 --reason 'request of 2026-11-02' --server https://hirewall.example:8470 --token-file maria.token
  hirewall subject erase a-42 --reason 'request of 2026-11-02' --actor maria")]
pub(super) struct Arguments {
    #[command(flatten)]
    because: Because,
    #[command(flatten)]
    about: About,
}

/// Erases.
pub(super) fn run(arguments: &Arguments, terminal: &Terminal) -> anyhow::Result<Exit> {
    let (subject, reason) = (&arguments.about.subject, arguments.because.reason()?);
    let decisions = match arguments.about.asked.whom(terminal)? {
        Asked::Service(service) => service.erase(subject, reason)?,
        Asked::Store(config, actor) => {
            let erased = stored::open(&config)?.subject_erase(subject, reason, actor);
            erased.map_err(|error| stored::failed(&error))?
        }
    };
    terminal.print(&format!("{} lost their content\n", number::count(decisions, "decision")))?;
    Ok(Exit::Fine)
}
