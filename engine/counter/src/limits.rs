//! What counting may take, and how long it remembers.

/// Limits of counting.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Mebibytes that all counters together take. Beyond it keys that were not used for longest are left to the history; without
    /// a history what no window can reach is forgotten, and then counting fails. Default 256.
    pub memory_mib: usize,
    /// Observations of one key and counter that are kept: the latest, one for each element. A count that reaches further back says
    /// that it is a lower bound. Default 4,096; at least 1.
    pub observations_per_key: usize,
    /// Seconds by which a record may be later than the latest one before what it would count is forgotten, where there is no
    /// history and memory is used up. Default 30 days.
    pub lateness_seconds: i64,
}

impl Limits {
    /// Observations of one key that are kept when nothing else is said: a threshold beyond it may never be reached.
    pub const OBSERVATIONS_PER_KEY: usize = 4_096;
}

impl Default for Limits {
    /// 256 MiB, 4,096 observations a key, 30 days.
    fn default() -> Self {
        Self { memory_mib: 256, observations_per_key: Self::OBSERVATIONS_PER_KEY, lateness_seconds: 30 * 86_400 }
    }
}
