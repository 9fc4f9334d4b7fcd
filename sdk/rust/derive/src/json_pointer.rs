//! Checks that a text is a JSON pointer to a field. It does not know the record's schema.

use syn::{Error, LitStr, Result};

pub(crate) fn check(path: &LitStr) -> Result<()> {
    let text = path.value();
    let Some(rest) = text.strip_prefix('/') else {
        return Err(Error::new(path.span(), format!("a JSON pointer begins with `/`: write `\"/{text}\"`")));
    };
    if rest.split('/').any(str::is_empty) {
        return Err(Error::new(path.span(), "a part of the JSON pointer is empty; write it as `\"/basics/email\"`"));
    }
    let mut parts = rest.split('~');
    parts.next();
    if parts.any(|part| !part.starts_with(['0', '1'])) {
        return Err(Error::new(path.span(), "in a JSON pointer `~` is written `~0`, and `/` within a name `~1`"));
    }
    Ok(())
}
