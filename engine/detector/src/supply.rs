//! Where the instance for a call comes from: made for it, taken from the few that are ready, or kept from the last batch.

use std::sync::{Arc, Mutex, PoisonError};

use crate::binding::Isolation;
use crate::failure::Fault;
use crate::live::{Live, Mould};

/// Records that one instance of a batch sees.
const BATCH: u32 = 1_000;
/// Instances that are kept between calls of a batch detector.
const KEPT: usize = 8;

/// The instances of one detector that are ready.
pub(crate) struct Supply {
    isolation: Isolation,
    /// How many are to be ready before a call asks for one. 0 where making one costs next to nothing.
    warm: usize,
    ready: Mutex<Vec<(Live, u32)>>,
}

/// An instance that is asked now.
pub(crate) struct Taken {
    pub(crate) live: Live,
    /// Records that it has seen.
    seen: u32,
}

impl Supply {
    pub(crate) fn new(snapshot: bool, isolation: Isolation, warm: u32) -> Self {
        let warm = if snapshot || isolation == Isolation::Batch { 0 } else { warm as usize };
        Self { isolation, warm, ready: Mutex::new(Vec::new()) }
    }

    /// An instance in its configured state. Where none is ready, one is made, and configured when it is not made so.
    pub(crate) fn take(&self, mould: &Mould, settings: Option<&str>) -> Result<Taken, Fault> {
        let ready = self.ready.lock().unwrap_or_else(PoisonError::into_inner).pop();
        match ready {
            Some((live, seen)) => Ok(Taken { live, seen }),
            None => Self::make(mould, settings).map(|live| Taken { live, seen: 0 }),
        }
    }

    /// Takes an instance back after so many records that all went well; one that failed is never given back. It is kept only
    /// where one instance may see many records.
    pub(crate) fn give_back(&self, mould: &Mould, mut taken: Taken, records: u32) {
        taken.seen = taken.seen.saturating_add(records);
        if self.isolation == Isolation::Batch && taken.seen < BATCH && mould.host.slots.plenty() {
            let mut ready = self.ready.lock().unwrap_or_else(PoisonError::into_inner);
            if ready.len() < KEPT {
                ready.push((taken.live, taken.seen));
            }
        }
    }

    /// How many more records an instance may see.
    pub(crate) fn left(&self, taken: &Taken) -> u32 {
        match self.isolation {
            Isolation::Record => 1,
            Isolation::Batch => BATCH.saturating_sub(taken.seen),
        }
    }

    /// Whether there are fewer ready than there should be. What is kept ready never takes more than half of all slots.
    pub(crate) fn wants(&self, mould: &Mould) -> bool {
        self.warm > 0
            && mould.host.slots.plenty()
            && self.ready.lock().unwrap_or_else(PoisonError::into_inner).len() < self.warm
    }

    /// Makes one ready. Off the request path; an instance that cannot be made is found out by the call that needs it.
    pub(crate) fn refill(&self, mould: &Mould, settings: Option<&str>) {
        while self.wants(mould) {
            let Ok(live) = Self::make(mould, settings) else { return };
            self.ready.lock().unwrap_or_else(PoisonError::into_inner).push((live, 0));
        }
    }

    fn make(mould: &Mould, settings: Option<&str>) -> Result<Live, Fault> {
        let Some(settings) = settings else { return mould.instance(mould.limits.time_ms) };
        let mut live = mould.instance(mould.limits.configure_ms)?;
        live.configure(mould, settings)?;
        // Its lines came when the plugin was loaded.
        live.store.data_mut().lines.clear();
        Ok(live)
    }
}

/// Makes instances ready in a thread of its own. It ends with its host.
#[derive(Debug)]
pub(crate) struct Refiller(std::sync::mpsc::SyncSender<std::sync::Weak<crate::detector::Inner>>);

impl Refiller {
    pub(crate) fn start() -> std::io::Result<Self> {
        let (sender, jobs) = std::sync::mpsc::sync_channel::<std::sync::Weak<crate::detector::Inner>>(256);
        std::thread::Builder::new().name("detector-refill".to_owned()).spawn(move || {
            for job in jobs {
                if let Some(detector) = job.upgrade() {
                    detector.refill();
                }
            }
        })?;
        Ok(Self(sender))
    }

    /// Asks for a detector's supply to be filled. When very many ask already, the next call asks again.
    pub(crate) fn ask(&self, detector: &Arc<crate::detector::Inner>) {
        let _ = self.0.try_send(Arc::downgrade(detector));
    }
}
