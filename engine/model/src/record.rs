//! A record, decoded from JSON text into cells.

use std::sync::Arc;

use crate::Schema;

/// One value of a record. Strings and lists name a place, so that a cell is 16 bytes and free to copy.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Cell {
    /// Not given, or `null` where `null` is no value of its own.
    Absent,
    /// `null` where the schema allows it.
    Null,
    /// A boolean.
    Bool(bool),
    /// An integer.
    Int(i64),
    /// A number.
    Double(f64),
    /// A string: ask [`Record::string`].
    String {
        /// First byte.
        start: u32,
        /// Bytes, with the highest bit set when it stands in the record's own text rather than in the input.
        len: u32,
    },
    /// A moment, as the fields of [`crate::Time`].
    Time {
        /// Nanoseconds after the second.
        nanos: u32,
        /// Seconds since the Unix epoch, rounded down.
        seconds: i64,
    },
    /// An object is here; its fields follow.
    Object,
    /// An array: `len` elements, the first at cell `first`.
    List {
        /// Cell of the first element.
        first: u32,
        /// Elements.
        len: u32,
    },
    /// A value without a declared type: ask [`Record::json`].
    Dyn(u32),
}

/// A record that fits its schema. Borrows the strings of the input that need no unescaping.
#[derive(Debug)]
pub struct Record<'a> {
    pub(crate) schema: Arc<Schema>,
    pub(crate) input: &'a str,
    pub(crate) own: String,
    pub(crate) cells: Vec<Cell>,
    pub(crate) dynamic: Vec<serde_json::Value>,
}

impl<'a> Record<'a> {
    /// Its schema.
    #[must_use]
    pub fn schema(&self) -> &Arc<Schema> {
        &self.schema
    }

    /// The input text it was decoded from.
    #[must_use]
    pub fn input(&self) -> &'a str {
        self.input
    }

    /// The cell at an offset from the root; [`Cell::Absent`] beyond the end.
    #[must_use]
    pub fn cell(&self, at: u32) -> Cell {
        self.cells.get(at as usize).copied().unwrap_or(Cell::Absent)
    }

    /// The text of a string cell; empty for any other cell.
    #[must_use]
    pub fn string(&self, cell: Cell) -> &str {
        const OWN: u32 = 1 << 31;
        let Cell::String { start, len } = cell else { return "" };
        let text: &str = if len & OWN == 0 { self.input } else { &self.own };
        let (start, len) = (start as usize, (len & !OWN) as usize);
        text.get(start..start + len).unwrap_or("")
    }

    /// The JSON of a dynamic cell; `null` for any other cell.
    #[must_use]
    pub fn json(&self, cell: Cell) -> &serde_json::Value {
        const NULL: serde_json::Value = serde_json::Value::Null;
        match cell {
            Cell::Dyn(index) => self.dynamic.get(index as usize).unwrap_or(&NULL),
            _ => &NULL,
        }
    }
}
