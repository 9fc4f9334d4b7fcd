//! What a counter came to at a record. How it is counted is not known here.

use serde::{Deserialize, Serialize};

/// What a counter came to at a record.
///
/// ```
/// # use hirewall_model::{Count, CountValue};
/// let count: Count = serde_json::from_str(r#"{"value":4,"at_least":true}"#)?;
/// assert_eq!(count, Count { value: CountValue::Int(4), at_least: true });
/// assert_eq!(serde_json::to_string(&Count { at_least: false, ..count })?, r#"{"value":4}"#);
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Count {
    /// How many, or how much.
    pub value: CountValue,
    /// Whether observations that lie in the window are no longer kept: the value is that of those which are.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub at_least: bool,
}

/// A number of things, or a sum.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum CountValue {
    /// How many, or a sum of whole numbers.
    Int(i64),
    /// A sum of numbers.
    Double(f64),
}

impl CountValue {
    /// As a JSON number; a number that JSON has not is `null`.
    #[must_use]
    pub fn json(self) -> serde_json::Value {
        match self {
            Self::Int(value) => value.into(),
            Self::Double(value) => value.into(),
        }
    }
}
