//! What detectors do, as metrics, and what they write, as log lines that are marked as theirs.

use std::sync::Arc;
use std::time::Duration;

use hirewall::detector::{Code, LogLevel, LogSink, Observer};

use super::metrics::{Call, Metrics, Named};

/// Counts calls of detectors.
pub struct DetectorMeter(pub Arc<Metrics>);

impl Observer for DetectorMeter {
    fn called(&self, detector: &str, outcome: &str, took: Duration) {
        // Plugins make codes up as they like: only those of the host are labels, or a plugin could fill the memory with them.
        let outcome = match outcome {
            "ok" => "ok",
            code => Code::ALL.iter().map(|known| known.as_str()).find(|known| *known == code).unwrap_or("other"),
        };
        self.0.calls.get_or_create(&Call { detector: detector.to_owned(), outcome }).inc();
        self.0.call_seconds.get_or_create(&Named { detector: detector.to_owned() }).observe(took.as_secs_f64());
    }
}

/// Passes on what detectors write.
#[derive(Debug, Clone, Copy)]
pub struct DetectorLog;

impl LogSink for DetectorLog {
    fn write(&self, detector: &str, level: LogLevel, text: &str) {
        macro_rules! write {
            ($level:ident) => {
                tracing::$level!(target: "hirewall_service::plugin", detector, said = text, "a detector writes")
            };
        }
        match level {
            LogLevel::Debug => write!(debug),
            LogLevel::Info => write!(info),
            LogLevel::Warn => write!(warn),
            LogLevel::Error => write!(error),
        };
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_that_plugins_make_up_share_one_label() {
        let metrics = Arc::new(Metrics::new());
        let meter = DetectorMeter(Arc::clone(&metrics));
        for outcome in ["ok", "time-limit", "kim@example.org", "whatever"] {
            meter.called("phone", outcome, Duration::from_millis(1));
        }
        let text = metrics.text();
        assert!(text.contains(r#"hirewall_detector_calls_total{detector="phone",outcome="other"} 2"#), "{text}");
        assert!(text.contains(r#"hirewall_detector_calls_total{detector="phone",outcome="time-limit"} 1"#), "{text}");
        assert!(!text.contains("kim@"), "{text}");
    }
}
