//! Checks names that the host checks too, so that a slip is shown where it was made.

use syn::{Error, LitStr, Result};

/// `snake_case`, as conditions can read it.
pub(crate) fn is_snake_case(text: &str) -> bool {
    text.len() <= 64
        && text.starts_with(|first: char| first.is_ascii_lowercase())
        && text.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_')
}

pub(crate) fn check(name: &LitStr, what: &str) -> Result<()> {
    if is_snake_case(&name.value()) {
        return Ok(());
    }
    Err(Error::new(name.span(), format!("{what} is in `snake_case`: `a-z`, `0-9` and `_`, a letter first, at most 64")))
}
