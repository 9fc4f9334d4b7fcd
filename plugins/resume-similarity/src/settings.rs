//! What the operator may set.

use hirewall_sdk::Schema;
use serde::Deserialize;

/// Settings of the detector.
#[derive(Debug, Clone, Schema, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Settings {
    /// Words that a text needs, once names, addresses and numbers are taken out, before keys are made of it. Shorter texts meet by
    /// chance.
    #[schema(default = 80, minimum = 20, maximum = 2000)]
    pub minimum_words: u32,
}
