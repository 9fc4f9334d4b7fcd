//! A reader of NDJSON as record texts with their places. It does not look into a line.

use std::io::{self, BufRead};
use std::sync::Arc;

use super::Input;
use crate::Refused;

/// Default of [`Lines::max_bytes`]: 16 MiB.
pub const DEFAULT_MAX_LINE_BYTES: usize = 16 << 20;

/// The lines of a reader, one record text each. Blank lines are passed over but counted.
///
/// A line beyond the limit is not kept: it is read to its end and comes as [`Input::refused`], and the lines after it go on.
#[derive(Debug)]
pub struct Lines<R> {
    reader: R,
    source: Arc<str>,
    line: u64,
    max_bytes: usize,
    ended: bool,
}

impl<R: BufRead> Lines<R> {
    /// Reads `reader`, which messages call `source`.
    pub fn new(reader: R, source: impl Into<Arc<str>>) -> Self {
        Self { reader, source: source.into(), line: 0, max_bytes: DEFAULT_MAX_LINE_BYTES, ended: false }
    }

    /// Sets the limit of a line, in bytes.
    #[must_use]
    pub fn max_bytes(mut self, max_bytes: usize) -> Self {
        self.max_bytes = max_bytes;
        self
    }

    /// Reads one line without its end into `bytes`. False at the end of input; `oversized` when it was cut.
    fn read_line(&mut self, bytes: &mut Vec<u8>, oversized: &mut bool) -> io::Result<bool> {
        let mut any = false;
        loop {
            let buffer = match self.reader.fill_buf() {
                Ok(buffer) => buffer,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                Err(error) => return Err(error),
            };
            if buffer.is_empty() {
                return Ok(any);
            }
            any = true;
            let end = buffer.iter().position(|byte| *byte == b'\n');
            let (part, used) = match end {
                Some(end) => (buffer.get(..end).unwrap_or_default(), end + 1),
                None => (buffer, buffer.len()),
            };
            if *oversized || bytes.len() + part.len() > self.max_bytes {
                *oversized = true;
                *bytes = Vec::new();
            } else {
                bytes.extend_from_slice(part);
            }
            self.reader.consume(used);
            if end.is_some() {
                return Ok(true);
            }
        }
    }
}

impl<R: BufRead> Iterator for Lines<R> {
    type Item = io::Result<Input>;

    fn next(&mut self) -> Option<Self::Item> {
        while !self.ended {
            let (mut bytes, mut oversized) = (Vec::new(), false);
            match self.read_line(&mut bytes, &mut oversized) {
                Ok(true) => self.line += 1,
                Ok(false) => {
                    self.ended = true;
                    return None;
                }
                Err(error) => {
                    self.ended = true;
                    return Some(Err(error));
                }
            }
            if bytes.last() == Some(&b'\r') {
                bytes.pop();
            }
            if self.line == 1 && bytes.starts_with(b"\xef\xbb\xbf") {
                bytes.drain(..3);
            }
            let source = Arc::clone(&self.source);
            if oversized {
                let message = format!("the line is longer than {} bytes", self.max_bytes);
                let refused = Refused::unread(&message, "Check that each line holds one record, or raise the limit.");
                return Some(Ok(Input::refused(source, self.line, refused)));
            }
            if !bytes.iter().all(u8::is_ascii_whitespace) {
                return Some(Ok(Input::new(source, self.line, bytes)));
            }
        }
        None
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests stop at the first surprise")]

    use std::io::{BufReader, Read};

    use super::*;

    fn lines(text: &[u8], max_bytes: usize, buffer: usize) -> Vec<(u64, String, bool)> {
        Lines::new(BufReader::with_capacity(buffer, text), "test")
            .max_bytes(max_bytes)
            .map(|input| input.unwrap())
            .map(|input| (input.line, String::from_utf8(input.bytes).unwrap(), input.refused.is_some()))
            .collect()
    }

    #[test]
    fn lines_keep_their_numbers_whatever_the_size_of_the_buffer() {
        let text = b"\xef\xbb\xbf{\"a\":1}\r\n\n   \n{\"b\":2}\n{\"c\":3}";
        for buffer in [1, 2, 3, 7, 4096] {
            assert_eq!(
                lines(text, 100, buffer),
                [(1, r#"{"a":1}"#.into(), false), (4, r#"{"b":2}"#.into(), false), (5, r#"{"c":3}"#.into(), false)]
            );
        }
    }

    #[test]
    fn a_line_beyond_the_limit_is_refused_alone() {
        let text = b"12345\n123456\n1";
        for buffer in [1, 4, 4096] {
            assert_eq!(
                lines(text, 5, buffer),
                [(1, "12345".into(), false), (2, String::new(), true), (3, "1".into(), false)]
            );
        }
    }

    #[test]
    fn nothing_and_blank_lines_give_no_record() {
        assert!(lines(b"", 10, 10).is_empty());
        assert!(lines(b"\n\r\n \t\n", 10, 10).is_empty());
    }

    #[test]
    fn an_error_of_the_reader_is_told_once() {
        struct Broken;
        impl Read for Broken {
            fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
                Err(io::Error::other("the disk is gone"))
            }
        }
        let mut lines = Lines::new(BufReader::new(Broken), "test");
        assert!(lines.next().unwrap().is_err());
        assert!(lines.next().is_none());
    }
}
