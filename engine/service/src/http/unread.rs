//! Bodies that a handler did not read, because it refused the request by its head. What is left of a small one is read before the answer goes
//! out: else the connection would have to be closed, under the next request of the same client.

use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use axum::body::{Body, HttpBody};
use bytes::Bytes;
use http_body_util::BodyExt as _;
use hyper::body::{Frame, SizeHint};
use tokio::sync::oneshot;

/// Bytes that are read for nothing. With more, the connection ends.
const BYTES: usize = 256 << 10;
/// How long to wait for them.
const TIME: Duration = Duration::from_secs(1);

/// A body that comes back when it is dropped before its end.
struct Lent {
    body: Body,
    back: Option<oneshot::Sender<Body>>,
}

/// Where a lent body comes back.
pub(super) struct Unread(oneshot::Receiver<Body>);

/// Lends a body to a handler.
pub(super) fn lend(body: Body) -> (Body, Unread) {
    let (back, unread) = oneshot::channel();
    (Body::new(Lent { body, back: Some(back) }), Unread(unread))
}

impl Unread {
    /// Reads what the handler left. A handler that still reads, for an answer in parts, is left alone.
    pub(super) async fn read(mut self) {
        let Ok(mut body) = self.0.try_recv() else { return };
        let rest = async {
            let mut left = BYTES;
            while let Some(Ok(frame)) = body.frame().await {
                let length = frame.data_ref().map_or(0, Bytes::len);
                match left.checked_sub(length) {
                    Some(now) => left = now,
                    None => return,
                }
            }
        };
        // In vain or not, the answer goes out.
        let _ = tokio::time::timeout(TIME, rest).await;
    }
}

impl HttpBody for Lent {
    type Data = Bytes;
    type Error = axum::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, axum::Error>>> {
        Pin::new(&mut self.body).poll_frame(context)
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}

impl Drop for Lent {
    fn drop(&mut self) {
        if let Some(back) = self.back.take().filter(|_| !self.body.is_end_stream()) {
            // Nobody waits for it after an answer in parts.
            let _ = back.send(std::mem::take(&mut self.body));
        }
    }
}
