//! What an import says on standard error and in its report: paths, lines, counts; never a value of the input.

use std::fmt::Write as _;

use hirewall::model::RecordProblem;
use hirewall_import::{Ledger, Reason};
use serde_json::{Value, json};

use crate::input::Trouble;
use crate::output::number::{count, grouped};
use crate::output::terminal::Terminal;
use crate::output::wrap::pad;
use crate::output::{safe, style};

/// Paths listed in the summary; the report has all.
const MOST_LISTED: usize = 40;

/// What was told and is to be told.
pub(super) struct Told<'a> {
    source: String,
    files: usize,
    /// Records that went out.
    pub(super) records: u64,
    /// Devices behind whose user no application is known, where a list of applicants was given.
    pub(super) of_nobody: u64,
    /// Records that could not be made, and places in the input that are none.
    pub(super) refused: u64,
    limit: u64,
    ledger: Ledger,
    terminal: &'a Terminal,
}

impl<'a> Told<'a> {
    /// Tells of at most `limit` records that could not be made.
    pub(super) fn new(source: String, files: usize, limit: u64, terminal: &'a Terminal) -> Self {
        Self { source, files, records: 0, of_nobody: 0, refused: 0, limit, ledger: Ledger::default(), terminal }
    }

    /// Adds what was dropped and kept.
    pub(super) fn ledger(&mut self, ledger: &Ledger) {
        self.ledger.add(ledger);
    }

    /// Whether a field of a record was dropped.
    pub(super) fn lost_fields(&self) -> bool {
        self.ledger.lost_fields()
    }

    /// Something in a file that is no record.
    pub(super) fn trouble(&mut self, file: &str, trouble: &Trouble) {
        let help = trouble.help.as_deref().unwrap_or("Look at the file.");
        self.problem(file, trouble.line.unwrap_or(0), "", &trouble.message, help);
    }

    /// A record that was made and does not fit its schema: mostly one of a mapping or of another schema.
    pub(super) fn misfit(&mut self, file: &str, line: u64, problem: &RecordProblem) {
        let message = format!("the record made of it does not fit its schema: {}", problem.message);
        self.problem(file, line, &problem.pointer, &message, &problem.help);
    }

    /// A record that could not be made. `line` is 0 where it concerns all of the file.
    pub(super) fn problem(&mut self, file: &str, line: u64, pointer: &str, message: &str, help: &str) {
        self.refused += 1;
        if self.refused > self.limit {
            return;
        }
        let color = self.terminal.err_color;
        let mut text = style::paint("error", style::ERROR, color);
        let at = if pointer.is_empty() { String::new() } else { format!("`{pointer}`: ") };
        let _ = writeln!(text, ": {}{}", safe::line(&at), safe::line(message));
        let mut place = safe::line(file).into_owned();
        if line > 0 {
            let _ = write!(place, ":{line}");
        }
        let _ = writeln!(text, " {} {place}", style::paint("-->", style::HELP, color));
        let _ = writeln!(text, "  {} {}", style::paint("= help:", style::HELP, color), safe::line(help));
        self.terminal.note(&text);
    }

    /// The report as JSON.
    pub(super) fn report(&self) -> Value {
        let mut report = json!({"source": self.source, "records": self.records, "refused": self.refused});
        if let (Value::Object(report), Value::Object(ledger)) = (&mut report, self.ledger.to_json()) {
            report.extend(ledger);
        }
        report
    }

    /// Prints the summary, and how many problems were not shown.
    pub(super) fn finish(&self, quiet: bool) {
        let more = self.refused.saturating_sub(self.limit);
        if more > 0 {
            let more = count(more, "more problem");
            self.terminal.note(&format!("… and {more}; `--problems N` shows more\n"));
        }
        if !quiet {
            self.terminal.note(&self.summary());
        }
    }

    fn summary(&self) -> String {
        let mut text = format!("{} from {}", count(self.records, "record"), count(self.files as u64, "file"));
        if self.refused > 0 {
            let refused = format!(", {} could not be made", grouped(self.refused));
            text.push_str(&style::paint(&refused, style::ERROR, self.terminal.err_color));
        }
        text.push('\n');
        if self.of_nobody > 0 {
            let _ = writeln!(
                text,
                "{} of users whom the list of applicants does not name",
                count(self.of_nobody, "device")
            );
        }
        let custom = self.ledger.custom().count() as u64;
        if custom > 0 {
            let values = self.ledger.custom().map(|(_, count)| count).sum::<u64>();
            let _ = writeln!(text, "{} of {} kept below `custom`", count(values, "value"), count(custom, "path"));
        }
        self.dropped(&mut text);
        text
    }

    fn dropped(&self, text: &mut String) {
        let mut dropped: Vec<(&str, Reason, u64)> = self.ledger.dropped().collect();
        if dropped.is_empty() {
            return;
        }
        dropped.sort_by_key(|(path, reason, number)| (*reason, std::cmp::Reverse(*number), *path));
        text.push_str("dropped:\n");
        let shown = |path: &str| safe::line(path).into_owned();
        let width = dropped.iter().take(MOST_LISTED).map(|(path, ..)| shown(path).chars().count()).max().unwrap_or(0);
        for (path, reason, number) in dropped.iter().take(MOST_LISTED) {
            let _ = writeln!(text, "  {}{:>8}  {}", pad(&shown(path), width), grouped(*number), reason.words());
        }
        if dropped.len() > MOST_LISTED {
            let more = count((dropped.len() - MOST_LISTED) as u64, "more path");
            let _ = writeln!(text, "  … and {more}; `--report FILE` has all");
        }
    }
}
