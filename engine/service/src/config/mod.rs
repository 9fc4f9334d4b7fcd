//! The configuration: one list of settings, one precedence (flag, environment, file, default), every fault told at once with
//! its place and a cure. It opens the configuration file and nothing else.

mod fault;
mod file;
mod layers;
mod read;
mod setting;
pub mod unit;

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::num::NonZeroUsize;
use std::path::PathBuf;
use std::time::Duration;

use hirewall_store::{Durability, Retention};

pub use fault::{ConfigError, Fault};
pub use layers::{Effective, Layers, Source};
pub use setting::{SETTINGS, Setting, Shape};

/// The settings of a service, checked.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Config {
    /// The address to listen on. Port 0: any free one.
    pub listen: SocketAddr,
    /// The policy directory.
    pub policies: PathBuf,
    /// The folder of detector plugins.
    pub plugins: PathBuf,
    /// Whether `plugins` was named by somebody: only then it must exist.
    pub plugins_named: bool,
    /// A policy directory that is judged beside and never acts.
    pub candidate: Option<PathBuf>,
    /// Where the service keeps files of its own.
    pub state: PathBuf,
    /// Where decisions go.
    pub store: StoreConfig,
    /// How long contents are kept, by verdict.
    pub retention: Retention,
    /// What counters and joined records may take of memory, in bytes.
    pub counter_memory: u64,
    /// Decisions that are kept in memory without a store.
    pub decisions_kept: NonZeroUsize,
    /// The file of tokens.
    pub tokens: PathBuf,
    /// Whether anybody on this machine may do anything.
    pub no_auth: bool,
    /// Whether records with undeclared fields are refused.
    pub strict: bool,
    /// Where compiled plugins are kept.
    pub plugin_cache: PathBuf,
    /// Good generations that are kept.
    pub generations_kept: NonZeroUsize,
    /// How long the end may take.
    pub shutdown_time: Duration,
    /// TLS, when both files are named.
    pub tls: Option<Tls>,
    /// How changed files are noticed.
    pub watch: Watch,
    /// Limits on requests.
    pub limits: Limits,
    /// The candidate's limits.
    pub candidate_limits: CandidateLimits,
    /// Logs.
    pub log: Log,
    /// Traces.
    pub otlp: Otlp,
    /// Whether metrics are read without a token.
    pub metrics_open: bool,
    /// All settings by name, as they may be shown.
    pub shown: BTreeMap<&'static str, String>,
}

/// Where decisions go.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum StoreConfig {
    /// Nowhere but memory.
    None,
    /// Into a store: its URL, and when a decision counts as kept.
    Url(String, Durability),
}

/// Certificate and key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tls {
    /// PEM file of the certificate and those that lead to its root.
    pub certificate: PathBuf,
    /// PEM file of the private key.
    pub key: PathBuf,
}

/// How changed files are noticed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Watch {
    /// By what.
    pub mode: WatchMode,
    /// How often files are looked at, with [`WatchMode::Poll`].
    pub poll: Duration,
    /// How often files are looked at beside events, with [`WatchMode::Auto`].
    pub poll_beside_events: Duration,
    /// How long nothing must change before it is read.
    pub quiet: Duration,
    /// How long changes may go on before it is read all the same.
    pub longest: Duration,
}

/// By what changed files are noticed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WatchMode {
    /// Events of the file system, and a look now and then in case one was missed.
    Auto,
    /// Events alone.
    Events,
    /// A look at every interval: for network mounts.
    Poll,
    /// Not at all; the signal and the API still reload.
    Off,
}

/// Limits on requests.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of a body that is not a stream.
    pub body: u64,
    /// Bytes of one line of a stream.
    pub line: u64,
    /// Records of one batch.
    pub batch: NonZeroUsize,
    /// How long a request may take; in a stream, how long it may pause.
    pub request_time: Duration,
    /// Requests under way.
    pub in_flight: NonZeroUsize,
    /// Connections.
    pub connections: NonZeroUsize,
    /// Threads that run detectors and large batches.
    pub workers: NonZeroUsize,
    /// Answers that are remembered by their idempotency keys.
    pub idempotency_keys: NonZeroUsize,
    /// How long they are remembered.
    pub idempotency_time: Duration,
}

/// The candidate's limits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CandidateLimits {
    /// Records that wait to be judged by the candidate; beyond it they are left out.
    pub queue: NonZeroUsize,
    /// Differences that are listed.
    pub kept: NonZeroUsize,
}

/// Logs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Log {
    /// Their form.
    pub format: LogFormat,
    /// What is told: a level, or directives such as `info,hirewall_service=debug`.
    pub level: String,
}

/// The form of logs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LogFormat {
    /// One JSON object a line.
    Json,
    /// For reading.
    Text,
}

/// Traces.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Otlp {
    /// The collector's address for traces.
    pub endpoint: Option<String>,
    /// The share of requests that are traced, in percent.
    pub percent: u8,
}

impl Config {
    /// The settings that the environment, the file and flags add up to.
    ///
    /// # Errors
    /// Every fault of every layer.
    pub fn from_layers(layers: &Layers) -> Result<Self, ConfigError> {
        read::config(layers)
    }
}

/// Whether an address is of this machine alone.
pub(crate) fn is_local(address: SocketAddr) -> bool {
    address.ip().to_canonical().is_loopback()
}
