//! CSV whose first line names the columns, and what the formats made of CSV are read with.

use ::csv::{ReaderBuilder, StringRecord, Trim};

use crate::collector::Collector;
use crate::{ImportError, Input, Target};

pub(super) fn read(input: &Input<'_>, collector: &mut Collector<'_>) -> Result<(), ImportError> {
    let text = input.text()?;
    let table = Columns::of(input.name, text, |_| true)?;
    match collector.target() {
        Target::List { column, .. } => {
            let at = column.as_deref().map_or(Ok(0), |column| table.at(column))?;
            table.rows(|row, line| collector.item(row.get(at).unwrap_or_default(), line))
        }
        Target::Table { columns, .. } => {
            let mut wanted = Vec::new();
            for column in columns {
                wanted.push((column.as_str(), table.at(column)?));
            }
            table.rows(|row, line| {
                let cell = |at: usize| row.get(at).unwrap_or_default().to_owned();
                let cells: Vec<(&str, String)> = wanted.iter().map(|(name, at)| (*name, cell(*at))).collect();
                collector.row(&cells, line)
            })
        }
    }
}

/// CSV text with the names of its columns.
pub(crate) struct Columns<'t> {
    name: &'t str,
    text: &'t str,
    /// Lines before the one with the names, that one included.
    before: u64,
    names: Vec<String>,
}

impl<'t> Columns<'t> {
    /// The columns that the first line names for which `is_header` holds; lines before it are passed over.
    pub(crate) fn of(
        name: &'t str,
        text: &'t str,
        is_header: impl Fn(&StringRecord) -> bool,
    ) -> Result<Self, ImportError> {
        let mut reader = reader(text);
        let mut record = StringRecord::new();
        while next(name, &mut reader, &mut record, 0)? {
            if is_header(&record) {
                let rest = usize::try_from(reader.position().byte()).unwrap_or(text.len());
                let before = reader.position().line().saturating_sub(1);
                let names = record.iter().map(str::to_owned).collect();
                return Ok(Self { name, text: text.get(rest..).unwrap_or_default(), before, names });
            }
        }
        Ok(Self { name, text: "", before: 0, names: Vec::new() })
    }

    /// The place of a column; the case of letters does not count.
    pub(crate) fn at(&self, column: &str) -> Result<usize, ImportError> {
        let found = self.names.iter().position(|name| name.eq_ignore_ascii_case(column));
        found.ok_or_else(|| ImportError::NoColumn {
            name: self.name.to_owned(),
            column: column.to_owned(),
            has: self.names.clone(),
        })
    }

    /// Whether there is such a column.
    pub(crate) fn has(&self, column: &str) -> bool {
        self.at(column).is_ok()
    }

    /// Gives each row with its line. Rows with another number of cells than the first line are refused.
    pub(crate) fn rows(
        &self,
        mut take: impl FnMut(&StringRecord, u64) -> Result<(), ImportError>,
    ) -> Result<(), ImportError> {
        each(self.name, self.text, self.before, |row, line| {
            if row.len() == self.names.len() {
                return take(row, line);
            }
            let reason =
                format!("the number of cells is {}, that of the line with the names {}", row.len(), self.names.len());
            Err(ImportError::Csv { name: self.name.to_owned(), line, reason })
        })
    }
}

/// Gives each row of CSV text with its line.
pub(crate) fn each(
    name: &str,
    text: &str,
    before: u64,
    mut take: impl FnMut(&StringRecord, u64) -> Result<(), ImportError>,
) -> Result<(), ImportError> {
    let mut reader = reader(text);
    let mut record = StringRecord::new();
    while next(name, &mut reader, &mut record, before)? {
        take(&record, before + record.position().map_or(0, ::csv::Position::line))?;
    }
    Ok(())
}

fn reader(text: &str) -> ::csv::Reader<&[u8]> {
    ReaderBuilder::new().has_headers(false).flexible(true).trim(Trim::All).from_reader(text.as_bytes())
}

fn next(
    name: &str,
    reader: &mut ::csv::Reader<&[u8]>,
    record: &mut StringRecord,
    before: u64,
) -> Result<bool, ImportError> {
    reader.read_record(record).map_err(|error| ImportError::Csv {
        name: name.to_owned(),
        line: before + error.position().map_or(0, ::csv::Position::line),
        reason: "the row is no CSV".to_owned(),
    })
}
