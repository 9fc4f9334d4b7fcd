//! How fast a detector's log lines pass: a burst, then so many a second. It does not see the lines.

use std::time::Duration;

/// Lines at once.
const BURST: u64 = 50;
/// Milliseconds after which there is room for one more.
const EACH: u64 = 100;

/// The pace of one detector.
#[derive(Debug, Default)]
pub(crate) struct Pace {
    /// When the burst will be free again, in milliseconds.
    busy_until: u64,
    left_out: u32,
}

impl Pace {
    /// Whether a line passes now, and how many were left out before it.
    pub(crate) fn admits(&mut self, now: Duration) -> Option<u32> {
        let now = u64::try_from(now.as_millis()).unwrap_or(u64::MAX);
        let busy = self.busy_until.max(now);
        if busy - now > (BURST - 1) * EACH {
            self.leave_out(1);
            return None;
        }
        self.busy_until = busy.saturating_add(EACH);
        Some(std::mem::take(&mut self.left_out))
    }

    /// Counts lines that did not pass.
    pub(crate) fn leave_out(&mut self, lines: u32) {
        self.left_out = self.left_out.saturating_add(lines);
    }
}

#[cfg(test)]
mod tests {
    use super::{BURST, Pace};
    use std::time::Duration;

    #[test]
    fn a_burst_passes_then_one_line_each_tenth_of_a_second_and_the_others_are_counted() {
        let mut pace = Pace::default();
        let now = Duration::from_secs(7);
        assert!((0..BURST).all(|_| pace.admits(now) == Some(0)));
        assert_eq!((pace.admits(now), pace.admits(now)), (None, None));
        assert_eq!(pace.admits(now + Duration::from_millis(100)), Some(2));
        assert_eq!(pace.admits(now + Duration::from_millis(100)), None);
    }
}
