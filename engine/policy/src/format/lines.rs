//! The lines of a text by number, and what stands in them. Line breaks are not part of a line.

/// The lines of a text; numbers are from 0.
#[derive(Debug)]
pub(super) struct Lines<'t> {
    text: &'t str,
    starts: Vec<usize>,
}

impl<'t> Lines<'t> {
    /// Reads the text once.
    pub(super) fn new(text: &'t str) -> Self {
        let breaks = text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n').map(|(at, _)| at + 1);
        let starts = std::iter::once(0).chain(breaks.filter(|start| *start < text.len())).collect();
        Self { text, starts }
    }

    /// How many lines there are; an empty text has one, a final line break begins none.
    pub(super) fn len(&self) -> usize {
        self.starts.len()
    }

    /// The byte at which a line starts.
    pub(super) fn start(&self, line: usize) -> usize {
        self.starts.get(line).copied().unwrap_or(self.text.len())
    }

    /// One past the last byte of a line.
    pub(super) fn end(&self, line: usize) -> usize {
        let end = self.start(line + 1);
        let line = self.text.get(self.start(line)..end).unwrap_or("");
        end - (line.len() - line.strip_suffix('\n').unwrap_or(line).len())
    }

    /// The line that holds a byte.
    pub(super) fn of(&self, at: usize) -> usize {
        self.starts.partition_point(|start| *start <= at).saturating_sub(1)
    }

    /// The bytes before a byte in its line.
    pub(super) fn column(&self, at: usize) -> usize {
        at - self.start(self.of(at))
    }

    /// A line.
    pub(super) fn line(&self, line: usize) -> &'t str {
        self.text.get(self.start(line)..self.end(line)).unwrap_or("")
    }

    /// The rest of the line from a byte on.
    pub(super) fn rest(&self, at: usize) -> &'t str {
        self.text.get(at..self.end(self.of(at)).max(at)).unwrap_or("")
    }

    /// The first byte from `at` on that is neither blank nor in a comment; the end if there is none.
    pub(super) fn content_after(&self, at: usize) -> usize {
        let mut at = at;
        let mut may_comment =
            self.text.get(..at).is_none_or(|before| before.ends_with([' ', '\t', '\n']) || before.is_empty());
        while let Some(byte) = self.text.as_bytes().get(at) {
            match byte {
                b' ' | b'\t' | b'\n' => may_comment = true,
                b'#' if may_comment => {
                    at = self.end(self.of(at));
                    continue;
                }
                _ => return at,
            }
            at += 1;
        }
        self.text.len()
    }
}
