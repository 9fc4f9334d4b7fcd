//! What compiling is told beside the files: the time for lints, the plugins at hand, and limits.

use std::collections::BTreeMap;

use hirewall_model::{Manifest, Time};

/// What [`crate::compile`] is told beside the files.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// The time against which lints look at dates (stale lists, expired exceptions). Without it those lints are silent.
    /// The bundle does not depend on it.
    pub now: Option<Time>,
    /// The plugins at hand, by file name: what detectors may bind. Empty where there are none.
    pub plugins: BTreeMap<String, Plugin>,
    /// Limits on what is read.
    pub limits: Limits,
}

/// A file of the plugins folder.
#[derive(Debug, Clone)]
pub enum Plugin {
    /// It has a manifest that can be read.
    Sound(Box<PluginInfo>),
    /// It cannot be bound.
    Broken {
        /// What is wrong with it: lower case, no full stop.
        message: String,
        /// What to do.
        help: String,
    },
}

/// What is known of a plugin without running it.
#[derive(Debug, Clone)]
pub struct PluginInfo {
    /// What it says of itself.
    pub manifest: Manifest,
    /// The digest of its file: `sha256:` and 64 hexadecimal digits in lower case.
    pub digest: String,
    /// The ed25519 public key whose signature it carries and which was verified, as 64 hexadecimal digits in lower case.
    pub signed_by: Option<String>,
}

/// Limits on what is read. Beyond a limit, the file gets an error and the other files are still read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of one YAML file. Beyond it: `E092`.
    pub yaml_bytes: usize,
    /// Bytes of one data file (list, table) or record schema. Beyond it: `E092`.
    pub data_bytes: usize,
    /// Nested lists and mappings of one document, aliases followed. Beyond it: `E008`.
    pub yaml_depth: usize,
    /// Values of one document, aliases followed. Beyond it: `E007`.
    pub yaml_nodes: usize,
    /// Items of one list, or rows of one table. Beyond it: `E309`.
    pub data_rows: usize,
    /// Faulty conditions of all files. Beyond it: the last of them says so, and the conditions after it are not looked at.
    pub faulty_conditions: usize,
    /// Diagnostics of one file and code that are reported one by one; the rest are counted in a note.
    pub repeated_diagnostics: usize,
}

impl Default for Limits {
    /// 16 MiB of YAML, 64 MiB of data, 64 levels, 2,000,000 values, 2,000,000 rows, 2,000 faulty
    /// conditions, 100 diagnostics of a kind.
    fn default() -> Self {
        Self {
            yaml_bytes: 16 << 20,
            data_bytes: 64 << 20,
            yaml_depth: 64,
            yaml_nodes: 2_000_000,
            data_rows: 2_000_000,
            faulty_conditions: 2_000,
            repeated_diagnostics: 100,
        }
    }
}
