//! Runs detector plugins: WebAssembly components that report facts about records, inside limits.
//!
//! [`Plugin::read`] reads a file without running it. A [`Host`] compiles it and makes it ready under a [`Binding`]; the
//! [`Detector`] that comes of it answers about records, with signals or with a failure, whatever the plugin does. The contract
//! is `sdk/wit`.
//!
//! This crate does not know policies or verdicts, is not asynchronous, and gives plugins no file, clock, randomness or
//! environment.

mod binding;
mod breaker;
mod cache;
mod detector;
mod detectors;
mod evidence;
mod failure;
mod host;
mod http;
mod imports;
mod limits;
mod live;
mod load;
mod observer;
mod pace;
mod plugin;
mod project;
mod schema;
mod signals;
mod spent;
mod state;
mod supply;
mod trial;
mod untrusted;
mod world;

pub use binding::{Binding, Grants, Isolation, LogLevel, LogSink, NamedList, NamedTable};
pub use breaker::{BreakerOptions, Clock};
pub use detector::Detector;
pub use detectors::Detectors;
pub use failure::Code;
pub use host::{CompileLimits, Host, HostError, HostOptions, PagemapScan};
pub use http::HttpOptions;
pub use limits::Limits;
pub use load::LoadError;
pub use observer::Observer;
pub use plugin::{
    CONTRACT, Interface, Outline, PLUGIN_BYTES, PLUGIN_CODES, Plugin, PluginError, Signature, SigningKey, VerifyingKey,
    Version,
};
pub use trial::{Mismatch, Trial, Tried};
