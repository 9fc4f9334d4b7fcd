//! Says what is wrong with records that do not fit: file, line, JSON pointer, code, cure; never a value of the record.

use std::fmt::Write as _;
use std::sync::Arc;

use hirewall::Refused;
use hirewall::bulk::Input;
use hirewall::model::RecordProblem;

use crate::output::number::count;
use crate::output::{safe, style};

/// Problems printed of one record: the first ones lead to the rest.
const MAX_OF_ONE: usize = 5;

/// Prints problems up to a number of records.
#[derive(Debug)]
pub(crate) struct Problems {
    shown: u64,
    limit: u64,
    color: bool,
}

/// A record that was refused, where it begins, and why.
#[derive(Debug)]
pub(crate) struct Refusal {
    /// The file.
    pub(crate) source: Arc<str>,
    /// The line, from 1; 0 for all of the file.
    pub(crate) line: u64,
    /// The column, from 1.
    pub(crate) column: u32,
    /// What is wrong with it.
    pub(crate) problems: Vec<RecordProblem>,
}

impl Refusal {
    /// The refusal of what a run was given.
    pub(crate) fn new(input: &Input, refused: Refused) -> Self {
        let source = Arc::clone(&input.source);
        Self { source, line: input.line, column: input.column, problems: refused.problems }
    }
}

impl Problems {
    /// Says what is wrong with `limit` records.
    pub(crate) fn new(limit: u64, color: bool) -> Self {
        Self { shown: 0, limit, color }
    }

    /// The text that tells of one refused record; none when enough were told.
    pub(crate) fn tell(&mut self, refusal: &Refusal) -> Option<String> {
        self.shown += 1;
        if self.shown > self.limit {
            return None;
        }
        let mut text = String::new();
        let problems = &refusal.problems;
        for problem in problems.iter().take(MAX_OF_ONE) {
            self.one(refusal, problem, &mut text);
        }
        if problems.len() > MAX_OF_ONE {
            let more = count((problems.len() - MAX_OF_ONE) as u64, "more problem");
            let _ = writeln!(text, "  … and {more} in this record");
        }
        Some(text)
    }

    /// What was left out.
    pub(crate) fn rest(&self) -> Option<String> {
        let more = self.shown.saturating_sub(self.limit);
        (more > 0).then(|| {
            let text = format!("… and {} that did not fit; `--problems N` shows more", count(more, "more record"));
            format!("{text}\n")
        })
    }

    fn one(&self, record: &Refusal, problem: &RecordProblem, text: &mut String) {
        let code = style::paint(&format!("error[{}]", problem.code()), style::ERROR, self.color);
        let at = if problem.pointer.is_empty() { String::new() } else { format!("`{}`: ", problem.pointer) };
        let _ = writeln!(text, "{code}: {}{}", safe::line(&at), safe::line(&problem.message));
        let mut named = safe::line(&record.source).into_owned();
        if record.line > 0 {
            let line = record.line + u64::from(problem.line.saturating_sub(1));
            let before = if problem.line <= 1 { record.column.saturating_sub(1) } else { 0 };
            let _ = write!(named, ":{line}:{}", problem.column.max(1).saturating_add(before));
        }
        let _ = writeln!(text, " {} {named}", style::paint("-->", style::HELP, self.color));
        if !problem.help.is_empty() {
            let _ =
                writeln!(text, "  {} {}", style::paint("= help:", style::HELP, self.color), safe::line(&problem.help));
        }
    }
}
