//! What may be read from a policy directory.

/// Limits on a policy directory. Beyond any of them nothing is loaded and a diagnostic names the limit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of one file. Default 64 MiB, which is what data files may have; YAML has a lower limit of its own.
    pub file_bytes: u64,
    /// Bytes of all files together. Default 256 MiB.
    pub total_bytes: u64,
    /// Files. Default 10,000.
    pub files: usize,
    /// Folders within folders. Default 16, which also ends a link that leads back up.
    pub depth: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self { file_bytes: 64 << 20, total_bytes: 256 << 20, files: 10_000, depth: 16 }
    }
}
