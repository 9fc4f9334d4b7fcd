//! The entries of a list or table, sorted by their bytes and each once, and the text of the file that holds them. Whether an
//! item suits its list is known to the collector.

use std::collections::{BTreeMap, BTreeSet};

/// The entries of a list or table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Entries {
    /// Items of a list.
    List(BTreeSet<String>),
    /// Rows of a table.
    Table {
        /// The columns.
        columns: Vec<String>,
        /// Cells in the order of the columns, by the text of the key.
        rows: BTreeMap<String, Vec<String>>,
    },
}

impl Entries {
    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        match self {
            Self::List(items) => items.len(),
            Self::Table { rows, .. } => rows.len(),
        }
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The text of the data file: a line for each item, or CSV with a first line that names the columns.
    #[must_use]
    pub fn to_text(&self) -> String {
        match self {
            Self::List(items) => items.iter().flat_map(|item| [item.as_str(), "\n"]).collect(),
            Self::Table { columns, rows } => {
                let mut text = String::new();
                for row in std::iter::once(columns).chain(rows.values()) {
                    push_row(row, &mut text);
                }
                text
            }
        }
    }
}

/// A row of CSV, with quotes where a cell needs them.
fn push_row(cells: &[String], text: &mut String) {
    for (at, cell) in cells.iter().enumerate() {
        if at > 0 {
            text.push(',');
        }
        if cell.contains(['"', ',', '\n', '\r']) || (cell.is_empty() && cells.len() == 1) {
            text.push('"');
            text.push_str(&cell.replace('"', "\"\""));
            text.push('"');
        } else {
            text.push_str(cell);
        }
    }
    text.push('\n');
}
