//! The state of reading one record: the cells so far, and the problems.

use super::options::DecodeOptions;
use super::problem::{ProblemKind, RecordProblem};
use super::{Cell, ListFrame, OWN};
use crate::json::locate::{Occurrence, locate, position};
use crate::json::path::Path;
use crate::json::strict::{Budget, Stop};

/// What reading a record fills.
pub(super) struct Reading<'a> {
    pub(super) input: &'a str,
    pub(super) options: DecodeOptions,
    pub(super) budget: Budget,
    /// Frames that are still being filled: the root's, and those of the elements of open lists.
    pub(super) stack: Vec<Cell>,
    /// The root's frame, filled in last, and the elements of complete lists.
    pub(super) cells: Vec<Cell>,
    pub(super) own: String,
    pub(super) dynamic: Vec<serde_json::Value>,
    pub(super) frames: Vec<ListFrame>,
    pub(super) problems: Found,
    pub(super) warnings: Found,
}

/// Problems of one severity, at most as many as are listed.
#[derive(Default)]
pub(super) struct Found {
    listed: Vec<Pending>,
    further: usize,
}

/// A problem whose line is not known yet: it is looked up only when the problem is reported.
struct Pending {
    kind: ProblemKind,
    pointer: String,
    occurrence: Occurrence,
    message: String,
    help: String,
}

impl<'a> Reading<'a> {
    pub(super) fn set(&mut self, at: usize, cell: Cell) {
        if let Some(place) = self.stack.get_mut(at) {
            *place = cell;
        }
    }

    /// The cell of a string that stands in the input as it is.
    pub(super) fn borrowed(&mut self, text: &'a str) -> Cell {
        let start = (text.as_ptr() as usize).wrapping_sub(self.input.as_ptr() as usize);
        match (u32::try_from(start), u32::try_from(text.len())) {
            (Ok(start), Ok(len)) if start as usize + text.len() <= self.input.len() => Cell::String { start, len },
            _ => self.owned(text),
        }
    }

    /// The cell of a string that was unescaped.
    pub(super) fn owned(&mut self, text: &str) -> Cell {
        // Both fit: unescaped text is never longer than the input, which has at most 1 GiB.
        let start = u32::try_from(self.own.len()).unwrap_or(u32::MAX);
        let len = u32::try_from(text.len()).unwrap_or(0) | OWN;
        self.own.push_str(text);
        Cell::String { start, len }
    }

    /// Moves the elements of a complete list to their place, and says where they are in the list's own cell `at`. `base` is where they begin on the
    /// stack, `mark` the first frame of the lists inside of it.
    pub(super) fn close_list(&mut self, mut list: ListFrame, (base, mark): (usize, usize), at: usize) {
        // Both fit: the budget bounds the cells.
        let first = u32::try_from(self.cells.len()).unwrap_or(u32::MAX);
        self.cells.extend_from_slice(self.stack.get(base..).unwrap_or_default());
        self.stack.truncate(base);
        self.set(at, Cell::List { first, len: list.len });
        let base = u32::try_from(base).unwrap_or(u32::MAX);
        for inner in self.frames.iter_mut().skip(mark).filter(|frame| !frame.settled) {
            inner.owner = inner.owner.saturating_sub(base).saturating_add(first);
            inner.settled = true;
        }
        if list.len > 0 {
            list.first = first;
            list.owner = u32::try_from(at).unwrap_or(u32::MAX);
            self.frames.push(list);
        }
    }

    /// Notes a problem of the value at `path`.
    pub(super) fn problem(&mut self, kind: ProblemKind, path: &Path<'_>, message: String, help: impl Into<String>) {
        let pending =
            || Pending { kind, pointer: path.pointer(), occurrence: Occurrence::First, message, help: help.into() };
        self.problems.add(self.options.max_problems, pending);
    }

    /// Notes a key that is given twice.
    pub(super) fn duplicate(&mut self, pointer: impl FnOnce() -> String) {
        self.problems.add(self.options.max_problems, || Pending {
            kind: ProblemKind::DuplicateKey,
            pointer: pointer(),
            occurrence: Occurrence::Last,
            message: "this key is given twice in the same object".to_owned(),
            help: "Keep one of the two; which one is meant cannot be guessed.".to_owned(),
        });
    }

    /// Notes a field that the schema does not declare: a warning unless the reading is strict.
    pub(super) fn undeclared(&mut self, path: &Path<'_>, near: Option<&str>) {
        let pending = || Pending {
            kind: ProblemKind::Undeclared,
            pointer: path.pointer(),
            occurrence: Occurrence::First,
            message: "the schema does not declare this field; it is not read".to_owned(),
            help: match near {
                Some(near) => format!("Did you mean `{near}`?"),
                None => "Leave the field out, or declare it in the record schema.".to_owned(),
            },
        };
        let found = if self.options.strict { &mut self.problems } else { &mut self.warnings };
        found.add(self.options.max_problems, pending);
    }

    /// Notes why reading stopped, or what is wrong with the JSON.
    pub(super) fn stopped(&mut self, error: &serde_json::Error) -> Option<RecordProblem> {
        let (kind, pointer, message, help) = match self.budget.stop.take() {
            None => return Some(syntax(self.input, error)),
            Some(Stop::Duplicate(pointer)) => {
                self.duplicate(|| pointer);
                return None;
            }
            Some(Stop::Deep(pointer)) => (
                ProblemKind::Limit,
                pointer,
                format!("nested deeper than the limit of {} levels", self.budget.max_depth),
                "Flatten the record; no policy can read that deep.",
            ),
            Some(Stop::Many) => (
                ProblemKind::Limit,
                String::new(),
                format!("more values than the limit of {}", self.options.max_cells),
                "Split the record, or leave out what no policy reads.",
            ),
        };
        let help = help.to_owned();
        self.problems.add(usize::MAX, || Pending { kind, pointer, occurrence: Occurrence::First, message, help });
        None
    }
}

impl Found {
    fn add(&mut self, most: usize, pending: impl FnOnce() -> Pending) {
        if self.listed.len() < most {
            self.listed.push(pending());
        } else {
            self.further += 1;
        }
    }

    /// The problems with their places, in the order of the text.
    pub(super) fn finish(self, input: &str) -> Vec<RecordProblem> {
        let mut problems: Vec<RecordProblem> = self
            .listed
            .into_iter()
            .map(|pending| {
                let (line, column) = position(input, locate(input, &pending.pointer, pending.occurrence).start);
                let Pending { kind, pointer, message, help, .. } = pending;
                RecordProblem { kind, pointer, line, column, message, help }
            })
            .collect();
        problems.sort_by_key(|problem| (problem.line, problem.column));
        if self.further > 0 {
            problems.push(RecordProblem {
                kind: ProblemKind::Limit,
                pointer: String::new(),
                line: 1,
                column: 1,
                message: format!("{} more problems of this record are not listed", self.further),
                help: "Mend those above first.".to_owned(),
            });
        }
        problems
    }
}

/// What `serde_json` says of a text, at the place that it means.
pub(super) fn syntax(input: &str, error: &serde_json::Error) -> RecordProblem {
    let text = error.to_string();
    let message = text.split(" at line ").next().unwrap_or_default();
    let (line, column) = position(input, crate::schema::byte_offset(input, error.line(), error.column()));
    let (kind, message, help) = match message {
        "number out of range" => (
            ProblemKind::NumberRange,
            "a number too large for 64-bit floating point".to_owned(),
            "Write a smaller number, or the digits as text.",
        ),
        "recursion limit exceeded" => (
            ProblemKind::Limit,
            "nested deeper than the limit".to_owned(),
            "Flatten the record; no policy can read that deep.",
        ),
        message if error.is_eof() => (
            ProblemKind::Syntax,
            format!("the JSON text ends too early: {}", first_lower(message)),
            "Complete the record; it may have been cut off.",
        ),
        "trailing characters" => (
            ProblemKind::Syntax,
            "there is more text after the record".to_owned(),
            "Give one JSON object for each record, in NDJSON one on each line.",
        ),
        message => {
            (ProblemKind::Syntax, format!("not valid JSON: {}", first_lower(message)), "Mend the JSON at this place.")
        }
    };
    RecordProblem { kind, pointer: String::new(), line, column, message, help: help.to_owned() }
}

fn first_lower(message: &str) -> String {
    match message.strip_prefix("EOF ") {
        Some(rest) => format!("end of text {rest}"),
        None => message.to_owned(),
    }
}
