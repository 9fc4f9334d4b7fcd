//! Puts the parts together, runs them, and lets them end in order. What each part does is its own affair.

mod address;
mod configured;
mod files;
mod first_token;
mod run;
mod start;
mod tidy;

use std::net::SocketAddr;
use std::path::PathBuf;

use crate::config::ConfigError;
use crate::generation::Refusal;
use crate::ledger::LedgerError;
use crate::server::TlsError;
use crate::telemetry::LogError;
use crate::token::FileError;

pub use address::listens_at;
pub use run::run;
pub use start::{Service, Stop};

/// Why a service does not start.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ServeError {
    /// The configuration has faults.
    #[error(transparent)]
    Config(#[from] ConfigError),
    /// Logs cannot be set up.
    #[error(transparent)]
    Log(#[from] LogError),
    /// The policies or plugins do not serve, and there is nothing before them that could.
    #[error("the policies in `{policies}` cannot be served: {refusal}")]
    Policies {
        /// The policy directory.
        policies: PathBuf,
        /// What is wrong.
        refusal: Refusal,
    },
    /// The tokens cannot be read.
    #[error(transparent)]
    Tokens(#[from] FileError),
    /// There are no tokens, and the address is not of this machine alone.
    #[error("there are no tokens in `{tokens}`, and `{listen}` can be reached from elsewhere")]
    NoTokens {
        /// The file.
        tokens: PathBuf,
        /// The address.
        listen: SocketAddr,
    },
    /// TLS cannot be offered.
    #[error(transparent)]
    Tls(#[from] TlsError),
    /// The address cannot be listened on.
    #[error("cannot listen on `{address}`: {reason}")]
    Listen {
        /// Which.
        address: SocketAddr,
        /// Why not.
        reason: String,
    },
    /// A folder or file of the service's own cannot be made.
    #[error("cannot write `{path}`: {reason}")]
    State {
        /// Which.
        path: PathBuf,
        /// Why not.
        reason: String,
    },
    /// The store cannot be opened.
    #[error("decisions cannot be kept: {0}")]
    Store(#[from] hirewall_store::Error),
    /// The store cannot be read or written.
    #[error(transparent)]
    Ledger(#[from] LedgerError),
    /// The system gives no thread.
    #[error("cannot start a thread: {0}")]
    Thread(String),
}

impl ServeError {
    /// Whether settings, or the files that they name, have to be corrected before a start can succeed. Else it is up to the machine, and the same start may
    /// succeed later.
    #[must_use]
    pub fn is_of_settings(&self) -> bool {
        use hirewall_store::Error::{Beside, KeyFile, KeyMissing, NewerSchema, NotAStore, Url, WrongKey};
        match self {
            Self::Log(error) => !matches!(error, LogError::Twice),
            Self::Config(_)
            | Self::Policies { .. }
            | Self::Tokens(_)
            | Self::NoTokens { .. }
            | Self::Tls(_)
            | Self::Store(
                Url { .. }
                | Beside
                | WrongKey
                | KeyMissing { .. }
                | KeyFile { .. }
                | NotAStore { .. }
                | NewerSchema { .. },
            ) => true,
            Self::Store(_) | Self::Listen { .. } | Self::State { .. } | Self::Ledger(_) | Self::Thread(_) => false,
        }
    }

    /// What to do.
    #[must_use]
    pub fn help(&self) -> &str {
        match self {
            Self::Store(error) => error.help(),
            Self::Ledger(_) => "Look after the disk or the database server, and start again.",
            Self::Config(_) => "`hirewall config check` lists all faults.",
            Self::Log(_) => "Check `log.level` and `otlp.endpoint`.",
            Self::Policies { .. } => "`hirewall check` and `hirewall test` show what is wrong.",
            Self::Tokens(_) => "Correct or remove the file; `hirewall token new` makes a new one.",
            Self::NoTokens { .. } => "Make one with `hirewall token new --role ingest --name NAME`.",
            Self::Tls(_) => "Name a PEM file with the certificate chain and one with its private key.",
            Self::Listen { .. } => "Choose another address with `--listen`, or end what listens there.",
            Self::State { .. } => "Name a folder that may be written with `--state`.",
            Self::Thread(_) => "Raise the limit on threads or memory of this process.",
        }
    }
}
