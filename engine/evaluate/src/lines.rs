//! The lines of a reader, with their numbers, none of them longer in memory than a limit. It does not look into a line.

use std::io::{self, BufRead, Read as _};

/// Reads lines into one buffer.
#[derive(Debug)]
pub(crate) struct Lines<R> {
    reader: R,
    max_bytes: usize,
    number: u64,
    buffer: Vec<u8>,
}

/// A line, or that it is longer than the limit.
pub(crate) struct Line<'l> {
    /// From 1.
    pub(crate) number: u64,
    /// Its bytes without white space around them; none when there were too many.
    pub(crate) bytes: Option<&'l [u8]>,
}

impl<R: BufRead> Lines<R> {
    pub(crate) fn new(reader: R, max_bytes: usize) -> Self {
        Self { reader, max_bytes, number: 0, buffer: Vec::new() }
    }

    /// The next line that is not blank; none at the end.
    pub(crate) fn next(&mut self) -> io::Result<Option<Line<'_>>> {
        loop {
            self.buffer.clear();
            let limit = self.max_bytes as u64 + 1;
            let read = self.reader.by_ref().take(limit).read_until(b'\n', &mut self.buffer)?;
            if read == 0 {
                return Ok(None);
            }
            self.number += 1;
            let whole = self.buffer.last() == Some(&b'\n');
            if !whole && self.buffer.len() > self.max_bytes {
                self.reader.skip_until(b'\n')?;
                return Ok(Some(Line { number: self.number, bytes: None }));
            }
            if !self.buffer.trim_ascii().is_empty() {
                break;
            }
        }
        Ok(Some(Line { number: self.number, bytes: Some(self.buffer.trim_ascii()) }))
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

    use super::*;

    #[test]
    fn long_lines_are_told_blank_ones_are_not_and_the_numbers_go_on() {
        let mut lines = Lines::new(&b"one\r\n\n   \n123456\n12345678\nlast"[..], 6);
        let mut found = Vec::new();
        while let Some(line) = lines.next().unwrap() {
            found.push((line.number, line.bytes.map(|bytes| String::from_utf8_lossy(bytes).into_owned())));
        }
        let expected = [(1, Some("one")), (4, Some("123456")), (5, None), (6, Some("last"))];
        assert_eq!(found, expected.map(|(number, text)| (number, text.map(str::to_owned))));
    }
}
