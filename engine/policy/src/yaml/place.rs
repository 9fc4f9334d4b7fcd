//! From a place in the decoded text of a scalar to the place in the file: through quotes, escapes, folding and indentation.
//! It is worked out when a problem needs it, not kept.

use hirewall_diagnostic::Span;

use super::Style;

/// Where a scalar stands in its file, and how it is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Place {
    /// Its bytes in the file, quotes included.
    pub(crate) span: Span,
    /// How it is written.
    pub(crate) style: Style,
}

impl Default for Place {
    fn default() -> Self {
        Self { span: Span::default(), style: Style::Plain }
    }
}

impl Place {
    /// The place in the file of a span of the decoded text. `file` is the text of the file.
    pub(crate) fn locate(self, file: &str, decoded: &str, inner: Span) -> Span {
        let raw = file.get(self.span.start as usize..self.span.end as usize).unwrap_or("");
        let mut walk = Walk::new(self.style, raw, indent(file, self.span.start as usize));
        let (mut start, mut end) = (None, None);
        let mut last = walk.at;
        for (at, c) in decoded.char_indices() {
            let next = decoded.get(at + c.len_utf8()..).unwrap_or("");
            let (from, to) = walk.step(c, next);
            if start.is_none() && at + c.len_utf8() > inner.start as usize {
                start = Some(from);
            }
            if at < inner.end as usize {
                end = Some(to);
            }
            last = to;
            if at >= inner.end as usize && start.is_some() {
                break;
            }
        }
        let start = start.unwrap_or(last);
        let end = end.unwrap_or(start).max(start);
        let end = if inner.end <= inner.start { start } else { end };
        let small = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        Span::new(small(start), small(end)).shift(self.span.start)
    }
}

/// Columns before the first character of a block scalar: what every line of it is indented by.
fn indent(file: &str, start: usize) -> usize {
    let before = file.get(..start).unwrap_or("");
    let line = before.rfind('\n').map_or(before, |at| before.get(at + 1..).unwrap_or(""));
    line.len()
}

/// Walks the raw text in step with the decoded one.
struct Walk<'a> {
    style: Style,
    raw: &'a str,
    at: usize,
    indent: usize,
    /// Decoded characters that the line break just passed still stands for.
    owed: usize,
    /// Where that line break is.
    fold: (usize, usize),
}

impl<'a> Walk<'a> {
    fn new(style: Style, raw: &'a str, indent: usize) -> Self {
        let at = usize::from(matches!(style, Style::Single | Style::Double) && !raw.is_empty());
        let mut walk = Self { style, raw, at, indent, owed: 0, fold: (0, 0) };
        if matches!(style, Style::Literal | Style::Folded) && raw.starts_with(['\n', '\r', ' ']) {
            walk.indent = walk.first_indent();
            walk.skip_spaces();
        }
        walk
    }

    /// The indentation of the first line that holds more than spaces.
    fn first_indent(&self) -> usize {
        let line = self.raw.lines().find(|line| !line.trim().is_empty()).unwrap_or("");
        (line.len() - line.trim_start_matches(' ').len()).max(self.indent)
    }

    fn rest(&self) -> &'a str {
        self.raw.get(self.at..).unwrap_or("")
    }

    /// The raw bytes of the next decoded character.
    fn step(&mut self, c: char, next: &str) -> (usize, usize) {
        if self.owed > 0 {
            self.owed -= 1;
            return self.fold;
        }
        match self.style {
            Style::Literal => self.literal(c),
            Style::Folded => self.folded(c, next),
            Style::Double => self.double(c, next),
            Style::Single => {
                if c == '\'' && self.rest().starts_with("''") {
                    self.take(2)
                } else {
                    self.flow(c, next)
                }
            }
            Style::Plain => self.flow(c, next),
        }
    }

    fn take(&mut self, bytes: usize) -> (usize, usize) {
        let from = self.at;
        self.at = (from + bytes).min(self.raw.len());
        (from, self.at)
    }

    /// The character itself; when the raw text has another there, the place stays.
    fn same(&mut self, c: char) -> (usize, usize) {
        if self.rest().starts_with(c) { self.take(c.len_utf8()) } else { (self.at, self.at) }
    }

    fn skip_spaces(&mut self) {
        let spaces = self.rest().bytes().take(self.indent).take_while(|byte| *byte == b' ').count();
        self.at += spaces;
    }

    fn literal(&mut self, c: char) -> (usize, usize) {
        let bytes = line_break(self.rest());
        if bytes == 0 {
            return self.same(c);
        }
        let place = self.take(bytes);
        self.skip_spaces();
        if c == '\n' { place } else { self.same(c) }
    }

    fn folded(&mut self, c: char, next: &str) -> (usize, usize) {
        if line_break(self.rest()) == 0 {
            return self.same(c);
        }
        let from = self.at;
        let mut breaks = 0_usize;
        loop {
            let bytes = line_break(self.rest());
            if bytes == 0 {
                break;
            }
            breaks += 1;
            self.at += bytes;
            let spaces = self.rest().bytes().take(self.indent).take_while(|byte| *byte == b' ').count();
            self.at += spaces;
        }
        if c == '\n' {
            self.owed = next.chars().take_while(|c| *c == '\n').count().min(breaks - 1);
        }
        self.fold = (from, from);
        if c == '\n' || c == ' ' { self.fold } else { self.same(c) }
    }

    fn double(&mut self, c: char, next: &str) -> (usize, usize) {
        // An escaped line break stands for nothing; empty lines after it stand for a line break each.
        while let Some(bytes) = self.rest().strip_prefix('\\').map(line_break).filter(|bytes| *bytes > 0) {
            self.at += 1 + bytes;
            self.at += blanks(self.rest());
        }
        let Some(escape) = self.rest().strip_prefix('\\').and_then(|rest| rest.chars().next()) else {
            return self.flow(c, next);
        };
        match escape {
            'x' => self.take(4),
            'u' if u32::from(c) > 0xffff => self.take(12),
            'u' => self.take(6),
            'U' => self.take(10),
            other => self.take(1 + other.len_utf8()),
        }
    }

    /// Plain and quoted text: a line break with the blanks around it is a space, or a line break for each further one.
    fn flow(&mut self, c: char, next: &str) -> (usize, usize) {
        let ahead = blanks(self.rest());
        if line_break(self.rest().get(ahead..).unwrap_or("")) == 0 {
            return self.same(c);
        }
        let from = self.at;
        let mut breaks = 0_usize;
        loop {
            let ahead = blanks(self.rest());
            let bytes = line_break(self.rest().get(ahead..).unwrap_or(""));
            self.at += ahead + bytes;
            if bytes == 0 {
                break;
            }
            breaks += 1;
        }
        if c == '\n' {
            self.owed = next.chars().take_while(|c| *c == '\n').count().min(breaks.saturating_sub(2));
        }
        self.fold = (from, from);
        if c == '\n' || c == ' ' { self.fold } else { self.same(c) }
    }
}

/// Bytes of the line break at the start of a text.
fn line_break(text: &str) -> usize {
    match text.as_bytes() {
        [b'\r', b'\n', ..] => 2,
        [b'\n' | b'\r', ..] => 1,
        _ => 0,
    }
}

/// Bytes of the spaces and tabs at the start of a text.
fn blanks(text: &str) -> usize {
    text.bytes().take_while(|byte| matches!(byte, b' ' | b'\t')).count()
}

#[cfg(test)]
#[expect(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test may fail loudly")]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::Limits;
    use crate::yaml::{Value, parse};

    /// The decoded text of `key`, and for each of its characters the text of the file at its place.
    fn places(file: &str) -> (String, Vec<(char, String)>) {
        let mut sources = hirewall_diagnostic::Sources::new();
        let source = sources.add("f", file);
        let mut out = Vec::new();
        let documents = parse(file, source, &Limits::default(), &mut out);
        assert!(out.is_empty(), "{file:?}: {out:?}");
        let root = &documents.first().unwrap().root;
        let node = &root.mapping().unwrap().entries.first().unwrap().value;
        let Value::Scalar(scalar) = &node.value else { panic!("no scalar: {file:?}") };
        let place = scalar.place(node.span);
        let mut out = Vec::new();
        for (at, c) in scalar.text.char_indices() {
            let small = |n: usize| u32::try_from(n).unwrap();
            let span = place.locate(file, &scalar.text, Span::new(small(at), small(at + c.len_utf8())));
            out.push((c, file[span.start as usize..span.end as usize].to_owned()));
        }
        (scalar.text.to_string(), out)
    }

    fn check(file: &str) {
        let (text, places) = places(file);
        for (index, (c, found)) in places.iter().enumerate() {
            let blank = c.is_whitespace() && (found.is_empty() || found.trim().is_empty());
            let escaped = found.starts_with('\\') || (*c == '\'' && found == "''");
            assert!(*found == c.to_string() || blank || escaped, "{file:?} → {text:?}: {index} {c:?} at {found:?}");
        }
    }

    #[test]
    fn every_character_is_found_in_every_style() {
        for file in [
            "k: plain text here",
            "k: plain\n  over\n\n  several lines",
            "k: 'it''s'",
            "k: 'it''s\n\n  ''folded'' too'",
            r#"k: "a\tb\u0041c\x41 \U0001F600 \"q\" é""#,
            "k: \"one \\\n   two\n   three\\n\n\n   four\"",
            "k: \"\\ud83d\\ude00x\"",
            "k: |\n  one\n    two\n\n  three\n",
            "k: |2\n   one\n  two\n",
            "k: >-\n  one\n  two\n\n  three\n    more\n    indented\n  back\n",
            "k: >\n\n\n  begins late\n  é ü\n",
            "k: |\n\n  begins late\n",
            "k: |+\n  keep\n\n\n",
            "k: >-\r\n  one\r\n  two\r\n",
        ] {
            check(file);
        }
    }

    fn block(header: &str, lines: &[String]) -> String {
        let mut file = format!("k: {header}\n");
        for line in lines {
            if !line.is_empty() {
                file.push_str("  ");
            }
            file.push_str(line);
            file.push('\n');
        }
        file
    }

    proptest! {
        #[test]
        fn block_texts_are_found_back(
            first in "[a-z(]{1,6}",
            lines in prop::collection::vec("( {0,3}[a-zé&|\"'.()]{0,5} ?[a-z]{1,3})?", 0..6),
            header in prop::sample::select(vec!["|", "|-", "|+", ">", ">-", ">+"]),
        ) {
            let mut all = vec![first];
            all.extend(lines);
            check(&block(header, &all));
        }

        #[test]
        fn quoted_texts_are_found_back(words in prop::collection::vec("[a-zé]{1,4}|''|x''y", 1..8), gaps in prop::collection::vec(0..3_usize, 8)) {
            let mut file = String::from("k: '");
            for (word, gap) in words.iter().zip(gaps) {
                file.push_str(word);
                file.push_str([" ", "\n  ", " \n\n  "][gap]);
            }
            file.push_str("end'\n");
            check(&file);
        }

        #[test]
        fn no_place_is_outside_the_file(file in "k: [|>'\"]?[-+]?\n?( {0,4}[a-z'\"\\\\n é]{0,8}\n){0,6}", start in 0..40_u32, len in 0..40_u32) {
            let mut sources = hirewall_diagnostic::Sources::new();
            let source = sources.add("f", file.as_str());
            let mut out = Vec::new();
            for document in parse(&file, source, &Limits::default(), &mut out) {
                let Some(entry) = document.root.mapping().and_then(|mapping| mapping.entries.first()) else { continue };
                let Some(scalar) = entry.value.scalar() else { continue };
                let span = scalar.place(entry.value.span).locate(&file, &scalar.text, Span::new(start, start + len));
                prop_assert!(span.start <= span.end && span.end as usize <= file.len());
            }
        }
    }
}
