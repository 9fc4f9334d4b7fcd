//! `hirewall subject export`: everything that is kept about a person, as JSON.

use clap::Args;

use super::About;
use crate::asked::Asked;
use crate::exit::Exit;
use crate::output::number;
use crate::output::terminal::Terminal;
use crate::stored;

/// Write everything that is kept about a person to standard output, as JSON
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  hirewall subject export a-42 --server https://hirewall.example:8470 --token-file maria.token > a-42.json
  hirewall subject export a-42 --actor maria > a-42.json")]
pub(super) struct Arguments {
    #[command(flatten)]
    about: About,
}

/// Exports.
pub(super) fn run(arguments: &Arguments, terminal: &Terminal) -> anyhow::Result<Exit> {
    let subject = &arguments.about.subject;
    let (text, decisions) = match arguments.about.asked.whom(terminal)? {
        Asked::Service(service) => service.export(subject)?,
        Asked::Store(config, actor) => {
            let mut text = Vec::new();
            let exported = stored::open(&config)?.subject_export(subject, actor, &mut text);
            let decisions = exported.map_err(|error| stored::failed(&error))?;
            (String::from_utf8_lossy(&text).into_owned(), decisions)
        }
    };
    terminal.print_json(&format!("{text}\n"))?;
    terminal.note(&format!("{} exported\n", number::count(decisions, "decision")));
    Ok(Exit::Fine)
}
