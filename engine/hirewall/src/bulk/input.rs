//! The text of a record and where it came from.

use std::sync::Arc;

use crate::Refused;

/// The text of a record and where it came from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Input {
    /// What messages call the source: a file's name, `-`.
    pub source: Arc<str>,
    /// The line that it begins in, from 1.
    pub line: u64,
    /// The column that it begins in, in characters from 1.
    pub column: u32,
    /// The JSON text.
    pub bytes: Vec<u8>,
    /// Why the reader gives no text. Such a record is refused at its place in the order.
    pub refused: Option<Refused>,
    /// Whether the next record may be long in coming, so that this one is not to wait for company.
    pub pause: bool,
}

impl Input {
    /// A record's text with its place.
    pub fn new(source: impl Into<Arc<str>>, line: u64, bytes: Vec<u8>) -> Self {
        Self { source: source.into(), line, column: 1, bytes, refused: None, pause: false }
    }

    /// A place in a source that gives no record.
    pub fn refused(source: impl Into<Arc<str>>, line: u64, refused: Refused) -> Self {
        Self { refused: Some(refused), ..Self::new(source, line, Vec::new()) }
    }
}
