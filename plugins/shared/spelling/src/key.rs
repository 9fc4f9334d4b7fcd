//! The form in which lists and tables hold names.

use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::is_combining_mark;

/// A name as `normalize_name()` in conditions writes it: compatibility forms and accents removed (NFKD), case folded,
/// everything but letters and digits turned into single spaces.
///
/// ```
/// assert_eq!(spelling::key("  José-María O'Neill "), "jose maria o neill");
/// ```
#[must_use]
pub fn key(name: &str) -> String {
    let mut out = String::with_capacity(name.len());
    if name.is_ascii() {
        name.bytes().for_each(|byte| push(&mut out, char::from(byte.to_ascii_lowercase())));
    } else {
        let letters = name.nfkd().filter(|letter| !is_combining_mark(*letter));
        letters.flat_map(char::to_uppercase).flat_map(char::to_lowercase).for_each(|letter| push(&mut out, letter));
    }
    out.truncate(out.trim_end().len());
    out
}

fn push(out: &mut String, letter: char) {
    if letter.is_alphanumeric() {
        out.push(letter);
    } else if !out.is_empty() && !out.ends_with(' ') {
        out.push(' ');
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_written_as_lists_write_them() {
        let cases = [
            ("", ""),
            (" - ", ""),
            ("STANFORD  University", "stanford university"),
            ("Technische Universität München", "technische universitat munchen"),
            ("Straße", "strasse"),
            ("ﬁne Ａrts", "fine arts"),
            ("Łódź", "łodz"),
            ("Київ", "киів"),
        ];
        for (name, expected) in cases {
            assert_eq!(key(name), expected, "{name}");
        }
    }
}
