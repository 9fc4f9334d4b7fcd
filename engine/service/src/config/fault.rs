//! What is wrong with a configuration: all of it, each with its place and a cure.

use std::fmt;

/// One fault of a configuration.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Fault {
    /// Where: `hirewall.toml:3:1`, "environment variable `HIREWALL_LISTEN`", "flag `--listen`".
    pub place: String,
    /// What is wrong.
    pub message: String,
    /// What to do.
    pub help: String,
}

impl Fault {
    pub(crate) fn new(place: impl Into<String>, message: impl Into<String>, help: impl Into<String>) -> Self {
        Self { place: place.into(), message: message.into(), help: help.into() }
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.place, self.message)
    }
}

/// A configuration that cannot be used: its faults, at least one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConfigError {
    /// The faults, in the order of the settings.
    pub faults: Vec<Fault>,
}

impl fmt::Display for ConfigError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.faults.as_slice() {
            [fault] => write!(f, "the configuration has a fault: {fault}"),
            [fault, rest @ ..] => write!(f, "the configuration has {} faults: {fault}", rest.len() + 1),
            [] => f.write_str("the configuration cannot be used"),
        }
    }
}

impl std::error::Error for ConfigError {}
