//! Names from labels and policies as text of a page. It lets no markup through.

use crate::shown;

/// A name as text of an element or of an attribute in double quotes.
pub(super) fn name(text: &str) -> String {
    escape(&shown::name(text))
}

/// Text without a character that means something in HTML.
pub(super) fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            letter => escaped.push(letter),
        }
    }
    escaped
}
