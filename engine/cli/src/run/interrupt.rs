//! Ctrl-C: the first ends the run after the records under way, the second ends the process at once.

use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use signal_hook::consts::TERM_SIGNALS;
use signal_hook::flag;

/// Whether the run is to end.
#[derive(Debug, Clone, Default)]
pub(crate) struct Interrupt {
    signalled: Arc<AtomicBool>,
    stopped: Arc<AtomicBool>,
}

impl Interrupt {
    /// Listens to the signals that ask a process to end.
    pub(crate) fn listen() -> io::Result<Self> {
        let interrupt = Self::default();
        for signal in TERM_SIGNALS {
            // In this order: the flag that makes the second signal deadly is looked at before the first one sets it.
            flag::register_conditional_default(*signal, Arc::clone(&interrupt.signalled))?;
            flag::register(*signal, Arc::clone(&interrupt.signalled))?;
        }
        Ok(interrupt)
    }

    /// Ends the run from inside.
    pub(crate) fn stop(&self) {
        self.stopped.store(true, Ordering::Relaxed);
    }

    /// Whether to read no further.
    pub(crate) fn ends(&self) -> bool {
        self.signalled() || self.stopped.load(Ordering::Relaxed)
    }

    /// Whether it was the user who ended it.
    pub(crate) fn signalled(&self) -> bool {
        self.signalled.load(Ordering::Relaxed)
    }
}
