//! `hirewall explain-code`: the page of a diagnostic's code, or the list of all codes.

use std::fmt::Write as _;

use clap::Args;
use hirewall::diagnostic::{CodeEntry, Severity, codes};

use crate::exit::Exit;
use crate::failure::Failure;
use crate::output::style;
use crate::output::terminal::Terminal;

/// Explain the code of a diagnostic, or list all codes
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  hirewall explain-code E203
  hirewall explain-code")]
pub(crate) struct Arguments {
    /// The code, in either case; without it all codes are listed
    code: Option<String>,
}

/// Prints the page or the list.
pub(crate) fn run(arguments: &Arguments, terminal: &Terminal) -> anyhow::Result<Exit> {
    let Some(code) = &arguments.code else {
        let mut list = String::new();
        for code in codes::all() {
            let entry = code.entry();
            let _ = writeln!(list, "{}  {}", style::paint(entry.id, severity(entry), terminal.out_color), entry.title);
        }
        terminal.print(&list)?;
        return Ok(Exit::Fine);
    };
    let entry = codes::find(code).ok_or_else(|| {
        Failure::usage(format!("there is no code `{code}`")).help("`hirewall explain-code` lists all codes.")
    })?;
    let mut page = style::paint(&format!("{}: {}", entry.id, entry.title), severity(entry), terminal.out_color);
    page.push_str("\n\n");
    // The page repeats the code as its heading.
    let (heading, body) = entry.page.split_once('\n').unwrap_or(("", entry.page));
    page.push_str(if heading.starts_with("# ") { body } else { entry.page }.trim());
    page.push('\n');
    terminal.print(&page)?;
    Ok(Exit::Fine)
}

fn severity(entry: &CodeEntry) -> clap::builder::styling::Style {
    match entry.severity {
        Severity::Error => style::ERROR,
        Severity::Warning => style::WARNING,
        Severity::Note => style::STRONG,
    }
}
