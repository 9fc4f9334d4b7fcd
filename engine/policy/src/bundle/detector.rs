//! A detector as the operator bound it: what its host needs to run it, and what conditions need to read it.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use hirewall_model::{Manifest, Schema};

use super::Origin;
use crate::SourceFile;

/// A plugin bound to a name: `signals.<id>` in conditions.
#[derive(Debug)]
#[non_exhaustive]
pub struct DetectorBinding {
    /// Its id.
    pub id: String,
    /// One line that names it.
    pub title: Option<String>,
    /// The plugin's file name in the plugins folder.
    pub plugin: String,
    /// The digest of that file, `sha256:` and 64 hexadecimal digits.
    pub digest: String,
    /// What the plugin says of itself.
    pub manifest: Manifest,
    /// The record kinds that it looks at; each is one of the manifest's.
    pub records: BTreeSet<String>,
    /// The operator's settings as JSON text of an object, which fits the manifest's config schema.
    pub config: String,
    /// What it may use up; at least what the manifest asks for.
    pub limits: DetectorLimits,
    /// What it may reach; at least what the manifest asks for.
    pub grants: Grants,
    /// How much of one record may be left when the next one comes.
    pub isolation: Isolation,
    /// Its signals, typed. A signal without a personal class of its own has the gravest of the fields that the detector
    /// reads, unless it is a boolean or has only a few declared values.
    pub signals: Arc<Schema>,
    /// Who answers for it.
    pub owner: Option<String>,
    /// Why it may read a protected attribute or a proxy.
    pub justification: Option<String>,
    /// Where its id stands.
    pub origin: Origin,
}

impl DetectorBinding {
    /// What stands for its plugin in the digest of a bundle.
    pub(crate) fn as_file(&self) -> SourceFile {
        SourceFile::new(format!("plugin:{}", self.plugin), self.digest.clone())
    }
}

/// What a detector may use up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DetectorLimits {
    /// Milliseconds for one record, from 1 to 60,000. Default 50.
    pub time_ms: u32,
    /// MiB of memory, from 1 to 1,024. Default 64.
    pub memory_mib: u32,
    /// Milliseconds for taking in its settings, from 1 to 600,000. Default 5,000.
    pub configure_ms: u32,
}

impl Default for DetectorLimits {
    fn default() -> Self {
        Self { time_ms: 50, memory_mib: 64, configure_ms: 5_000 }
    }
}

/// What a detector may reach beside its inputs.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Grants {
    /// Lists: the plugin's name and that of [`super::ListInfo`].
    pub lists: BTreeMap<String, String>,
    /// Tables: the plugin's name and that of [`super::TableInfo`].
    pub tables: BTreeMap<String, String>,
    /// Origins that it may call: `https://api.example.com`.
    pub http: BTreeSet<String>,
    /// Whether it may write lines to the operator's log.
    pub log: bool,
}

/// How much of one record may be left when a detector looks at the next one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Isolation {
    /// Nothing: each record gets a fresh instance.
    #[default]
    Record,
    /// Many records share an instance.
    Batch,
}
