//! The system's clock, read here and nowhere below.

use hirewall_model::Time;

/// The current time.
#[must_use]
pub fn now() -> Time {
    // A clock outside the years 1 to 9999 is not set; the epoch is what such a machine would show.
    Time::from_timestamp(jiff::Timestamp::now()).unwrap_or(Time { seconds: 0, nanos: 0 })
}
