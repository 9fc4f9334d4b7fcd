//! A bounded number of threads for work that takes long, so that the threads of connections are free for others.

use std::io;
use std::num::NonZeroUsize;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::thread;

use crossbeam_channel::{Sender, unbounded};
use prometheus_client::metrics::gauge::Gauge;
use tokio::runtime::Handle;
use tokio::sync::oneshot;

/// A bounded number of threads. Those who come when all are busy wait in their order. A thread takes the next piece of work by itself, without a
/// way through the threads of connections, and ends with the last handle.
#[derive(Debug, Clone)]
pub struct Workers {
    work: Sender<Work>,
}

type Work = Box<dyn FnOnce() + Send>;

impl Workers {
    /// So many.
    ///
    /// # Errors
    /// The system gives no thread.
    pub fn start(count: NonZeroUsize) -> io::Result<Self> {
        let (work, coming) = unbounded::<Work>();
        for number in 0..count.get() {
            let coming = coming.clone();
            // Work may hand something to the runtime.
            let runtime = Handle::try_current().ok();
            thread::Builder::new().name(format!("judge-{number}")).spawn(move || {
                let _entered = runtime.as_ref().map(Handle::enter);
                coming.iter().for_each(|work| work());
            })?;
        }
        Ok(Self { work })
    }

    /// Does work on one of them. Nothing comes of work that panics.
    ///
    /// Who stops waiting before a thread is free takes the work back; later it is done to its end.
    pub async fn run<T: Send + 'static>(
        &self,
        waiting: &Gauge,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> Option<T> {
        let (answer, answered) = oneshot::channel();
        let waits = Counted::new(waiting.clone());
        let span = tracing::Span::current();
        let work = move || {
            drop(waits);
            if !answer.is_closed()
                && let Ok(value) = catch_unwind(AssertUnwindSafe(|| span.in_scope(work)))
            {
                // Whoever waited may have gone away meanwhile.
                let _ = answer.send(value);
            }
        };
        self.work.send(Box::new(work)).ok()?;
        answered.await.ok()
    }
}

/// Counts as waiting while it lives.
struct Counted(Gauge);

impl Counted {
    fn new(gauge: Gauge) -> Self {
        gauge.inc();
        Self(gauge)
    }
}

impl Drop for Counted {
    fn drop(&mut self) {
        self.0.dec();
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]
mod tests {
    use std::sync::mpsc;

    use super::*;

    fn workers(count: usize) -> Workers {
        Workers::start(NonZeroUsize::new(count).unwrap()).unwrap()
    }

    #[tokio::test]
    async fn work_that_panics_comes_to_nothing_and_its_thread_goes_on() {
        let workers = workers(1);
        assert_eq!(workers.run(&Gauge::default(), || -> u8 { panic!("a defect") }).await, None);
        assert_eq!(workers.run(&Gauge::default(), || 7).await, Some(7));
    }

    #[tokio::test]
    async fn who_stops_waiting_takes_the_work_back_and_work_that_began_is_done() {
        let (workers, waiting) = (workers(1), Gauge::default());
        let (go, gate) = mpsc::channel::<()>();
        let (done, ends) = mpsc::channel();
        let first = {
            let (workers, waiting, done) = (workers.clone(), waiting.clone(), done.clone());
            let (begins, began) = oneshot::channel();
            let work = move || {
                let _ = begins.send(());
                let _ = gate.recv();
                done.send("first").unwrap();
            };
            let running = tokio::spawn(async move { workers.run(&waiting, work).await });
            began.await.unwrap();
            running
        };
        let second = {
            let (workers, waiting, done) = (workers.clone(), waiting.clone(), done.clone());
            tokio::spawn(async move { workers.run(&waiting, move || done.send("second").unwrap()).await })
        };
        while waiting.get() == 0 {
            tokio::task::yield_now().await;
        }
        // The first has begun and goes on without anybody who waits for it; the second has not.
        second.abort();
        assert!(second.await.is_err());
        first.abort();
        go.send(()).unwrap();
        assert_eq!(workers.run(&waiting, move || done.send("third").unwrap()).await, Some(()));
        assert_eq!(ends.iter().take(2).collect::<Vec<_>>(), ["first", "third"]);
        assert_eq!(waiting.get(), 0);
    }
}
