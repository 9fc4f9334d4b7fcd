//! How many of something may be in use at once: instances, compilations. It knows nothing of what they are.

use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::time::{Duration, Instant};

/// A count of free slots.
#[derive(Debug)]
pub(crate) struct Slots {
    free: Mutex<u32>,
    all: u32,
    freed: Condvar,
}

/// A slot in use, free again when this is dropped.
#[derive(Debug)]
pub(crate) struct Slot(Arc<Slots>);

impl Slots {
    pub(crate) fn new(count: u32) -> Self {
        Self { free: Mutex::new(count.max(1)), all: count.max(1), freed: Condvar::new() }
    }

    /// A slot, waited for so long. None when there is none by then.
    pub(crate) fn take(self: &Arc<Self>, wait: Duration) -> Option<Slot> {
        let deadline = Instant::now().checked_add(wait);
        let mut free = self.free.lock().unwrap_or_else(PoisonError::into_inner);
        while *free == 0 {
            let left = deadline.map_or(wait, |deadline| deadline.saturating_duration_since(Instant::now()));
            if left.is_zero() {
                return None;
            }
            free = self.freed.wait_timeout(free, left).unwrap_or_else(PoisonError::into_inner).0;
        }
        *free -= 1;
        Some(Slot(Arc::clone(self)))
    }

    /// Whether at least half of the slots are free: then one may be kept without need.
    pub(crate) fn plenty(&self) -> bool {
        *self.free.lock().unwrap_or_else(PoisonError::into_inner) > self.all / 2
    }
}

impl Drop for Slot {
    fn drop(&mut self) {
        *self.0.free.lock().unwrap_or_else(PoisonError::into_inner) += 1;
        self.0.freed.notify_one();
    }
}
