//! What is wrong with the text of a record schema.

/// One mistake in a record schema. The text of a schema is no personal data and may be quoted.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{message} (at `{pointer}`)")]
pub struct SchemaProblem {
    /// JSON pointer into the schema; empty for the whole.
    pub pointer: String,
    /// What is wrong.
    pub message: String,
    /// What to do.
    pub help: String,
    /// The bytes of the schema's text that are wrong, when they could be found.
    pub span: Option<(u32, u32)>,
}

impl SchemaProblem {
    pub(crate) fn new(pointer: impl Into<String>, message: impl Into<String>, help: impl Into<String>) -> Self {
        Self { pointer: pointer.into(), message: message.into(), help: help.into(), span: None }
    }
}
