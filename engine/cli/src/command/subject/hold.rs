//! `hirewall subject hold`: a legal hold begins: nothing of a person is erased or expires.

use clap::Args;

use super::{About, Because};
use crate::asked::Asked;
use crate::exit::Exit;
use crate::output::terminal::Terminal;
use crate::stored;

/// Put a person under a legal hold: nothing of theirs is erased or expires
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  hirewall subject hold a-42 --reason 'case 17' --server https://hirewall.example:8470 --token-file maria.token")]
pub(super) struct Arguments {
    #[command(flatten)]
    because: Because,
    #[command(flatten)]
    about: About,
}

/// Does it.
pub(super) fn run(arguments: &Arguments, terminal: &Terminal) -> anyhow::Result<Exit> {
    let (subject, reason) = (&arguments.about.subject, arguments.because.reason()?);
    match arguments.about.asked.whom(terminal)? {
        Asked::Service(service) => service.hold(subject, reason)?,
        Asked::Store(config, actor) => {
            let held = stored::open(&config)?.hold(subject, reason, actor);
            held.map_err(|error| stored::failed(&error))?;
        }
    }
    terminal.note("the subject is held\n");
    Ok(Exit::Fine)
}
