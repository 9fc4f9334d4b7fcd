//! What compiling is told beside the files: the time for lints, and limits.

use hirewall_model::Time;

/// What [`crate::compile`] is told beside the files.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// The time against which lints look at dates (stale lists, expired exceptions). Without it those lints are silent.
    /// The bundle does not depend on it.
    pub now: Option<Time>,
    /// Limits on what is read.
    pub limits: Limits,
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
