//! Stops asking a detector that fails again and again, for a while. It does not know why it fails.

use std::fmt;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

/// When a circuit opens, and for how long.
///
/// After `failures` failures in a row that are the guest's as a program (see [`crate::Code::trips`]) the detector is not asked
/// for `pause`; each record gets the failure `circuit-open` meanwhile. Then one record is tried: when that goes well, all are
/// asked again, else the pause begins anew.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BreakerOptions {
    /// Failures in a row. 0: the circuit never opens; every limit holds all the same.
    pub failures: u32,
    /// How long it stays open.
    pub pause: Duration,
}

impl Default for BreakerOptions {
    fn default() -> Self {
        Self { failures: 20, pause: Duration::from_secs(10) }
    }
}

/// A clock that only goes forward.
pub trait Clock: Send + Sync {
    /// The time since a moment that does not change.
    fn now(&self) -> Duration;
}

/// The system's.
#[derive(Debug)]
pub(crate) struct Monotonic(Instant);

impl Default for Monotonic {
    fn default() -> Self {
        Self(Instant::now())
    }
}

impl Clock for Monotonic {
    fn now(&self) -> Duration {
        self.0.elapsed()
    }
}

#[derive(Debug)]
pub(crate) struct Breaker {
    options: BreakerOptions,
    state: Mutex<State>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    /// So many failures in a row.
    Closed(u32),
    /// Until then.
    Open(Duration),
    /// One record is tried; when nothing is heard of it by then, another one is.
    Trying(Duration),
}

impl Breaker {
    pub(crate) fn new(options: BreakerOptions) -> Self {
        Self { options, state: Mutex::new(State::Closed(0)) }
    }

    /// Whether the detector is asked now.
    pub(crate) fn asks(&self, clock: &dyn Clock) -> bool {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        match *state {
            State::Closed(_) => true,
            State::Open(until) | State::Trying(until) if clock.now() < until => false,
            State::Open(_) | State::Trying(_) => {
                *state = State::Trying(clock.now().saturating_add(self.options.pause));
                true
            }
        }
    }

    /// What came of asking: whether it failed as a program.
    pub(crate) fn heard(&self, failed: bool, clock: &dyn Clock) {
        if self.options.failures == 0 {
            return;
        }
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        *state = match (*state, failed) {
            // Calls that began before it opened say nothing new.
            (State::Open(until), _) => State::Open(until),
            (State::Closed(_) | State::Trying(_), false) => State::Closed(0),
            (State::Closed(before), true) if before.saturating_add(1) < self.options.failures => {
                State::Closed(before.saturating_add(1))
            }
            (State::Closed(_) | State::Trying(_), true) => State::Open(clock.now().saturating_add(self.options.pause)),
        };
    }
}

impl fmt::Debug for dyn Clock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Clock")
    }
}

#[cfg(test)]
mod tests {
    use super::{Breaker, BreakerOptions, Clock};
    use std::sync::atomic::{AtomicU64, Ordering};
    use std::time::Duration;

    #[derive(Default)]
    struct Hand(AtomicU64);

    impl Clock for Hand {
        fn now(&self) -> Duration {
            Duration::from_secs(self.0.load(Ordering::SeqCst))
        }
    }

    #[test]
    fn it_opens_after_failures_in_a_row_tries_one_after_the_pause_and_closes_when_that_goes_well() {
        let clock = Hand::default();
        let breaker = Breaker::new(BreakerOptions { failures: 3, pause: Duration::from_secs(10) });
        for failed in [true, true, false, true, true] {
            assert!(breaker.asks(&clock));
            breaker.heard(failed, &clock);
        }
        assert!(breaker.asks(&clock), "a success between them starts the count anew");
        breaker.heard(true, &clock);
        assert!(!breaker.asks(&clock));
        clock.0.store(9, Ordering::SeqCst);
        assert!(!breaker.asks(&clock));
        clock.0.store(10, Ordering::SeqCst);
        assert!(breaker.asks(&clock), "one is tried");
        assert!(!breaker.asks(&clock), "and no second one beside it");
        breaker.heard(true, &clock);
        clock.0.store(19, Ordering::SeqCst);
        assert!(!breaker.asks(&clock), "the pause begins anew");
        clock.0.store(20, Ordering::SeqCst);
        assert!(breaker.asks(&clock));
        breaker.heard(false, &clock);
        assert!(breaker.asks(&clock) && breaker.asks(&clock));
    }
}
