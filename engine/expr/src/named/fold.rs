//! Case folding. Not a change of letters: accents stay.

use std::borrow::Cow;

/// A character with its case removed. By way of upper case, so that `ß` meets `SS` and `ς` meets `σ`.
pub(crate) fn fold(character: char) -> impl Iterator<Item = char> {
    character.to_uppercase().flat_map(char::to_lowercase)
}

/// Letters of a short text, which is folded without an allocation.
const SHORT: usize = 96;

/// What is said of a text with its case removed.
pub(super) fn folded<T>(text: &str, ask: impl FnOnce(&str) -> T) -> T {
    let mut buffer = [0; SHORT];
    if let Some(short) = buffer.get_mut(..text.len())
        && text.is_ascii()
    {
        short.copy_from_slice(text.as_bytes());
        short.make_ascii_lowercase();
        if let Ok(short) = std::str::from_utf8(short) {
            return ask(short);
        }
    }
    ask(&fold_text(text))
}

/// Text with its case removed; without an allocation when there is nothing to do.
pub(super) fn fold_text(text: &str) -> Cow<'_, str> {
    if text.is_ascii() {
        if text.bytes().any(|byte| byte.is_ascii_uppercase()) {
            return Cow::Owned(text.to_ascii_lowercase());
        }
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.chars().flat_map(fold).collect())
}
