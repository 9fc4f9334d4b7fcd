//! Why a plugin does not serve.

use crate::failure::{Defect, Fault};
use crate::trial::Mismatch;

/// Why a plugin does not serve under a binding.
#[derive(Debug, Clone, thiserror::Error)]
pub enum LoadError {
    /// A record kind that the plugin does not look at.
    #[error("the plugin does not look at records of the kind `{kind}`")]
    Kind {
        /// The kind.
        kind: String,
    },
    /// A declared input that the record schema has not.
    #[error("the plugin reads `{path}`, which records of the kind `{kind}` do not have")]
    NoSuchField {
        /// The input.
        path: String,
        /// The kind.
        kind: String,
    },
    /// Settings that do not fit.
    #[error("the settings do not fit{}: {reason}", at(.pointer))]
    Settings {
        /// JSON pointer into the settings; empty for all of them.
        pointer: String,
        /// Why.
        reason: String,
    },
    /// Something imported is not granted.
    #[error("the plugin needs the {what} `{name}`, which it is not granted")]
    NotGranted {
        /// `list`, `table` or `origin`.
        what: &'static str,
        /// Its name.
        name: String,
    },
    /// More memory than the host gives.
    #[error("a limit of {asked} MiB of memory is more than the host's {most} MiB")]
    Memory {
        /// The detector's limit.
        asked: u32,
        /// The host's.
        most: u32,
    },
    /// A signals schema that cannot be compiled.
    #[error("the plugin's signals schema cannot be used{}: {reason}", at(.place))]
    SignalsSchema {
        /// JSON pointer into the schema; empty for all of it.
        place: String,
        /// Why.
        reason: String,
    },
    /// A schema of the settings that cannot be compiled.
    #[error("the plugin's config schema cannot be used{}: {reason}", at(.place))]
    ConfigSchema {
        /// JSON pointer into the schema; empty for all of it.
        place: String,
        /// Why.
        reason: String,
    },
    /// Too much to compile.
    #[error("the component has {found} {what}, more than the limit of {most}, and would take too long to compile")]
    CompileLimit {
        /// Of what.
        what: &'static str,
        /// How much.
        found: u64,
        /// The limit.
        most: u64,
    },
    /// Too many compilations wait.
    #[error("other compilations take too long")]
    Busy,
    /// Not valid WebAssembly, or features that are switched off.
    #[error("the component is not valid: {reason}")]
    Invalid {
        /// What the compiler says.
        reason: String,
    },
    /// Imports or exports of other types than the contract's.
    #[error("the component does not keep the contract: {reason}")]
    Contract {
        /// What the linker says.
        reason: String,
    },
    /// It did not start.
    #[error("the component does not start: {reason}")]
    Start {
        /// The code, as of a failed call.
        code: String,
        /// Why.
        reason: String,
    },
    /// `configure` failed.
    #[error("the plugin could not be configured: {reason}")]
    Configure {
        /// The code, as of a failed call, or the plugin's own.
        code: String,
        /// Why.
        reason: String,
    },
    /// An example that is marked as canary came out otherwise.
    #[error("the plugin does not do what its own example `{example}` says: {}", mismatches(.found))]
    Canary {
        /// The example.
        example: String,
        /// What came out otherwise.
        found: Vec<Mismatch>,
    },
}

impl LoadError {
    pub(super) fn start(fault: Fault) -> Self {
        let fault = fault.settled(&[]);
        match fault.defect {
            // A pool finds the same when it compiles.
            Some(Defect::Parts) => Self::Invalid { reason: fault.reason },
            Some(Defect::Types) => Self::Contract { reason: fault.reason },
            None => Self::Start { code: fault.code().to_owned(), reason: fault.reason },
        }
    }

    pub(super) fn configure(fault: Fault) -> Self {
        let fault = fault.settled(&[]);
        Self::Configure { code: fault.code().to_owned(), reason: fault.reason }
    }

    /// A stable code for machines: for a plugin that does not start or cannot be configured that of the failure.
    #[must_use]
    pub fn code(&self) -> &str {
        match self {
            Self::Kind { .. } => "record-kind",
            Self::NoSuchField { .. } => "no-such-field",
            Self::Settings { .. } => "bad-settings",
            Self::NotGranted { .. } => "not-granted",
            Self::Memory { .. } => "memory-limit",
            Self::SignalsSchema { .. } => "signals-schema",
            Self::ConfigSchema { .. } => "config-schema",
            Self::CompileLimit { .. } => "compile-limit",
            Self::Busy => "host-busy",
            Self::Invalid { .. } => "invalid-component",
            Self::Contract { .. } => "contract-types",
            Self::Start { code, .. } | Self::Configure { code, .. } => code,
            Self::Canary { .. } => "canary",
        }
    }

    /// What to do.
    #[must_use]
    pub fn help(&self) -> String {
        match self {
            Self::Kind { .. } => "Name only record kinds that `hirewall plugin inspect` shows.".into(),
            Self::NoSuchField { path, .. } => {
                format!("Declare `{path}` in the record schema; or the vendor marks the input as `optional`.")
            }
            Self::Settings { .. } => "Correct `config`; `hirewall plugin inspect` shows its schema.".into(),
            Self::NotGranted { what, name } => format!("Grant the {what} `{name}` under `grants`, or do not use the plugin."),
            Self::Memory { .. } => "Lower the detector's limit, or raise the host's.".into(),
            Self::SignalsSchema { .. } | Self::ConfigSchema { .. } => "The vendor has to mend the schema.".into(),
            Self::CompileLimit { .. } => {
                "A compilation cannot be interrupted, so that size is limited. Build the plugin smaller, or raise the limit.".into()
            }
            Self::Busy => "Load the plugin again, or allow more compilations at once.".into(),
            Self::Invalid { .. } => {
                "Build it again for WebAssembly 2.0: threads, tail calls, garbage collection and the like are switched off.".into()
            }
            Self::Contract { .. } => "Build it against `sdk/wit` as it is released.".into(),
            Self::Start { .. } => "The vendor has to mend the plugin; it must start within its limits.".into(),
            Self::Configure { .. } => "Check the settings, lists and limits; beyond that the vendor has to mend the plugin.".into(),
            Self::Canary { .. } => "The vendor has to mend the plugin or its example.".into(),
        }
    }
}

fn at(pointer: &str) -> String {
    if pointer.is_empty() { String::new() } else { format!(" at `{pointer}`") }
}

fn mismatches(found: &[Mismatch]) -> String {
    let texts: Vec<String> = found.iter().take(3).map(ToString::to_string).collect();
    texts.join("; ")
}
