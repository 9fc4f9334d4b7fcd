//! What the service tells of itself: metrics, logs, traces. Ids and counts, never a value of a record.

mod detectors;
mod log;
mod metrics;
#[cfg(feature = "otlp")]
mod otlp;
mod rules;

pub use detectors::{DetectorLog, DetectorMeter};
pub use log::{LogError, Telemetry};
pub use metrics::{Metrics, Refused, Stage};
pub use rules::RuleMeters;
