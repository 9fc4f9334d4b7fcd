//! Cuts a stream of JSON into records without holding more than a chunk and one record. It judges by line breaks, brackets and
//! quotes alone: whether a record is good JSON is for whoever decodes it, so that one bad record costs only itself.

use std::io::Read;
use std::ops::Range;

use super::detect::{Detected, Layout, detect};
use super::open::Opened;
use super::{MAX_RECORD_BYTES, Trouble};

/// Bytes read at once, and about the size of a batch.
const CHUNK: usize = 256 << 10;

/// Records cut from the stream together, with the bytes they stand in.
#[derive(Debug, Default)]
pub(crate) struct Batch {
    /// The bytes.
    pub(crate) bytes: Vec<u8>,
    /// What is in them, in order.
    pub(crate) items: Vec<Item>,
}

/// A record, or what is in its place.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Item {
    /// A record.
    Record {
        /// Its bytes in the batch.
        range: Range<usize>,
        /// The line it begins in, from 1.
        line: u64,
        /// Bytes before it in that line.
        column: u32,
    },
    /// No record.
    Trouble(Trouble),
}

/// Reads a source and cuts it into records.
pub(crate) struct Splitter {
    input: Opened,
    limit: usize,
    lines: bool,
    layout: Option<Layout>,
    /// Bytes read and not given out.
    buffer: Vec<u8>,
    /// Bytes of the buffer that were looked at.
    seen: usize,
    /// Where the record that was begun starts in the buffer.
    start: Option<Mark>,
    /// Where `seen` stands in the text.
    here: Mark,
    depth: usize,
    quoted: bool,
    escaped: bool,
    /// Bytes of an overlong record are thrown away until its end.
    skipping: bool,
    /// Elements of the array so far.
    elements: u64,
    array: Array,
    ended: bool,
}

/// A place in the text.
#[derive(Debug, Clone, Copy)]
struct Mark {
    at: usize,
    line: u64,
    column: u32,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Array {
    Before,
    Inside,
    Closed,
}

impl Splitter {
    /// Cuts a source; `lines` says that its name promises one record a line.
    pub(crate) fn new(input: Opened, lines: bool) -> Self {
        Self {
            input,
            limit: MAX_RECORD_BYTES,
            lines,
            layout: None,
            buffer: Vec::new(),
            seen: 0,
            start: None,
            here: Mark { at: 0, line: 1, column: 0 },
            depth: 0,
            quoted: false,
            escaped: false,
            skipping: false,
            elements: 0,
            array: Array::Before,
            ended: false,
        }
    }

    /// The next records; none when the source has ended. What can be cut after each read is given out at once, so that a
    /// slow stream is answered as it comes.
    pub(crate) fn next_batch(&mut self) -> Option<Batch> {
        let mut items = Vec::new();
        while !self.ended {
            let old = self.buffer.len();
            self.buffer.resize(old + CHUNK, 0);
            let read = loop {
                let room = self.buffer.get_mut(old..).unwrap_or_default();
                match self.input.read(room) {
                    Err(error) if error.kind() == std::io::ErrorKind::Interrupted => {}
                    other => break other,
                }
            };
            self.buffer.truncate(old + *read.as_ref().unwrap_or(&0));
            match read {
                Ok(0) => self.finish(None, &mut items),
                Ok(_) => self.cut(false, &mut items),
                Err(error) => self.finish(Some(&error), &mut items),
            }
            if !items.is_empty() {
                return Some(self.give(items));
            }
            // Nothing is begun: what was looked at need not be kept.
            if self.start.is_none() && self.layout.is_some() {
                self.forget(self.seen);
            }
        }
        None
    }

    /// Finds the layout when it is not known yet, then cuts what was read.
    fn cut(&mut self, complete: bool, items: &mut Vec<Item>) {
        if self.skipping {
            // Keep nothing of an overlong record; its end is still looked for.
            self.forget(self.seen);
            if let Some(start) = &mut self.start {
                start.at = 0;
            }
        }
        if self.layout.is_none() {
            if self.buffer.starts_with(b"\xef\xbb\xbf") {
                self.buffer.drain(..3);
            }
            // A first record beyond all limits is one of lines: there it can be skipped.
            let complete = complete || self.buffer.len() > self.limit;
            match detect(&self.buffer, complete, self.lines) {
                Detected::Layout(layout) => self.layout = Some(layout),
                Detected::More | Detected::Empty => return,
                Detected::Not(trouble) => {
                    items.push(Item::Trouble(trouble));
                    self.ended = true;
                    return;
                }
            }
        }
        match self.layout {
            Some(Layout::Lines) => self.cut_lines(items),
            Some(Layout::Documents | Layout::Array) => self.cut_values(items),
            None => {}
        }
        if self.start.is_some_and(|start| self.buffer.len() - start.at > self.limit) && !self.skipping {
            let line = self.start.map(|start| start.line);
            items.push(Item::Trouble(
                Trouble::new(line, format!("this record is longer than {} MiB", self.limit >> 20))
                    .help("Give one record a line, or one an element of the array."),
            ));
            self.skipping = true;
        }
    }

    fn cut_lines(&mut self, items: &mut Vec<Item>) {
        loop {
            let start = *self.start.get_or_insert(self.here);
            let rest = self.buffer.get(self.seen..).unwrap_or_default();
            let Some(length) = rest.iter().position(|byte| *byte == b'\n') else {
                self.seen = self.buffer.len();
                return;
            };
            let end = self.seen + length;
            self.push(start, end, items);
            self.seen = end + 1;
            self.here = Mark { at: self.seen, line: self.here.line + 1, column: 0 };
            self.start = None;
        }
    }

    /// Gives out what stands between two places, unless it is blank or was skipped.
    fn push(&mut self, start: Mark, end: usize, items: &mut Vec<Item>) {
        let skipped = std::mem::take(&mut self.skipping);
        let text = self.buffer.get(start.at..end).unwrap_or_default();
        if !skipped && !text.trim_ascii().is_empty() {
            items.push(Item::Record { range: start.at..end, line: start.line, column: start.column });
        }
    }

    fn cut_values(&mut self, items: &mut Vec<Item>) {
        while let Some(&byte) = self.buffer.get(self.seen).filter(|_| !self.ended) {
            let here = Mark { at: self.seen, ..self.here };
            if self.quoted {
                match byte {
                    _ if self.escaped => self.escaped = false,
                    b'\\' => self.escaped = true,
                    b'"' => self.quoted = false,
                    _ => {}
                }
            } else if self.layout == Some(Layout::Array) {
                self.array_byte(byte, here, items);
            } else {
                self.document_byte(byte, here, items);
            }
            self.seen += 1;
            self.here = if byte == b'\n' {
                Mark { at: self.seen, line: here.line + 1, column: 0 }
            } else {
                Mark { at: self.seen, line: here.line, column: here.column.saturating_add(1) }
            };
        }
    }

    fn document_byte(&mut self, byte: u8, here: Mark, items: &mut Vec<Item>) {
        if self.start.is_none() && !byte.is_ascii_whitespace() {
            self.start = Some(here);
        }
        match byte {
            b'"' => self.quoted = true,
            b'{' | b'[' => self.depth += 1,
            b'}' | b']' => {
                self.depth = self.depth.saturating_sub(1);
                if self.depth == 0
                    && let Some(start) = self.start.take()
                {
                    self.push(start, here.at + 1, items);
                }
            }
            // Text outside of any object ends with its line.
            b'\n' if self.depth == 0 => {
                if let Some(start) = self.start.take() {
                    self.push(start, here.at, items);
                }
            }
            _ => {}
        }
    }

    fn array_byte(&mut self, byte: u8, here: Mark, items: &mut Vec<Item>) {
        match (self.array, byte) {
            (Array::Before, b'[') => self.array = Array::Inside,
            (Array::Before | Array::Closed, _) if byte.is_ascii_whitespace() => {}
            (Array::Before | Array::Closed, _) => {
                items.push(Item::Trouble(
                    Trouble::new(Some(here.line), "there is more after the end of the array")
                        .help("Give one array a file, or one record a line without brackets around them."),
                ));
                self.ended = true;
            }
            (Array::Inside, b',' | b']') if self.depth == 0 => {
                self.element_end(byte, here, items);
                if byte == b']' {
                    self.array = Array::Closed;
                }
            }
            (Array::Inside, _) => {
                if self.start.is_none() && !byte.is_ascii_whitespace() {
                    self.start = Some(here);
                }
                match byte {
                    b'"' => self.quoted = true,
                    b'{' | b'[' => self.depth += 1,
                    b'}' | b']' => self.depth = self.depth.saturating_sub(1),
                    _ => {}
                }
            }
        }
    }

    fn element_end(&mut self, byte: u8, here: Mark, items: &mut Vec<Item>) {
        match self.start.take() {
            Some(start) => self.push(start, here.at, items),
            None if byte == b']' && self.elements == 0 => return,
            None => items.push(Item::Trouble(
                Trouble::new(Some(here.line), "an element of the array is missing")
                    .help("Take the needless comma out."),
            )),
        }
        self.elements += 1;
    }

    /// The source has ended, by itself or by an error: gives out what is left and says what is missing.
    fn finish(&mut self, error: Option<&std::io::Error>, items: &mut Vec<Item>) {
        self.cut(true, items);
        self.ended = true;
        let left = self
            .start
            .take()
            .filter(|start| !self.skipping && !self.buffer.get(start.at..).unwrap_or_default().trim_ascii().is_empty());
        let Some(error) = error else {
            if let Some(start) = left {
                self.push(start, self.buffer.len(), items);
            }
            if self.layout == Some(Layout::Array) && matches!(self.array, Array::Before | Array::Inside) {
                items.push(Item::Trouble(
                    Trouble::new(Some(self.here.line), "the array is not closed")
                        .help("The file may be cut off: compare it with its origin."),
                ));
            }
            return;
        };
        // Of a record that was being read nobody knows how much is missing: it is not given out.
        let line = left.map_or(self.here.line, |start| start.line);
        let message = match (self.input.packed, error.kind()) {
            (Some(packing), std::io::ErrorKind::UnexpectedEof) => format!("the {packing} data end too early"),
            (Some(packing), _) => format!("the {packing} data are damaged"),
            (None, _) => format!("cannot read on: {}", crate::failure::reason(error)),
        };
        let help = if left.is_some() {
            "The records before this line were read; the one that begins here was not."
        } else {
            "The records before this line were read."
        };
        items.push(Item::Trouble(Trouble::new(Some(line), message).help(help)));
    }

    /// Hands the items out with their bytes and keeps the bytes of the record that was begun.
    fn give(&mut self, items: Vec<Item>) -> Batch {
        let kept_from = self.start.map_or(self.seen, |start| start.at).min(self.buffer.len());
        let tail = self.buffer.get(kept_from..).unwrap_or_default().to_vec();
        let mut bytes = std::mem::replace(&mut self.buffer, tail);
        bytes.truncate(kept_from);
        self.moved(kept_from);
        Batch { bytes, items }
    }

    /// Throws the first bytes of the buffer away.
    fn forget(&mut self, bytes: usize) {
        self.buffer.drain(..bytes.min(self.buffer.len()));
        self.moved(bytes);
    }

    fn moved(&mut self, by: usize) {
        self.seen = self.seen.saturating_sub(by);
        self.here.at = self.seen;
        if let Some(start) = &mut self.start {
            start.at = start.at.saturating_sub(by);
        }
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may stop")]
mod tests {
    use super::*;
    use std::io::Write as _;

    /// What is cut from a text: records as `line:column text`, trouble as `line! message`.
    fn split(bytes: &[u8], lines: bool, limit: usize) -> Vec<String> {
        let mut splitter = Splitter::new(Opened::of(bytes).unwrap(), lines);
        splitter.limit = limit;
        let mut found = Vec::new();
        while let Some(batch) = splitter.next_batch() {
            for item in batch.items {
                found.push(match item {
                    Item::Record { range, line, column } => {
                        format!("{line}:{column} {}", String::from_utf8_lossy(&batch.bytes[range]).trim())
                    }
                    Item::Trouble(trouble) => format!("{}! {}", trouble.line.unwrap_or(0), trouble.message),
                });
            }
        }
        found
    }

    #[test]
    fn records_are_cut_whatever_the_layout() {
        let cases: [(&str, &[&str]); 16] = [
            ("", &[]),
            (" \n\n ", &[]),
            ("{\"a\":1}\n\n{\"b\":\"}\"}\r\n", &["1:0 {\"a\":1}", "3:0 {\"b\":\"}\"}"]),
            ("{\"a\":1}\n{\"b\":", &["1:0 {\"a\":1}", "2:0 {\"b\":"]),
            ("{\"a\":1}\noops\n{\"b\":1}", &["1:0 {\"a\":1}", "2:0 oops", "3:0 {\"b\":1}"]),
            ("{\n\"a\": 1\n}", &["1:0 {\n\"a\": 1\n}"]),
            ("{\n\"a\": 1\n} {\n}\n", &["1:0 {\n\"a\": 1\n}", "3:2 {\n}"]),
            ("{\n\"a\": \"\\\"}\"\n", &["1:0 {\n\"a\": \"\\\"}\""]),
            ("[]", &[]),
            ("[{\"a\":[1,2]}, {\"b\":\"],[\"}]", &["1:1 {\"a\":[1,2]}", "1:14 {\"b\":\"],[\"}"]),
            ("[\n  {\"a\":1},\n  {\"b\":1}\n]\n", &["2:2 {\"a\":1}", "3:2 {\"b\":1}"]),
            ("[1, null,\n \"x\"]", &["1:1 1", "1:4 null", "2:1 \"x\""]),
            ("[{},]", &["1:1 {}", "1! an element of the array is missing"]),
            ("[{}] x", &["1:1 {}", "1! there is more after the end of the array"]),
            ("[{}, {\"a\"", &["1:1 {}", "1:5 {\"a\"", "1! the array is not closed"]),
            ("a,b\nc,d\n", &["1! this looks like CSV, which cannot be read yet"]),
        ];
        for (text, expected) in cases {
            assert_eq!(split(text.as_bytes(), false, MAX_RECORD_BYTES), expected, "{text}");
        }
        assert_eq!(split(b"\xef\xbb\xbf{}\n", false, 100), ["1:0 {}"], "a byte order mark is no record");
        assert_eq!(split(b"{\"cut\n{}\n", true, 100), ["1:0 {\"cut", "2:0 {}"]);
    }

    #[test]
    fn an_overlong_record_costs_itself_and_no_memory() {
        let long = "x".repeat(3 << 20);
        let cases = [
            (format!("{{\"a\":1}}\n{{\"b\":\"{long}\"}}\n{{\"c\":1}}\n"), 2, "3:0 {\"c\":1}"),
            (format!("[{{\"a\":1}},\n{{\"b\":\"{long}\"}},\n{{\"c\":1}}]"), 2, "3:0 {\"c\":1}"),
        ];
        for (text, line, last) in cases {
            let found = split(text.as_bytes(), false, 1 << 20);
            assert_eq!(found.get(1).unwrap(), &format!("{line}! this record is longer than 1 MiB"));
            assert_eq!(found.len(), 3);
            assert_eq!(found.last().unwrap(), last);
        }
    }

    #[test]
    fn cuts_do_not_depend_on_how_the_bytes_arrive() {
        let mut text = String::from("[");
        for number in 0..60_000 {
            let comma = if number == 0 { "" } else { ",\n" };
            text.push_str(&format!("{comma}{{\"id\": {number}, \"text\": \"]}}\\\"\"}}"));
        }
        text.push(']');
        let whole = split(text.as_bytes(), false, MAX_RECORD_BYTES);
        assert_eq!(whole.len(), 60_000);
        assert_eq!(whole.last().unwrap(), "60000:0 {\"id\": 59999, \"text\": \"]}\\\"\"}");
        let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        packed.write_all(text.as_bytes()).unwrap();
        assert_eq!(split(&packed.finish().unwrap(), false, MAX_RECORD_BYTES), whole);
        assert_eq!(split(&zstd::encode_all(text.as_bytes(), 1).unwrap(), false, MAX_RECORD_BYTES), whole);
    }

    #[test]
    fn what_was_read_before_packed_data_broke_is_kept() {
        let text: String = (0..20_000).map(|number| format!("{{\"id\": {number}}}\n")).collect();
        let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        packed.write_all(text.as_bytes()).unwrap();
        let gzip = packed.finish().unwrap();
        let zstd = zstd::encode_all(text.as_bytes(), 1).unwrap();
        for (packed, name) in [(gzip, "gzip"), (zstd, "zstd")] {
            let found = split(&packed[..packed.len() - 9], false, MAX_RECORD_BYTES);
            let last = found.last().unwrap();
            assert!(last.ends_with(&format!("! the {name} data end too early")), "{last}");
            if name == "gzip" {
                assert!(found.len() > 10_000, "{}", found.len());
            }
            assert!(found[..found.len() - 1].iter().all(|record| record.ends_with('}')));
        }
    }
}
