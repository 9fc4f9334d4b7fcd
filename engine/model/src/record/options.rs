//! How records are read. A record beyond a limit is refused with `R504`.

/// The options and limits of reading a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DecodeOptions {
    /// Whether an undeclared field refuses the record rather than being remarked. Default no.
    pub strict: bool,
    /// Bytes of the record's text. Default 16 MiB, at most 1 GiB.
    pub max_bytes: usize,
    /// How many objects and arrays may be nested in each other. Default 100, at most 120.
    pub max_depth: u32,
    /// Values, absent fields of elements included. Default 1,000,000.
    pub max_cells: usize,
    /// Problems, and likewise warnings, that are listed for one record. Default 50.
    pub max_problems: usize,
}

impl DecodeOptions {
    pub(crate) const MOST_BYTES: usize = 1 << 30;
    /// `serde_json` gives up at 128 levels.
    pub(crate) const MOST_DEPTH: u32 = 120;
    /// Bytes of the id of a record or of its subject. Stores, counters and pages know records by it.
    pub const MOST_ID_BYTES: usize = 1024;
}

impl Default for DecodeOptions {
    fn default() -> Self {
        Self { strict: false, max_bytes: 16 << 20, max_depth: 100, max_cells: 1_000_000, max_problems: 50 }
    }
}
