//! A record, decoded from JSON text into cells.

use std::sync::Arc;

use crate::{Schema, Time};

mod counts;
mod decode;
mod json_text;
mod kind;
mod list;
mod object;
mod options;
mod place;
mod problem;
mod quick;
mod reading;
mod value;

pub use decode::Decoded;
pub use kind::{leading_kind, peek_kind};
pub use options::DecodeOptions;
pub use problem::{ProblemKind, RecordProblem};

/// Marks the length of a string that stands in the record's own text.
const OWN: u32 = 1 << 31;

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
    schema: Arc<Schema>,
    input: &'a str,
    own: String,
    cells: Vec<Cell>,
    dynamic: Vec<serde_json::Value>,
    frames: Vec<ListFrame>,
}

/// Where the elements of one list lie, in the order of their first cells.
#[derive(Debug, Clone, Copy)]
struct ListFrame {
    first: u32,
    /// Cells of an element.
    width: u32,
    /// Elements; at least one.
    len: u32,
    /// The list's own cell: while reading a place on the stack, once `settled` a cell of the record.
    owner: u32,
    settled: bool,
}

/// Buffers that the reading of many records uses again and again.
#[derive(Debug, Default)]
pub struct Scratch {
    stack: Vec<Cell>,
    cells: Vec<Cell>,
    own: String,
    dynamic: Vec<serde_json::Value>,
    frames: Vec<ListFrame>,
    /// Cells and lists of the last record: the next one is about as large.
    usual: (usize, usize),
}

impl Scratch {
    /// Takes the buffers of a record that is no longer needed.
    pub fn reclaim(&mut self, record: Record<'_>) {
        let Record { cells, own, dynamic, frames, .. } = record;
        self.cells = cells;
        self.own = own;
        self.dynamic = dynamic;
        self.frames = frames;
    }
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
    #[inline]
    pub fn cell(&self, at: u32) -> Cell {
        self.cells.get(at as usize).copied().unwrap_or(Cell::Absent)
    }

    /// The text of a string cell; empty for any other cell.
    #[must_use]
    #[inline]
    pub fn string(&self, cell: Cell) -> &str {
        string(self.input, &self.own, cell)
    }

    /// The record kind.
    #[must_use]
    pub fn kind(&self) -> &str {
        &self.schema.kind().name
    }

    /// The record's id.
    #[must_use]
    pub fn id(&self) -> &str {
        self.string(self.cell(self.schema.places.id))
    }

    /// The subject's id; the record's own id when it names no subject.
    #[must_use]
    pub fn subject(&self) -> &str {
        match self.cell(self.schema.places.subject) {
            cell @ Cell::String { .. } => self.string(cell),
            _ => self.id(),
        }
    }

    /// The time that the record tells of, when it gives one: of the fields that `x-record` names as `time` the first that is present.
    #[must_use]
    pub fn time(&self) -> Option<Time> {
        self.schema.places.times.iter().find_map(|&at| match self.cell(at) {
            Cell::Time { seconds, nanos } => Some(Time { seconds, nanos }),
            _ => None,
        })
    }

    /// How many cells it has.
    #[must_use]
    pub fn len(&self) -> u32 {
        u32::try_from(self.cells.len()).unwrap_or(u32::MAX)
    }

    /// Whether it has no cell; it always has the root's.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.cells.is_empty()
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

/// The text of a string cell.
#[inline]
fn string<'t>(input: &'t str, own: &'t str, cell: Cell) -> &'t str {
    let Cell::String { start, len } = cell else { return "" };
    let text = if len & OWN == 0 { input } else { own };
    let (start, len) = (start as usize, (len & !OWN) as usize);
    text.get(start..start + len).unwrap_or("")
}
