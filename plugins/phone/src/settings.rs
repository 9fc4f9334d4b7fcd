//! The operator's settings.

use hirewall_sdk::Schema;
use serde::Deserialize;

/// How numbers without country code are read.
#[derive(Debug, Clone, Schema, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Settings {
    /// The country of numbers that are written without country code where the application names no country, or where the number
    /// cannot be one of that country. ISO 3166-1 alpha-2.
    #[schema(default = "US", pattern = "^[A-Z]{2}$")]
    pub default_region: String,
}
