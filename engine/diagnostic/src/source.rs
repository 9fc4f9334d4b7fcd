//! The texts that diagnostics point into, and positions in them. It does not open files.

use std::ops::Range;
use std::sync::{Arc, OnceLock};

use crate::line_index::LineIndex;

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
    /// Built when the first position is asked for: most sources have no diagnostic.
    index: OnceLock<Arc<LineIndex>>,
}

impl Source {
    fn index(&self) -> &LineIndex {
        self.index.get_or_init(|| Arc::new(LineIndex::new(&self.text)))
    }
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
        self.sources.push(Source { name: name.into(), text: text.into(), index: OnceLock::new() });
        SourceId(id)
    }

    /// The same texts under other names, with the same ids.
    #[must_use]
    pub fn renamed(&self, name: impl Fn(&str) -> String) -> Self {
        let renamed = |source: &Source| Source { name: name(&source.name).into(), ..source.clone() };
        Self { sources: self.sources.iter().map(renamed).collect() }
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

    /// The line and column of a byte; past the end, those of the end. A byte within a character counts as its first.
    ///
    /// The first call for a source reads it once; each further one takes time that does not grow with the text.
    #[must_use]
    pub fn position(&self, id: SourceId, offset: u32) -> Position {
        let Some(source) = self.sources.get(id.0 as usize) else { return Position { line: 1, column: 1 } };
        let offset = boundary(&source.text, offset as usize);
        let index = source.index();
        let (line, start) = index.line(offset);
        let column = index.characters_before(&source.text, offset) - index.characters_before(&source.text, start) + 1;
        let small = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        Position { line: small(line), column: small(column) }
    }

    /// The text of a line, from 1, without its line break, and the byte at which it starts.
    #[must_use]
    pub fn line(&self, id: SourceId, line: u32) -> (u32, &str) {
        let Some(source) = self.sources.get(id.0 as usize) else { return (0, "") };
        let range = source.index().range(line as usize, source.text.len());
        let start = u32::try_from(range.start).unwrap_or(u32::MAX);
        let text = source.text.get(range).unwrap_or("");
        let text = text.strip_suffix('\n').unwrap_or(text);
        (start, text.strip_suffix('\r').unwrap_or(text))
    }

    /// A span as a range of whole characters of its source: in bounds, on character boundaries, start before end.
    #[must_use]
    pub fn range(&self, id: SourceId, span: Span) -> Range<usize> {
        let text = self.text(id);
        let start = boundary(text, span.start as usize);
        let mut end = (span.end as usize).min(text.len());
        while !text.is_char_boundary(end) {
            end += 1;
        }
        start..end.max(start)
    }
}

/// The start of the character that holds the byte, or the end of the text.
fn boundary(text: &str, offset: usize) -> usize {
    let mut at = offset.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn positions_count_lines_and_characters_from_one() {
        let mut sources = Sources::new();
        let id = sources.add("a.yaml", "é: 1\r\n\tb: 2\n");
        for (offset, line, column) in
            [(0, 1, 1), (1, 1, 1), (2, 1, 2), (6, 1, 6), (7, 2, 1), (8, 2, 2), (13, 3, 1), (99, 3, 1), (u32::MAX, 3, 1)]
        {
            assert_eq!(sources.position(id, offset), Position { line, column }, "byte {offset}");
        }
        assert_eq!(sources.line(id, 1), (0, "é: 1"));
        assert_eq!(sources.line(id, 2), (7, "\tb: 2"));
        assert_eq!(sources.line(id, 3), (13, ""));
        assert_eq!(sources.line(id, 4), (13, ""));
    }

    #[test]
    fn an_id_of_other_sources_is_the_start_of_an_empty_text() {
        let mut other = Sources::new();
        let id = other.add("a", "text\nmore");
        let sources = Sources::new();
        assert_eq!(sources.position(id, 7), Position { line: 1, column: 1 });
        assert_eq!(sources.line(id, 1), (0, ""));
        assert_eq!(sources.range(id, Span::new(2, 9)), 0..0);
    }

    proptest! {
        #[test]
        fn the_index_agrees_with_counting(text in "[a\u{e9}\u{1F600}\n\r]{0,40}", repeat in 1_usize..600, at in any::<proptest::sample::Index>()) {
            let text = text.repeat(repeat);
            let offset = at.index(text.len() + 1);
            let mut sources = Sources::new();
            let id = sources.add("a", text.as_str());
            let before = &text[..boundary(&text, offset)];
            let line = before.matches('\n').count() + 1;
            let column = before.rsplit('\n').next().unwrap_or("").chars().count() + 1;
            let position = sources.position(id, u32::try_from(offset).unwrap_or(0));
            prop_assert_eq!((position.line as usize, position.column as usize), (line, column));
        }

        #[test]
        fn a_range_can_always_be_sliced(text in "\\PC{0,20}", start in 0_u32..90, end in 0_u32..90) {
            let mut sources = Sources::new();
            let id = sources.add("a", text.as_str());
            prop_assert!(text.get(sources.range(id, Span::new(start, end))).is_some());
        }
    }
}
