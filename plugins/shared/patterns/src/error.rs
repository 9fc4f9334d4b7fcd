//! Why an expression is refused.

use std::fmt;

/// Why an expression is refused.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Error {
    what: &'static str,
}

impl Error {
    pub(crate) fn new(what: &'static str) -> Self {
        Self { what }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "the regular expression {}", self.what)
    }
}

impl std::error::Error for Error {}
