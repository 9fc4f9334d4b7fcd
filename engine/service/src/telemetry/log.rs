//! Log lines on standard error, and traces to a collector. It is set up once, by whoever runs the service.

use std::io::IsTerminal as _;

use tracing_subscriber::layer::SubscriberExt as _;
use tracing_subscriber::util::SubscriberInitExt as _;
use tracing_subscriber::{EnvFilter, Layer as _, fmt};

use crate::config::{Config, LogFormat};

/// Logs and traces as they are set up.
#[must_use = "traces that wait to be sent are lost when this is dropped before the end"]
pub struct Telemetry {
    #[cfg(feature = "otlp")]
    traces: Option<super::otlp::Traces>,
}

/// Why logs or traces cannot be set up.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum LogError {
    /// The level is none.
    #[error("`log.level` is no level: {0}")]
    Level(String),
    /// Somebody else set logs up in this process.
    #[error("logs are set up already")]
    Twice,
    /// The exporter cannot be made.
    #[error("traces cannot be exported: {0}")]
    Traces(String),
}

impl Telemetry {
    /// Sets logs and traces up for this process.
    ///
    /// # Errors
    /// The level is none, or it is done already, or the exporter cannot be made.
    pub fn start(config: &Config) -> Result<Self, LogError> {
        let filter = EnvFilter::try_new(&config.log.level).map_err(|error| LogError::Level(error.to_string()))?;
        let lines = match config.log.format {
            LogFormat::Json => fmt::layer()
                .json()
                .flatten_event(true)
                .with_current_span(true)
                .with_span_list(false)
                .with_writer(std::io::stderr)
                .boxed(),
            LogFormat::Text => {
                fmt::layer().with_ansi(std::io::stderr().is_terminal()).with_writer(std::io::stderr).boxed()
            }
        };
        let registry = tracing_subscriber::registry().with(lines.with_filter(filter));
        #[cfg(feature = "otlp")]
        {
            let traces =
                config.otlp.endpoint.as_deref().map(|endpoint| super::otlp::Traces::new(endpoint, config.otlp.percent));
            let traces = traces.transpose().map_err(LogError::Traces)?;
            let layer = traces.as_ref().map(super::otlp::Traces::layer);
            registry.with(layer).try_init().map_err(|_| LogError::Twice)?;
            Ok(Self { traces })
        }
        #[cfg(not(feature = "otlp"))]
        {
            registry.try_init().map_err(|_| LogError::Twice)?;
            Ok(Self {})
        }
    }

    /// Sends what waits to be sent.
    pub fn finish(self) {
        #[cfg(feature = "otlp")]
        if let Some(traces) = self.traces {
            traces.finish();
        }
    }
}
