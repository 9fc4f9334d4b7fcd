//! Rows of a CSV text become records, one after the other, in constant memory.

use std::io::{self, Read};

use serde_json::Value;

use super::mapping::{Column, Mapping};
use super::target::close_gaps;
use crate::draft::Draft;
use crate::importer::{Record, complete};
use crate::ledger::{Ledger, Reason, below};
use crate::options::Options;
use crate::problem::Problem;

/// The records of a CSV text, whose first row names the columns.
pub struct Rows<R> {
    reader: csv::Reader<Bounded<R>>,
    mapping: Mapping,
    options: Options,
    ledger: Ledger,
    header: Option<Vec<String>>,
    row: csv::StringRecord,
    ended: bool,
}

impl<R: Read> Rows<R> {
    /// Reads rows with a mapping.
    pub fn new(input: R, mapping: Mapping, options: Options) -> Self {
        let limit = options.limits.document_bytes;
        let reader = csv::ReaderBuilder::new()
            .delimiter(mapping.delimiter)
            .has_headers(false)
            .flexible(true)
            .from_reader(Bounded { inner: input, left: limit, limit });
        let row = csv::StringRecord::new();
        Self { reader, mapping, options, ledger: Ledger::default(), header: None, row, ended: false }
    }

    /// What was dropped so far; a path is the name of a column.
    #[must_use]
    pub fn ledger(&self) -> &Ledger {
        &self.ledger
    }

    /// Reads the next row: the line that it begins in, and what is wrong with it; none at the end.
    fn read(&mut self) -> Option<(u64, Result<(), Problem>)> {
        loop {
            // The bound is one of a row: what was read of the next one into the reader's buffer is counted with it.
            self.reader.get_mut().refill();
            let line = self.reader.position().line();
            return match self.reader.read_record(&mut self.row) {
                Ok(false) => None,
                Ok(true) if self.row.iter().all(|cell| cell.trim().is_empty()) => continue,
                Ok(true) => Some((self.row.position().map_or(line, csv::Position::line), Ok(()))),
                Err(error) => {
                    let problem = match error.kind() {
                        csv::ErrorKind::Utf8 { .. } => Problem::new(
                            "",
                            "the row is not UTF-8",
                            "Save the file as UTF-8, or convert it: iconv -f WINDOWS-1252 -t UTF-8.",
                        ),
                        _ => {
                            self.ended = true;
                            self.unreadable()
                        }
                    };
                    Some((line, Err(problem)))
                }
            };
        }
    }

    fn unreadable(&self) -> Problem {
        let bytes = self.options.limits.document_bytes;
        if self.reader.get_ref().left == 0 {
            return Problem::new(
                "",
                format!("this row is longer than {bytes} bytes"),
                "Look for a quote that is opened and not closed; reading ended here.",
            );
        }
        Problem::new("", "the file cannot be read on", "Check the file; reading ended here.")
    }

    /// Reads the first row; what is wrong with it, if anything.
    fn header(&mut self) -> Option<(u64, Problem)> {
        let (line, read) = self.read()?;
        if let Err(problem) = read {
            self.ended = true;
            return Some((line, problem));
        }
        let name = |cell: &str| cell.trim_start_matches('\u{feff}').trim().to_owned();
        let header: Vec<String> = self.row.iter().map(name).collect();
        let missing = self.mapping.columns.keys().filter(|column| !header.contains(column)).map(|it| format!("`{it}`"));
        let missing: Vec<String> = missing.collect();
        let twice = header.iter().enumerate().find(|(at, name)| header.iter().skip(at + 1).any(|other| other == *name));
        let problem = if !missing.is_empty() {
            Some(Problem::new(
                "",
                format!("the first row does not name {}", missing.join(", ")),
                "Write the columns in the mapping as the first row does; check the delimiter too.",
            ))
        } else {
            twice.map(|_| Problem::new("", "the first row names a column twice", "Give each column a name of its own."))
        };
        self.ended = problem.is_some();
        self.header = Some(header);
        problem.map(|problem| (line, problem))
    }

    fn record(&mut self) -> Result<Record, Problem> {
        let header = self.header.as_deref().unwrap_or_default();
        if self.row.len() > header.len() {
            return Err(Problem::new(
                "",
                format!("the row has {} cells, and there are {} columns", self.row.len(), header.len()),
                "Put quotes around cells that hold the delimiter.",
            ));
        }
        let mut draft = Draft::new(Value::Null);
        draft.put("/kind", Value::from(self.mapping.kind.as_str()));
        for (name, cell) in header.iter().zip(&self.row) {
            if cell.trim().is_empty() {
                continue;
            }
            let path = below("", name);
            match self.mapping.columns.get(name) {
                None | Some(Column::Drop) => self.ledger.drop(&path, Reason::Unmapped),
                Some(Column::To(target, kind)) => {
                    let Some(value) = kind.read(cell) else {
                        return Err(Problem::new(
                            path,
                            format!("the cell is not {}", kind.expects()),
                            "Mend the cell, or give the column another type in the mapping.",
                        ));
                    };
                    if !target.set(&mut draft.record, value) {
                        return Err(crossed(path));
                    }
                }
            }
        }
        for (target, value) in &self.mapping.constants {
            if !target.set(&mut draft.record, value.clone()) {
                return Err(crossed(String::new()));
            }
        }
        close_gaps(&mut draft.record);
        draft.put("/source_system", Value::from(self.mapping.source_system.as_str()));
        if self.mapping.kind == "applicant" {
            draft.complete_contacts(self.options.phones_normalised);
        }
        complete(draft, "", &self.mapping.kind, &self.options)
    }
}

fn crossed(path: String) -> Problem {
    Problem::new(
        path,
        "the mapping uses one place both as a value and as what holds others",
        "Give each column a place of its own, such as `custom.name`.",
    )
}

impl<R: Read> Iterator for Rows<R> {
    /// The line that the row begins in, from 1, and its record.
    type Item = (u64, Result<Record, Problem>);

    fn next(&mut self) -> Option<Self::Item> {
        if self.ended {
            return None;
        }
        if self.header.is_none()
            && let Some((line, problem)) = self.header()
        {
            return Some((line, Err(problem)));
        }
        let (line, read) = self.read()?;
        Some((line, read.and_then(|()| self.record())))
    }
}

/// A reader that fails after so many bytes without being refilled: so much may one row take.
struct Bounded<R> {
    inner: R,
    left: usize,
    limit: usize,
}

impl<R> Bounded<R> {
    fn refill(&mut self) {
        self.left = self.limit;
    }
}

impl<R: Read> Read for Bounded<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.left == 0 {
            return Err(io::Error::other("the row is too long"));
        }
        let room = buffer.len().min(self.left);
        let read = self.inner.read(buffer.get_mut(..room).unwrap_or_default())?;
        self.left -= read;
        Ok(read)
    }
}
