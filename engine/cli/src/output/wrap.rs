//! Breaks text into lines of a width counted in terminal columns. It does not hyphenate.

use unicode_width::{UnicodeWidthChar as _, UnicodeWidthStr as _};

/// The lines of a text, none wider than `width` columns unless a single character is. Breaks between words, and its own line
/// breaks count as blanks; a word wider than the line is cut.
pub(crate) fn wrap(text: &str, width: usize) -> Vec<String> {
    let mut lines = Vec::new();
    let mut line = String::new();
    let mut used = 0;
    for word in text.split_whitespace() {
        let needed = word.width();
        if used > 0 && used + 1 + needed <= width {
            line.push(' ');
            line.push_str(word);
            used += 1 + needed;
            continue;
        }
        if used > 0 {
            lines.push(std::mem::take(&mut line));
            used = 0;
        }
        for letter in word.chars() {
            let columns = letter.width().unwrap_or(0);
            if used > 0 && used + columns > width {
                lines.push(std::mem::take(&mut line));
                used = 0;
            }
            line.push(letter);
            used += columns;
        }
    }
    if used > 0 || lines.is_empty() {
        lines.push(line);
    }
    lines
}

/// The text cut to a width, with `…` where something is left out.
pub(crate) fn clip(text: &str, width: usize) -> String {
    if text.width() <= width {
        return text.to_owned();
    }
    let mut clipped = String::new();
    let mut used = 1;
    for letter in text.chars() {
        used += letter.width().unwrap_or(0);
        if used > width {
            break;
        }
        clipped.push(letter);
    }
    clipped.push('…');
    clipped
}

/// The text with spaces behind it up to a width.
pub(crate) fn pad(text: &str, width: usize) -> String {
    let missing = width.saturating_sub(text.width());
    format!("{text}{:missing$}", "")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_keep_within_the_width() {
        let cases: [(&str, usize, &[&str]); 6] = [
            ("one two three", 7, &["one two", "three"]),
            ("abcdefghij xy", 4, &["abcd", "efgh", "ij", "xy"]),
            ("", 5, &[""]),
            ("李明 王芳", 5, &["李明", "王芳"]),
            ("李明王芳", 5, &["李明", "王芳"]),
            ("a", 0, &["a"]),
        ];
        for (text, width, expected) in cases {
            assert_eq!(wrap(text, width), expected, "{text} at {width}");
        }
    }

    #[test]
    fn clipped_text_says_so() {
        assert_eq!(clip("application-2026", 8), "applica…");
        assert_eq!(clip("short", 8), "short");
        assert_eq!(pad("李", 4), "李  ");
    }
}
