//! Writes a file so that nobody ever sees half of it.

use std::fs;
use std::path::Path;

use crate::PackError;

pub(crate) fn atomically(path: &Path, bytes: &[u8]) -> Result<(), PackError> {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let beside = path.with_file_name(format!(".{name}.{}", std::process::id()));
    let result = fs::write(&beside, bytes).and_then(|()| fs::rename(&beside, path));
    result.map_err(|error| {
        // What is left behind would only be clutter; the first fault is the one to tell.
        let _ = fs::remove_file(&beside);
        PackError::Write { path: path.to_owned(), error }
    })
}
