//! `hirewall subject release`: a legal hold ends.

use clap::Args;

use super::{About, Because};
use crate::asked::Asked;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::output::terminal::Terminal;
use crate::stored;

/// End a legal hold
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  hirewall subject release a-42 --reason 'case 17 is over' --server https://hirewall.example:8470 --token-file maria.token")]
pub(super) struct Arguments {
    #[command(flatten)]
    because: Because,
    #[command(flatten)]
    about: About,
}

/// Does it.
pub(super) fn run(arguments: &Arguments, terminal: &Terminal) -> anyhow::Result<Exit> {
    let (subject, reason) = (&arguments.about.subject, arguments.because.reason()?);
    let released = match arguments.about.asked.whom(terminal)? {
        Asked::Service(service) => service.release(subject, reason)?,
        Asked::Store(config, actor) => {
            let released = stored::open(&config)?.release(subject, reason, actor);
            released.map_err(|error| stored::failed(&error))?
        }
    };
    if released {
        terminal.note("the subject is held no more\n");
        return Ok(Exit::Fine);
    }
    Err(Failure::input("the subject is not held").help("Check the id.").into())
}
