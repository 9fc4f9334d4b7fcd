//! How an operator binds a plugin: its name here, its settings, its limits, and what it is granted.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::sync::Arc;

use hirewall_model::{Schema, manifest};

/// A plugin bound under a name.
#[derive(Debug, Clone, Default)]
pub struct Binding {
    /// The detector's id in policies: `signals.<id>.*`.
    pub id: String,
    /// The operator's settings, JSON text that fits the manifest's config schema. Empty: `{}`.
    pub settings: String,
    /// The operator's limits. What is not named is as the manifest wishes, within the host's bounds.
    pub limits: manifest::Limits,
    /// What it is granted.
    pub grants: Grants,
    /// How long an instance lives.
    pub isolation: Isolation,
    /// The record kinds that it is asked about, with their schemas. Each must be one of the manifest's.
    pub schemas: BTreeMap<String, Arc<Schema>>,
}

/// What a detector is granted. What its manifest does not declare it is not given, granted or not.
#[derive(Clone, Default)]
pub struct Grants {
    /// Where its log lines go. None: nowhere, and a plugin that imports `log` works all the same.
    pub log: Option<Arc<dyn LogSink>>,
    /// Named lists.
    pub lists: BTreeMap<String, Arc<dyn NamedList>>,
    /// Named tables.
    pub tables: BTreeMap<String, Arc<dyn NamedTable>>,
    /// Origins that it may call, such as `https://api.example.com`.
    pub http: BTreeSet<String>,
}

/// How long an instance of a detector lives.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Hash)]
pub enum Isolation {
    /// One record: a detector cannot remember one applicant while it looks at the next.
    #[default]
    Record,
    /// Up to 1,000 records, and never beyond a failure. For plugins that the operator trusts.
    Batch,
}

/// A list of the operator's.
pub trait NamedList: Send + Sync {
    /// Whether an item matches the key, by the list's own way of matching.
    fn contains(&self, key: &str) -> bool;
}

/// A table of the operator's.
pub trait NamedTable: Send + Sync {
    /// The row of that key as the JSON text of an object, one member a column.
    fn get(&self, key: &str) -> Option<String>;
}

/// Where log lines of detectors go.
pub trait LogSink: Send + Sync {
    /// Takes one line. It is short, has no control characters and none of the values that the detector was handed; beyond
    /// that it is the plugin's text, and to be marked as such.
    fn write(&self, detector: &str, level: LogLevel, text: &str);
}

/// How grave a log line is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum LogLevel {
    /// For the vendor.
    Debug,
    /// Worth knowing.
    Info,
    /// Something may be wrong.
    Warn,
    /// Something is wrong.
    Error,
}

impl LogLevel {
    /// Its name in lower case.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Debug => "debug",
            Self::Info => "info",
            Self::Warn => "warn",
            Self::Error => "error",
        }
    }
}

impl fmt::Debug for Grants {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Grants")
            .field("log", &self.log.is_some())
            .field("lists", &self.lists.keys().collect::<Vec<_>>())
            .field("tables", &self.tables.keys().collect::<Vec<_>>())
            .field("http", &self.http)
            .finish()
    }
}
