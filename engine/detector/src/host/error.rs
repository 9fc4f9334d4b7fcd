//! Why there is no host.

/// Why there is no host.
#[derive(Debug, thiserror::Error)]
pub enum HostError {
    /// Without an engine nothing runs.
    #[error("no engine for WebAssembly can be made: {reason}")]
    Engine {
        /// What the engine says.
        reason: String,
    },
    /// Without ticks no limit on time would hold.
    #[error("no thread can be started: {error}")]
    Thread {
        /// What the system says.
        error: std::io::Error,
    },
}

impl HostError {
    pub(super) fn engine(error: &wasmtime::Error) -> Self {
        Self::Engine { reason: format!("{error:#}") }
    }

    /// What to do.
    #[must_use]
    pub fn help(&self) -> &'static str {
        match self {
            Self::Engine { .. } => {
                "Run on a 64-bit system that Cranelift compiles for, with options within their bounds."
            }
            Self::Thread { .. } => "Allow the process more threads.",
        }
    }
}
