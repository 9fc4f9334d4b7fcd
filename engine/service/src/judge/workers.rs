//! A bounded number of threads for work that takes long, so that the threads of connections are free for others.

use std::num::NonZeroUsize;
use std::sync::Arc;

use prometheus_client::metrics::gauge::Gauge;
use tokio::sync::Semaphore;

/// A bounded number of threads. Those who come when all are busy wait in their order.
#[derive(Debug, Clone)]
pub struct Workers {
    free: Arc<Semaphore>,
}

impl Workers {
    /// So many.
    #[must_use]
    pub fn new(count: NonZeroUsize) -> Self {
        Self { free: Arc::new(Semaphore::new(count.get())) }
    }

    /// Does work on one of them. Nothing comes of work that panics.
    ///
    /// Who stops waiting before a thread is free takes the work back; later it is done to its end.
    pub async fn run<T: Send + 'static>(
        &self,
        waiting: &Gauge,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> Option<T> {
        let waits = Counted::new(waiting);
        let permit = Arc::clone(&self.free).acquire_owned().await.ok()?;
        drop(waits);
        let span = tracing::Span::current();
        let worked = tokio::task::spawn_blocking(move || {
            let _permit = permit;
            span.in_scope(work)
        });
        worked.await.ok()
    }
}

/// Counts as waiting while it lives.
struct Counted<'g>(&'g Gauge);

impl<'g> Counted<'g> {
    fn new(gauge: &'g Gauge) -> Self {
        gauge.inc();
        Self(gauge)
    }
}

impl Drop for Counted<'_> {
    fn drop(&mut self) {
        self.0.dec();
    }
}
