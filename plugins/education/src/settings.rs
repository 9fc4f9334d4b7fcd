//! What the operator may set.

use hirewall_sdk::Schema;
use serde::Deserialize;

use crate::level::Level;

/// Settings of the detector.
#[derive(Debug, Clone, Schema, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Settings {
    /// Whether institutions are looked up in the list `high_risk_schools`. Such a list easily stands in for national origin.
    #[schema(default = false)]
    pub screen_high_risk: bool,
    /// Months below which an associate degree is implausibly short.
    #[schema(default = 9, minimum = 0, maximum = 120)]
    pub associate_months: i64,
    /// Months below which a bachelor's degree is implausibly short.
    #[schema(default = 18, minimum = 0, maximum = 120)]
    pub bachelor_months: i64,
    /// Months below which a master's degree is implausibly short.
    #[schema(default = 8, minimum = 0, maximum = 120)]
    pub master_months: i64,
    /// Months below which a doctorate is implausibly short.
    #[schema(default = 18, minimum = 0, maximum = 120)]
    pub doctorate_months: i64,
    /// Years by which a degree may lie outside the years of the table `completions` and still be compared with it.
    #[schema(default = 5, minimum = 0, maximum = 50)]
    pub completions_margin_years: i64,
}

impl Settings {
    /// Months below which a level is implausibly short; none for what is no degree.
    pub(crate) fn least_months(&self, level: Level) -> Option<i64> {
        match level {
            Level::Secondary | Level::Certificate => None,
            Level::Associate => Some(self.associate_months),
            Level::Bachelor => Some(self.bachelor_months),
            Level::Master => Some(self.master_months),
            Level::Doctorate => Some(self.doctorate_months),
        }
    }
}
