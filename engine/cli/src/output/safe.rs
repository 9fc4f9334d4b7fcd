//! Text from records and policies, made safe to show on a terminal: control characters, marks that turn the direction of
//! writing and invisible spaces are written out. It does not judge what the text says.

use std::borrow::Cow;
use std::fmt::Write as _;

use hirewall::model::is_misleading;

/// The text for one line: line breaks and tabs are written out too.
pub(crate) fn line(text: &str) -> Cow<'_, str> {
    escape(text, is_misleading)
}

/// The text with its line breaks and tabs.
pub(crate) fn block(text: &str) -> Cow<'_, str> {
    escape(text, |letter| !matches!(letter, '\n' | '\t') && is_misleading(letter))
}

/// A line of JSON text with the same meaning in which nothing unsafe stands. Within texts JSON itself escapes what is below U+0020.
pub(crate) fn json(text: &str) -> Cow<'_, str> {
    if !text.chars().any(|letter| letter != '\n' && is_misleading(letter)) {
        return Cow::Borrowed(text);
    }
    let mut safe = String::with_capacity(text.len() + 16);
    for letter in text.chars() {
        if matches!(letter, '\r' | '\t') {
            // Between values: within a text JSON has them escaped.
            safe.push(' ');
        } else if letter != '\n' && is_misleading(letter) {
            for unit in letter.encode_utf16(&mut [0; 2]) {
                let _ = write!(safe, "\\u{unit:04x}");
            }
        } else {
            safe.push(letter);
        }
    }
    Cow::Owned(safe)
}

fn escape(text: &str, is_unsafe: impl Fn(char) -> bool) -> Cow<'_, str> {
    if !text.chars().any(&is_unsafe) {
        return Cow::Borrowed(text);
    }
    let mut safe = String::with_capacity(text.len() + 16);
    for letter in text.chars() {
        match letter {
            letter if !is_unsafe(letter) => safe.push(letter),
            '\n' => safe.push_str("\\n"),
            '\r' => safe.push_str("\\r"),
            '\t' => safe.push_str("\\t"),
            letter => {
                let _ = write!(safe, "\\u{{{:x}}}", u32::from(letter));
            }
        }
    }
    Cow::Owned(safe)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn terminal_commands_and_turned_text_are_written_out() {
        let cases = [
            ("plain, é, 李", "plain, é, 李"),
            ("\u{1b}[2Jgone", "\\u{1b}[2Jgone"),
            ("a\u{202e}exe.pdf", "a\\u{202e}exe.pdf"),
            ("c1\u{9b}31m", "c1\\u{9b}31m"),
            ("two\nlines\r\tend", "two\\nlines\\r\\tend"),
            ("zero\u{200b}width\u{feff}", "zero\\u{200b}width\\u{feff}"),
        ];
        for (text, expected) in cases {
            assert_eq!(line(text), expected);
        }
        assert_eq!(block("a\tb\n\u{7}"), "a\tb\n\\u{7}");
    }

    #[test]
    fn json_that_was_laid_out_by_others_is_json_still() {
        assert_eq!(json("{\r\n\t\"a\":\t\"\\t\u{9b}\"}\n"), "{ \n \"a\": \"\\t\\u009b\"}\n");
    }

    #[test]
    fn json_keeps_its_meaning() {
        let text = serde_json::json!({"name": "a\u{202e}b\u{7f}\u{e0041}c"}).to_string();
        let safe = json(&text);
        assert!(safe.is_ascii(), "{safe}");
        let (before, after): (serde_json::Value, serde_json::Value) =
            (serde_json::from_str(&text).unwrap_or_default(), serde_json::from_str(&safe).unwrap_or_default());
        assert_eq!(before, after);
        assert_eq!(before.get("name").and_then(serde_json::Value::as_str), Some("a\u{202e}b\u{7f}\u{e0041}c"));
    }
}
