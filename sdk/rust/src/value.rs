//! A value on its way into or out of a detector, as the contract has it. It does not parse JSON.

/// A scalar, or a list or object as JSON text.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    /// Nothing: absent from the record, or `null`.
    None,
    /// `true` or `false`.
    Boolean(bool),
    /// A whole number.
    Integer(i64),
    /// A number.
    Number(f64),
    /// A text. A date-time is a text as the record has it.
    Text(String),
    /// A list or an object, as JSON text.
    Json(String),
}

impl Value {
    /// What it is, in words for a message; never the value itself.
    #[must_use]
    pub(crate) fn kind(&self) -> &'static str {
        match self {
            Self::None => "nothing",
            Self::Boolean(_) => "a boolean",
            Self::Integer(_) => "a whole number",
            Self::Number(_) => "a number",
            Self::Text(_) => "a text",
            Self::Json(_) => "a list or an object",
        }
    }
}
