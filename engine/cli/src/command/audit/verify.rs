//! `hirewall audit verify`: edits, insertions, deletions, reordering and a cut tail, each at its place.

use std::fmt::Write as _;
use std::path::PathBuf;

use clap::Args;
use hirewall_service::store::Store;

use crate::exit::Exit;
use crate::output::number;
use crate::output::style;
use crate::output::terminal::Terminal;
use crate::settings::SettingArguments;
use crate::stored;

/// Say whether decisions and events are those that were written, in their order
#[derive(Debug, Args)]
#[command(after_help = "\
The chain is verified with the store's keys, while the service runs or after it. A tail that was cut off is found by the signed checkpoints,
which stand in a file beside the store: keep copies of it elsewhere, and verify with them.

Examples:
  hirewall audit verify
  hirewall audit verify --checkpoints /mnt/witness/hirewall.db.checkpoints
  hirewall audit verify --set store=postgres://hirewall@db/hirewall")]
pub(crate) struct Arguments {
    /// A copy of the checkpoints; without it, those beside the store
    #[arg(long, value_name = "FILE")]
    checkpoints: Option<PathBuf>,
    #[command(flatten)]
    settings: SettingArguments,
}

/// Verifies.
pub(crate) fn run(arguments: &Arguments, terminal: &Terminal) -> anyhow::Result<Exit> {
    let config = arguments.settings.read(terminal)?;
    let (url, options) = stored::existing(&config)?;
    let audit = Store::audit_verify_at(url, &options, arguments.checkpoints.as_deref());
    let audit = audit.map_err(|error| stored::failed(&error))?;
    let mut text = String::new();
    for problem in &audit.problems {
        let word = style::paint(problem.kind.as_str(), style::ERROR, terminal.out_color);
        let _ = writeln!(text, "{word} at {}: {}", problem.seq, problem.what);
    }
    if audit.more > 0 {
        let _ = writeln!(text, "and {} more", number::grouped(audit.more));
    }
    let told = format!(
        "{} and {} up to {}, {} without their content, {} agree",
        number::count(audit.decisions, "decision"),
        number::count(audit.events, "event"),
        audit.last,
        number::grouped(audit.erased),
        number::count(audit.checkpoints, "signed checkpoint"),
    );
    let (outcome, paint) = match audit.is_sound() {
        true => ("the chain is as it was written", style::GOOD),
        false => ("the chain is not as it was written", style::ERROR),
    };
    let _ = writeln!(text, "{}: {told}", style::paint(outcome, paint, terminal.out_color));
    terminal.print(&text)?;
    Ok(if audit.is_sound() { Exit::Fine } else { Exit::Findings })
}
