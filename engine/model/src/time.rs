//! A moment: seconds and nanoseconds since 1970-01-01T00:00:00Z. It does not know the current time.

/// A moment with nanoseconds, from year 1 to 9999.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Time {
    /// Whole seconds since the Unix epoch, rounded down.
    pub seconds: i64,
    /// Nanoseconds after that second, 0 to 999,999,999.
    pub nanos: u32,
}
