//! What the operator may set.

use hirewall_sdk::Schema;
use serde::Deserialize;

/// Settings of the detector: from where on a number is worth a word.
#[derive(Debug, Clone, Schema, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Settings {
    /// Days without activity after which a profile was dormant.
    #[schema(default = 1095, minimum = 1, maximum = 36500)]
    pub dormant_days: i64,
    /// Days before the application in which something is recent.
    #[schema(default = 90, minimum = 1, maximum = 3650)]
    pub recent_days: i64,
    /// Years of work from which on a career is long.
    #[schema(default = 8.0, minimum = 1, maximum = 60)]
    pub long_career_years: f64,
    /// Connections below which a network is thin.
    #[schema(default = 50, minimum = 1, maximum = 100000)]
    pub thin_connections: i64,
    /// Days by which commits must be older than the account to be so: clocks and time zones differ.
    #[schema(default = 30, minimum = 0, maximum = 36500)]
    pub commit_margin_days: i64,
    /// Months by which dates of one job may differ and still agree.
    #[schema(default = 2, minimum = 0, maximum = 120)]
    pub tolerance_months: i64,
}
