//! The verdict of a decision. How one is reached is not known here.

use serde::{Deserialize, Serialize};

/// What is to happen next. No verdict rejects anybody: a person decides.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// Nothing to do.
    #[default]
    Clear,
    /// Ask for stronger proof of identity.
    Verify,
    /// A person looks at the record.
    Review,
    /// The application or device is held until a person decides.
    Block,
}

impl Verdict {
    /// All of them, the mildest first.
    pub const ALL: [Self; 4] = [Self::Clear, Self::Verify, Self::Review, Self::Block];

    /// As it stands in decisions.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Clear => "clear",
            Self::Verify => "verify",
            Self::Review => "review",
            Self::Block => "block",
        }
    }
}
