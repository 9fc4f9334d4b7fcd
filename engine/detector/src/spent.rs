//! How long a call has kept a processor busy. A machine that is busy with other work makes a call longer, and is no fault of the
//! guest: what counts is the time that its thread ran. It ends no call.

use std::time::{Duration, Instant};

/// By how much a call may be longer than the time that it may run.
const STRETCH: u32 = 20;
/// What is added to that, so that short limits hold on a machine that stands still for a while.
const PAUSE: Duration = Duration::from_secs(10);

/// What a call has used of its time.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Spent {
    /// What its thread had run when counting began; none before, and where the system does not tell.
    ran: Option<Duration>,
    began: Instant,
    limit: Duration,
}

// Asking the system how long a thread ran costs as much as a small detector takes, so a call that is over before the first tick is
// not asked about at all. Counting begins at that tick: a call may run for one tick more than its limit.

impl Spent {
    /// Before any call: asks the system nothing.
    pub(crate) fn not_begun() -> Self {
        Self { ran: None, began: Instant::now(), limit: Duration::ZERO }
    }

    /// A call that begins, with so many milliseconds to run.
    pub(crate) fn begin(limit_ms: u32) -> Self {
        Self { ran: None, began: Instant::now(), limit: Duration::from_millis(limit_ms.into()) }
    }

    /// The time that is left, when it waited so long for answers of others; asked at each deadline, the first of which is the first tick.
    /// None: nothing is left.
    pub(crate) fn left(&mut self, waited: Duration) -> Option<Duration> {
        let long = self.began.elapsed().saturating_sub(waited);
        let used = match ran() {
            Some(now) => now.saturating_sub(*self.ran.get_or_insert(now)),
            None => long,
        };
        let endless = long > self.limit.saturating_mul(STRETCH).saturating_add(PAUSE);
        self.limit.checked_sub(used).filter(|left| !endless && !left.is_zero())
    }
}

/// How long this thread has run.
#[cfg(unix)]
fn ran() -> Option<Duration> {
    let time = rustix::time::clock_gettime(rustix::time::ClockId::ThreadCPUTime);
    Some(Duration::new(time.tv_sec.try_into().ok()?, time.tv_nsec.try_into().ok()?))
}

#[cfg(not(unix))]
fn ran() -> Option<Duration> {
    None
}

#[cfg(test)]
mod tests {
    use super::Spent;
    use std::time::{Duration, Instant};

    #[test]
    fn a_call_that_waits_has_its_time_still_and_one_that_runs_uses_it_up() {
        let mut spent = Spent::begin(200);
        assert!(spent.left(Duration::ZERO).is_some());
        let begun = Instant::now();
        // Blocks until the time is over, and runs hardly at all.
        let (_silent, wait) = std::sync::mpsc::channel::<()>();
        assert!(wait.recv_timeout(Duration::from_millis(250)).is_err());
        assert!(begun.elapsed() > Duration::from_millis(200));
        if cfg!(unix) {
            assert!(spent.left(Duration::ZERO).is_some_and(|left| left > Duration::from_millis(50)));
        }
        let mut spent = Spent::begin(20);
        let mut rounds = 0_u64;
        while spent.left(Duration::ZERO).is_some() {
            rounds = rounds.wrapping_add(1);
        }
        assert!(rounds > 0);
        assert!(Spent::begin(0).left(Duration::ZERO).is_none());
    }
}
