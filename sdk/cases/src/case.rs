//! A case, and where it stands.

use std::path::PathBuf;

use hirewall_model::manifest::Example;

/// A case, and where it stands.
#[derive(Debug, Clone, PartialEq)]
pub struct Case {
    /// The file.
    pub file: PathBuf,
    /// The line in the file on which it begins, from 1.
    pub line: usize,
    /// The record with the signals to expect.
    pub example: Example,
}
