//! How a text of JSON is cut into records: one a line, one after the other over several lines, or as elements of an array.
//! It looks at the first two lines only.

use super::Trouble;

/// How records stand in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Layout {
    /// One record a line (NDJSON). A broken line costs that line.
    Lines,
    /// Records over any number of lines, one after the other; mostly there is one.
    Documents,
    /// The elements of one array.
    Array,
}

/// What the beginning of a text says.
pub(super) enum Detected {
    /// The layout.
    Layout(Layout),
    /// It takes more of the text to tell.
    More,
    /// Nothing but white space.
    Empty,
    /// No JSON records.
    Not(Trouble),
}

/// Finds the layout from the beginning of a text. `complete` says that the text ends here, `lines` that its name promises
/// one record a line.
pub(super) fn detect(text: &[u8], complete: bool, lines: bool) -> Detected {
    let Some(first) = text.iter().copied().find(|byte| !byte.is_ascii_whitespace()) else {
        return if complete { Detected::Empty } else { Detected::More };
    };
    if first == b'[' {
        return Detected::Layout(Layout::Array);
    }
    if lines {
        return Detected::Layout(Layout::Lines);
    }
    let mut rows = text.split_inclusive(|byte| *byte == b'\n').filter(|row| !row.trim_ascii().is_empty());
    let whole = |row: Option<&[u8]>| match row {
        Some(row) if complete || row.ends_with(b"\n") => Some(is_object(row)),
        None if complete => Some(false),
        _ => None,
    };
    match whole(rows.next()) {
        None => return Detected::More,
        Some(true) => return Detected::Layout(Layout::Lines),
        // A line that ends by opening a list goes on in the next, even when that holds a whole object: `"rows": [`.
        Some(false) if first == b'{' && opens(text) => return Detected::Layout(Layout::Documents),
        Some(false) => {}
    }
    // A first line that is damaged must not make one record of the whole file.
    match whole(rows.next()) {
        None => Detected::More,
        Some(true) => Detected::Layout(Layout::Lines),
        Some(false) if first == b'{' => Detected::Layout(Layout::Documents),
        Some(false) => Detected::Not(not_json(text)),
    }
}

/// Whether the first line of a text ends with a bracket that opens a list as the value of a field.
fn opens(text: &[u8]) -> bool {
    let line = text.trim_ascii_start().split(|byte| *byte == b'\n').next().unwrap_or_default();
    let before = line.trim_ascii_end().strip_suffix(b"[").map(<[u8]>::trim_ascii_end);
    before.is_some_and(|before| before.ends_with(b"\":") || before.ends_with(b"\" :"))
}

/// Whether a line is one object from end to end, judged by brackets and quotes alone.
fn is_object(line: &[u8]) -> bool {
    let line = line.trim_ascii();
    let mut depth = 0_usize;
    let (mut quoted, mut escaped) = (false, false);
    if line.first() != Some(&b'{') {
        return false;
    }
    for (at, byte) in line.iter().enumerate() {
        match byte {
            _ if escaped => escaped = false,
            b'\\' if quoted => escaped = true,
            b'"' => quoted = !quoted,
            _ if quoted => {}
            b'{' | b'[' => depth += 1,
            b'}' | b']' => {
                depth = depth.saturating_sub(1);
                if depth == 0 {
                    return at + 1 == line.len();
                }
            }
            _ => {}
        }
    }
    false
}

/// Says what a text is that holds no JSON, by its first bytes.
fn not_json(text: &[u8]) -> Trouble {
    let begins = |magic: &[u8]| text.starts_with(magic);
    let (what, cure) = if begins(b"PK\x03\x04") {
        ("this is a ZIP archive", "Unpack it and name the files in it.")
    } else if begins(b"PAR1") {
        ("this is a Parquet file, which cannot be read yet", "Convert it to NDJSON, one JSON object a line.")
    } else if begins(b"BZh") || begins(b"\xfd7zXZ") {
        ("this is compressed in a way that cannot be read", "Use gzip or zstd, or pipe the unpacked text in.")
    } else if begins(b"\xff\xfe") || begins(b"\xfe\xff") {
        ("this text is UTF-16", "Convert it to UTF-8: iconv -f UTF-16 -t UTF-8.")
    } else if text.iter().take(4096).any(|byte| *byte == 0) {
        ("this is a binary file, not JSON", "Give NDJSON, a JSON object or a JSON array.")
    } else if text.iter().take_while(|byte| **byte != b'\n').any(|byte| matches!(byte, b',' | b';' | b'\t')) {
        ("this looks like CSV, which cannot be read yet", "Convert it to NDJSON, one JSON object a line.")
    } else {
        ("this is not JSON", "Give NDJSON, a JSON object or a JSON array.")
    };
    Trouble::new(Some(1), what).help(cure)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn name(text: &[u8], complete: bool, lines: bool) -> String {
        match detect(text, complete, lines) {
            Detected::Layout(layout) => format!("{layout:?}"),
            Detected::More => "More".to_owned(),
            Detected::Empty => "Empty".to_owned(),
            Detected::Not(trouble) => trouble.message,
        }
    }

    #[test]
    fn the_layout_is_told_from_the_first_lines() {
        let cases: [(&[u8], &str); 15] = [
            (b"{\"id\": \"a\"}\n{\"id\": \"b\"}\n", "Lines"),
            (b"{\"id\": \"a\"}", "Lines"),
            (b"{\n  \"id\": \"a\"\n}\n", "Documents"),
            (b"{\"a\": [\n{\"b\":1},\n{\"c\":2}]}", "Documents"),
            (b"{\"rows\": [\n  {\"b\":1}\n]\n}", "Documents"),
            (b"\n\n [ {\"id\": 1} ]", "Array"),
            (b"{\"id\": \"cut\n{\"id\": \"b\"}\n", "Lines"),
            (b"{\"id\": \"}{\"}\n", "Lines"),
            (b"{\"id\": \"a\"}}\n{\"id\": \"b\"}\n", "Lines"),
            (b"garbage\n{\"id\": \"b\"}\n", "Lines"),
            (b"", "Empty"),
            (b" \r\n\t", "Empty"),
            (b"id,name\na,b\n", "this looks like CSV, which cannot be read yet"),
            (b"PAR1\x15\x04", "this is a Parquet file, which cannot be read yet"),
            (b"\xff\xfe{\0", "this text is UTF-16"),
        ];
        for (text, expected) in cases {
            assert_eq!(name(text, true, false), expected, "{}", text.escape_ascii());
        }
    }

    #[test]
    fn an_unfinished_beginning_waits_for_more() {
        assert_eq!(name(b"{\"id\": ", false, false), "More");
        assert_eq!(name(b"{\n  \"id\"", false, false), "More");
        assert_eq!(name(b"{\n  \"id\": 1,\n", false, false), "Documents");
        assert_eq!(name(b"{\"id\": ", false, true), "Lines", "the name of the file promised lines");
    }
}
