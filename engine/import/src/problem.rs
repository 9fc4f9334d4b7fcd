//! Why a part of the input gave no record. It holds no value of the input.

/// What is wrong with one record, where, and what to do.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct Problem {
    /// The place in the document as a JSON pointer; empty for all of it.
    pub pointer: String,
    /// The line in the document, from 1, where it is known.
    pub line: Option<u64>,
    /// What is wrong: lower case, no full stop.
    pub message: String,
    /// What to do, a sentence of its own.
    pub help: String,
}

impl Problem {
    pub(crate) fn new(pointer: impl Into<String>, message: impl Into<String>, help: impl Into<String>) -> Self {
        Self { pointer: pointer.into(), line: None, message: message.into(), help: help.into() }
    }

    pub(crate) fn at_line(mut self, line: u64) -> Self {
        self.line = Some(line);
        self
    }
}
