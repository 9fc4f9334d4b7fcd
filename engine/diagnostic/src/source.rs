//! The texts that diagnostics point into, and positions in them. It does not open files.

use std::sync::Arc;

/// A range of bytes in a source, end excluded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub struct Span {
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

impl Span {
    /// The bytes from `start` to `end`.
    #[must_use]
    pub const fn new(start: u32, end: u32) -> Self {
        Self { start, end }
    }

    /// The smallest span that holds both.
    #[must_use]
    pub fn to(self, other: Self) -> Self {
        Self { start: self.start.min(other.start), end: self.end.max(other.end) }
    }

    /// Moved right by `by` bytes.
    #[must_use]
    pub const fn shift(self, by: u32) -> Self {
        Self { start: self.start.saturating_add(by), end: self.end.saturating_add(by) }
    }
}

/// A line and column, both counted from 1, the column in characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Position {
    /// Line, from 1.
    pub line: u32,
    /// Column in characters, from 1.
    pub column: u32,
}

/// Names a source in its [`Sources`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct SourceId(u32);

#[derive(Debug, Clone)]
struct Source {
    name: Arc<str>,
    text: Arc<str>,
}

/// The texts that a set of diagnostics points into.
#[derive(Debug, Clone, Default)]
pub struct Sources {
    sources: Vec<Source>,
}

impl Sources {
    /// No source yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a text under the name that diagnostics print for it.
    pub fn add(&mut self, name: impl Into<Arc<str>>, text: impl Into<Arc<str>>) -> SourceId {
        let id = u32::try_from(self.sources.len()).unwrap_or(u32::MAX);
        self.sources.push(Source { name: name.into(), text: text.into() });
        SourceId(id)
    }

    /// The name of a source; empty for an id of other sources.
    #[must_use]
    pub fn name(&self, id: SourceId) -> &str {
        self.sources.get(id.0 as usize).map_or("", |source| &source.name)
    }

    /// The text of a source; empty for an id of other sources.
    #[must_use]
    pub fn text(&self, id: SourceId) -> &str {
        self.sources.get(id.0 as usize).map_or("", |source| &source.text)
    }

    /// The line and column of a byte; past the end, those of the end.
    #[must_use]
    pub fn position(&self, id: SourceId, offset: u32) -> Position {
        let text = self.text(id);
        let mut end = (offset as usize).min(text.len());
        while !text.is_char_boundary(end) {
            end -= 1;
        }
        let before = text.get(..end).unwrap_or("");
        let line = before.bytes().filter(|byte| *byte == b'\n').count() + 1;
        let start = before.rfind('\n').map_or(0, |at| at + 1);
        let column = before.get(start..).map_or(0, |rest| rest.chars().count()) + 1;
        let small = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        Position { line: small(line), column: small(column) }
    }
}
