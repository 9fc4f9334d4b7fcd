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
