//! Tells of calls, for metrics. No value of a record passes here.

use std::time::Duration;

/// Told of each call of a detector.
pub trait Observer: Send + Sync {
    /// A call ended: `outcome` is `ok` or the code of the failure, one of [`crate::Code`] or the plugin's own.
    fn called(&self, detector: &str, outcome: &str, took: Duration);
}
