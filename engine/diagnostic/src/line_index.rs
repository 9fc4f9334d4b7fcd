//! Where the lines of a text start, and how many characters stand before a byte. It does not hold the text.

/// Bytes between two counted characters: the most that a column has to count.
const BLOCK: usize = 4096;

/// Answers line and column of a byte in time that depends neither on the length of the text nor on that of the line.
#[derive(Debug, Clone)]
pub(crate) struct LineIndex {
    /// The byte at which each line starts; the first is 0.
    starts: Vec<usize>,
    /// The characters that start before each multiple of [`BLOCK`].
    blocks: Vec<usize>,
}

impl LineIndex {
    /// Reads the text once.
    pub(crate) fn new(text: &str) -> Self {
        let mut starts = vec![0];
        let mut blocks = Vec::with_capacity(text.len() / BLOCK + 1);
        let mut characters = 0;
        for (number, block) in text.as_bytes().chunks(BLOCK).enumerate() {
            blocks.push(characters);
            characters += count(block);
            starts
                .extend(block.iter().enumerate().filter(|(_, b)| **b == b'\n').map(|(at, _)| number * BLOCK + at + 1));
        }
        if blocks.is_empty() {
            blocks.push(0);
        }
        Self { starts, blocks }
    }

    /// The line, from 1, of a byte, and the byte at which that line starts.
    pub(crate) fn line(&self, offset: usize) -> (usize, usize) {
        let line = self.starts.partition_point(|start| *start <= offset).max(1);
        (line, self.starts.get(line - 1).copied().unwrap_or(0))
    }

    /// The bytes of a line, from 1, with its line feed. Past the last line, an empty range at the end.
    pub(crate) fn range(&self, line: usize, length: usize) -> std::ops::Range<usize> {
        let start = self.starts.get(line.saturating_sub(1)).copied().unwrap_or(length);
        start..self.starts.get(line).copied().unwrap_or(length)
    }

    /// The characters of `text`, which must be the text indexed, that start before a byte.
    pub(crate) fn characters_before(&self, text: &str, offset: usize) -> usize {
        let block = (offset / BLOCK).min(self.blocks.len().saturating_sub(1));
        let before = self.blocks.get(block).copied().unwrap_or(0);
        before + text.as_bytes().get(block * BLOCK..offset).map_or(0, count)
    }
}

/// The bytes that start a character.
fn count(bytes: &[u8]) -> usize {
    bytes.iter().filter(|byte| **byte & 0xC0 != 0x80).count()
}
