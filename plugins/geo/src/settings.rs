//! What the operator may set.

use hirewall_sdk::Schema;
use serde::Deserialize;

/// Settings of the detector.
#[derive(Debug, Clone, Schema, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Settings {
    /// Kilometres an hour beyond which nobody travels from country to country. Airliners cruise at about 900.
    #[schema(default = 900, minimum = 300, maximum = 3000)]
    pub fastest_kmh: u32,
}
