//! What the operator may set.

use hirewall_sdk::Schema;
use serde::Deserialize;

/// Settings of the detector.
#[derive(Debug, Clone, Schema, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Settings {
    /// Whether names are looked up in the list `sanctioned_names`.
    #[schema(default = false)]
    pub screen_names: bool,
    /// Whether mailboxes are looked up in the list `persona_mailboxes`.
    #[schema(default = false)]
    pub screen_mailboxes: bool,
}
