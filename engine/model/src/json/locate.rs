//! Where in a JSON text a pointer leads. Used only to report problems, so that reading itself need not count.
//!
//! It does not check the text: in malformed text it finds the deepest place that it can.

use std::ops::Range;

/// Which of equal keys is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Occurrence {
    First,
    Last,
}

struct Scanner<'t> {
    text: &'t [u8],
    at: usize,
}

impl Scanner<'_> {
    fn peek(&self) -> Option<u8> {
        self.text.get(self.at).copied()
    }

    fn space(&mut self) {
        while matches!(self.peek(), Some(b' ' | b'\t' | b'\n' | b'\r')) {
            self.at += 1;
        }
    }

    fn eat(&mut self, byte: u8) -> bool {
        self.space();
        let found = self.peek() == Some(byte);
        self.at += usize::from(found);
        found
    }

    /// Passes a string and gives its bytes, quotes included.
    fn string(&mut self) -> Option<Range<usize>> {
        self.space();
        let start = self.at;
        if self.peek() != Some(b'"') {
            return None;
        }
        self.at += 1;
        loop {
            match self.peek()? {
                b'"' => {
                    self.at += 1;
                    return Some(start..self.at);
                }
                b'\\' => self.at += 2,
                _ => self.at += 1,
            }
        }
    }

    /// Passes a value of any depth, without recursion, and gives its bytes.
    fn value(&mut self) -> Range<usize> {
        self.space();
        let start = self.at;
        let mut depth = 0_usize;
        while let Some(byte) = self.peek() {
            match byte {
                b'"' => {
                    if self.string().is_none() {
                        self.at = self.text.len();
                    }
                    if depth == 0 {
                        break;
                    }
                    continue;
                }
                b'{' | b'[' => depth += 1,
                b'}' | b']' if depth <= 1 => {
                    self.at += depth;
                    break;
                }
                b'}' | b']' => depth -= 1,
                b',' | b':' | b' ' | b'\t' | b'\n' | b'\r' if depth == 0 => break,
                _ => {}
            }
            self.at += 1;
        }
        start..self.at.min(self.text.len())
    }

    /// Goes to the member of an object; stays where it was when there is none.
    fn member(&mut self, key: &str, occurrence: Occurrence) -> Option<usize> {
        let start = self.at;
        let mut found = None;
        if self.eat(b'{') && !self.eat(b'}') {
            while let Some(name) = self.string() {
                let name = self.text.get(name).and_then(|raw| serde_json::from_slice::<String>(raw).ok());
                if !self.eat(b':') {
                    break;
                }
                self.space();
                if name.as_deref() == Some(key) {
                    found = Some(self.at);
                    if occurrence == Occurrence::First {
                        break;
                    }
                }
                self.value();
                if !self.eat(b',') {
                    break;
                }
            }
        }
        self.at = found.unwrap_or(start);
        found
    }

    /// Goes to the element of an array; stays where it was when there is none.
    fn element(&mut self, index: usize) -> Option<usize> {
        let start = self.at;
        let mut found = None;
        if self.eat(b'[') {
            let mut left = index;
            loop {
                self.space();
                if matches!(self.peek(), None | Some(b']')) {
                    break;
                }
                if left == 0 {
                    found = Some(self.at);
                    break;
                }
                left -= 1;
                self.value();
                if !self.eat(b',') {
                    break;
                }
            }
        }
        self.at = found.unwrap_or(start);
        found
    }
}

/// The bytes of the value that a pointer leads to, or of the deepest value on the way that exists.
pub(crate) fn locate(text: &str, pointer: &str, occurrence: Occurrence) -> Range<usize> {
    let mut scanner = Scanner { text: text.as_bytes(), at: 0 };
    scanner.space();
    for token in pointer.split('/').skip(1) {
        let key = token.replace("~1", "/").replace("~0", "~");
        scanner.space();
        let found = match scanner.peek() {
            Some(b'{') => scanner.member(&key, occurrence),
            Some(b'[') => key.parse().ok().and_then(|index| scanner.element(index)),
            _ => None,
        };
        if found.is_none() {
            break;
        }
    }
    scanner.value()
}

/// Line and column of a byte, both from 1, the column in characters.
pub(crate) fn position(text: &str, offset: usize) -> (u32, u32) {
    let mut end = offset.min(text.len());
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let before = text.get(..end).unwrap_or("");
    let line = before.bytes().filter(|byte| *byte == b'\n').count() + 1;
    let column = before.rsplit('\n').next().map_or(0, |rest| rest.chars().count()) + 1;
    (u32::try_from(line).unwrap_or(u32::MAX), u32::try_from(column).unwrap_or(u32::MAX))
}
