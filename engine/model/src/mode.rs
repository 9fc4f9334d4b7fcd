//! Whether a rule acts. Who sets it is not known here.

use serde::{Deserialize, Serialize};

/// What the findings of a rule do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Mode {
    /// They count towards the verdict.
    #[default]
    Enforce,
    /// They are recorded and change nothing.
    Shadow,
    /// The rule is not evaluated.
    Off,
}
