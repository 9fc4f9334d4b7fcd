//! Case folding. Not a change of letters: accents stay.

use std::borrow::Cow;

/// A character with its case removed. By way of upper case, so that `ß` meets `SS` and `ς` meets `σ`.
pub(crate) fn fold(character: char) -> impl Iterator<Item = char> {
    character.to_uppercase().flat_map(char::to_lowercase)
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
