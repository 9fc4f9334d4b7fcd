//! Waits for entries to be kept.

use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll};

use tokio::sync::oneshot;

use super::JudgeError;
use crate::ledger::{Done, LedgerError};

/// Ends when entries that were committed together are kept, or one of them cannot be.
pub(super) struct Kept(Option<oneshot::Receiver<Result<(), LedgerError>>>);

impl Kept {
    /// Of no entries.
    pub(super) fn nothing() -> Self {
        Self(None)
    }

    /// And what the entries are to be committed with.
    pub(super) fn new() -> (Done, Self) {
        let (tell, kept) = oneshot::channel();
        // The client may have gone away; its decisions are kept all the same.
        (Box::new(move |outcome| drop(tell.send(outcome))), Self(Some(kept)))
    }
}

impl Future for Kept {
    type Output = Result<(), JudgeError>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        let Some(kept) = &mut self.0 else { return Poll::Ready(Ok(())) };
        // A ledger that forgets entries without a word has a defect.
        Pin::new(kept).poll(context).map(|told| told.map_err(|_| JudgeError::Defect)?.map_err(JudgeError::from))
    }
}
