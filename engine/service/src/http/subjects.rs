//! `/v1/subjects/{id}`: what a person may ask for, and a court. What that is, and how data are destroyed, is known to `hirewall-store`; the command
//! `hirewall subject` does the same. The id of a subject stands in no log.

use std::io::{self, Write};
use std::sync::Arc;

use axum::Extension;
use axum::body::Body;
use axum::extract::{Path, Request, State};
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse as _, Response};
use bytes::Bytes;
use futures_util::stream;
use hirewall_store::{Error, Store};
use serde::{Deserialize, Serialize};
use tokio::sync::mpsc;
use utoipa::ToSchema;

use super::admit::{Caller, Place};
use super::ask::{ask, store, unavailable};
use super::{App, Problem, ProblemKind, answer, body};
use crate::ledger::LedgerError;

/// Why something is done about a person.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct ReasonRequest {
    /// Why. It is kept in the clear, for ever: it should name nobody.
    #[schema(min_length = 1, max_length = 1000)]
    reason: String,
}

/// What was erased.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Erased {
    /// Decisions that lost their content.
    decisions: u64,
}

/// Whether a legal hold protects a person's data.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Held {
    /// Whether it does from now on.
    held: bool,
    /// Whether that is new.
    changed: bool,
}

/// Bytes of an export that are sent together.
const CHUNK: usize = 64 << 10;
/// Chunks that wait for a client.
const WAITING: usize = 4;

/// Everything that is kept about a person
///
/// The export is sent while it is read. It is in the chain, also when it breaks off. Nobody is told whether a person is known: of a stranger there are no
/// decisions.
#[utoipa::path(
    get, path = "/v1/subjects/{id}", tag = "subjects", security(("token" = [])),
    params(("id" = String, Path, description = "The subject's id, as records have it")),
    responses(
        (status = 200, body = serde_json::Value, description = "Records, decisions, what they were made from, and what people said"),
        (status = 404, body = Problem, content_type = "application/problem+json", description = "There is no store"),
    ),
)]
pub(super) async fn export(
    State(app): State<Arc<App>>,
    Extension(caller): Extension<Caller>,
    Extension(place): Extension<Place>,
    Path(id): Path<String>,
) -> Response {
    let store = match store(&app) {
        Ok(store) => store,
        Err(problem) => return problem.into_response(),
    };
    let (sender, mut receiver) = mpsc::channel(WAITING);
    tokio::task::spawn_blocking(move || {
        let mut pipe = Pipe { sender, waiting: Vec::with_capacity(CHUNK) };
        if let Err(error) = store.subject_export(&id, &caller.0, &mut pipe) {
            tracing::error!(%error, "an export broke off");
            // Whoever reads must not take it for whole.
            let _ = pipe.sender.blocking_send(Err(io::ErrorKind::BrokenPipe.into()));
        }
    });
    let Some(Ok(first)) = receiver.recv().await else { return unavailable().into_response() };
    let rest = stream::unfold((Some(first), receiver, place), |(first, mut receiver, place)| async move {
        let chunk = match first {
            Some(first) => Some(Ok(first)),
            None => receiver.recv().await,
        };
        chunk.map(|chunk| (chunk, (None, receiver, place)))
    });
    ([(CONTENT_TYPE, "application/json")], Body::from_stream(rest)).into_response()
}

/// Sends what is written in chunks, as fast as the client reads.
struct Pipe {
    sender: mpsc::Sender<io::Result<Bytes>>,
    waiting: Vec<u8>,
}

impl Write for Pipe {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.waiting.extend_from_slice(bytes);
        if self.waiting.len() >= CHUNK {
            self.flush()?;
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        let chunk = std::mem::replace(&mut self.waiting, Vec::with_capacity(CHUNK));
        self.sender.blocking_send(Ok(chunk.into())).map_err(|_| io::ErrorKind::BrokenPipe.into())
    }
}

/// Destroy a person's data
///
/// The keys under which they were encrypted are destroyed. What stays is that decisions were made; the chain verifies.
#[utoipa::path(
    post, path = "/v1/subjects/{id}/erase", tag = "subjects", security(("token" = [])),
    params(("id" = String, Path, description = "The subject's id, as records have it")),
    request_body(content = ReasonRequest, content_type = "application/json"),
    responses(
        (status = 200, body = Erased),
        (status = 404, body = Problem, content_type = "application/problem+json", description = "There is no store"),
        (status = 409, body = Problem, content_type = "application/problem+json", description = "The person is under a legal hold"),
    ),
)]
pub(super) async fn erase(
    State(app): State<Arc<App>>,
    Extension(caller): Extension<Caller>,
    Path(id): Path<String>,
    request: Request,
) -> Response {
    let answers = app.idempotency.clone();
    let erased = done(&app, request, move |store, reason| match store.subject_erase(&id, reason, &caller.0) {
        Ok(decisions) => {
            // They have decisions in them, and do not say whose.
            answers.forget();
            Ok(Some(Erased { decisions }))
        }
        Err(Error::OnHold) => Ok(None),
        Err(error) => Err(error.into()),
    });
    match erased.await {
        Ok(Some(erased)) => answer::json(&erased),
        Ok(None) => Problem::new(ProblemKind::OnHold, "the subject is under a legal hold")
            .help("Release the hold first, when it is over.")
            .into_response(),
        Err(problem) => problem.into_response(),
    }
}

/// Put a person's data under a legal hold
///
/// Nothing of them is erased or expires until it is released.
#[utoipa::path(
    post, path = "/v1/subjects/{id}/hold", tag = "subjects", security(("token" = [])),
    params(("id" = String, Path, description = "The subject's id, as records have it")),
    request_body(content = ReasonRequest, content_type = "application/json"),
    responses(
        (status = 200, body = Held),
        (status = 404, body = Problem, content_type = "application/problem+json", description = "There is no store"),
    ),
)]
pub(super) async fn hold(
    State(app): State<Arc<App>>,
    Extension(caller): Extension<Caller>,
    Path(id): Path<String>,
    request: Request,
) -> Response {
    let held =
        done(&app, request, move |store, reason| Ok(Held { held: true, changed: store.hold(&id, reason, &caller.0)? }));
    held.await.map_or_else(Problem::into_response, |held| answer::json(&held))
}

/// End a legal hold
#[utoipa::path(
    post, path = "/v1/subjects/{id}/release", tag = "subjects", security(("token" = [])),
    params(("id" = String, Path, description = "The subject's id, as records have it")),
    request_body(content = ReasonRequest, content_type = "application/json"),
    responses(
        (status = 200, body = Held),
        (status = 404, body = Problem, content_type = "application/problem+json", description = "There is no store"),
    ),
)]
pub(super) async fn release(
    State(app): State<Arc<App>>,
    Extension(caller): Extension<Caller>,
    Path(id): Path<String>,
    request: Request,
) -> Response {
    let held = done(&app, request, move |store, reason| {
        Ok(Held { held: false, changed: store.release(&id, reason, &caller.0)? })
    });
    held.await.map_or_else(Problem::into_response, |held| answer::json(&held))
}

/// Does something for a reason.
async fn done<T: Send + 'static>(
    app: &App,
    request: Request,
    work: impl FnOnce(&Store, &str) -> Result<T, LedgerError> + Send + 'static,
) -> Result<T, Problem> {
    let ReasonRequest { reason } = body::object(app, request).await?;
    body::reason(&reason)?;
    let store = store(app)?;
    ask(app, move || work(&store, &reason)).await
}
