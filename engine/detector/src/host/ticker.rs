//! Moves the engine's epoch every millisecond while calls run. It counts nothing: each store has its own deadline in ticks, so
//! that a tick which ends one call is only a tick to the others.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::thread::{self, JoinHandle, Thread};
use std::time::Duration;

use wasmtime::Engine;

/// The time between two ticks.
pub(crate) const TICK: Duration = Duration::from_millis(1);
/// Ticks without a call after which the thread sleeps.
const IDLE: u32 = 200;

/// The thread that ticks. It ends when this is dropped.
#[derive(Debug)]
pub(crate) struct Ticker {
    shared: Arc<Shared>,
    thread: Option<JoinHandle<()>>,
    wake: Thread,
}

#[derive(Debug, Default)]
struct Shared {
    running: AtomicU64,
    asleep: AtomicBool,
    stop: AtomicBool,
}

/// While it lives, there are ticks.
#[derive(Debug)]
pub(crate) struct Running<'t>(&'t Ticker);

impl Ticker {
    pub(crate) fn start(engine: &Engine) -> std::io::Result<Self> {
        let shared = Arc::new(Shared::default());
        let (engine, inside) = (engine.clone(), Arc::clone(&shared));
        let thread = thread::Builder::new().name("detector-ticker".to_owned()).spawn(move || tick(&engine, &inside))?;
        let wake = thread.thread().clone();
        Ok(Self { shared, thread: Some(thread), wake })
    }

    pub(crate) fn running(&self) -> Running<'_> {
        self.shared.running.fetch_add(1, Ordering::SeqCst);
        if self.shared.asleep.load(Ordering::SeqCst) {
            self.wake.unpark();
        }
        Running(self)
    }
}

impl Drop for Running<'_> {
    fn drop(&mut self) {
        self.0.shared.running.fetch_sub(1, Ordering::SeqCst);
    }
}

impl Drop for Ticker {
    fn drop(&mut self) {
        self.shared.stop.store(true, Ordering::SeqCst);
        self.wake.unpark();
        if let Some(thread) = self.thread.take() {
            // The thread cannot panic; if it did, there is nothing left to end.
            let _ = thread.join();
        }
    }
}

fn tick(engine: &Engine, shared: &Shared) {
    let mut idle = 0;
    while !shared.stop.load(Ordering::SeqCst) {
        // Late ticks are not made up for: a burst of them would end calls that had no time.
        thread::sleep(TICK);
        engine.increment_epoch();
        if shared.running.load(Ordering::SeqCst) > 0 {
            idle = 0;
            continue;
        }
        idle += 1;
        if idle >= IDLE {
            // A call that starts now either sees `asleep`, or is seen here.
            shared.asleep.store(true, Ordering::SeqCst);
            while shared.running.load(Ordering::SeqCst) == 0 && !shared.stop.load(Ordering::SeqCst) {
                thread::park();
            }
            shared.asleep.store(false, Ordering::SeqCst);
            idle = 0;
        }
    }
}
