//! Waits for several entries to be kept.

use std::future::Future;
use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll};

use tokio::sync::oneshot;

use super::JudgeError;
use crate::ledger::{Done, LedgerError};

/// Told by the ledger of each entry.
#[derive(Clone)]
pub(super) struct Waiting(Arc<Mutex<Inner>>);

struct Inner {
    left: usize,
    failed: Option<LedgerError>,
    all: Option<oneshot::Sender<Result<(), LedgerError>>>,
}

/// Ends when all entries are kept, or one cannot be.
pub(super) struct Kept(Option<oneshot::Receiver<Result<(), LedgerError>>>);

impl Waiting {
    /// For so many entries.
    pub(super) fn new(count: usize) -> (Self, Kept) {
        let (all, kept) = oneshot::channel();
        let inner = Inner { left: count, failed: None, all: Some(all) };
        (Self(Arc::new(Mutex::new(inner))), Kept((count > 0).then_some(kept)))
    }

    /// What one entry is committed with.
    pub(super) fn one(&self) -> Done {
        let waiting = self.clone();
        Box::new(move |outcome| {
            let mut inner = waiting.0.lock().unwrap_or_else(PoisonError::into_inner);
            inner.left = inner.left.saturating_sub(1);
            if let Err(error) = outcome {
                inner.failed.get_or_insert(error);
            }
            if inner.left == 0 {
                let outcome = inner.failed.take().map_or(Ok(()), Err);
                if let Some(all) = inner.all.take() {
                    // The client may have gone away; its decisions are kept all the same.
                    let _ = all.send(outcome);
                }
            }
        })
    }
}

impl Future for Kept {
    type Output = Result<(), JudgeError>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        let Some(kept) = &mut self.0 else { return Poll::Ready(Ok(())) };
        // A ledger that forgets an entry without a word has a defect.
        Pin::new(kept).poll(context).map(|told| told.map_err(|_| JudgeError::Defect)?.map_err(JudgeError::from))
    }
}
