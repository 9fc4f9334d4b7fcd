//! `POST /v1/decisions`: one record, an array of them, or a stream.

use std::sync::Arc;

use axum::Extension;
use axum::extract::{Request, State};
use axum::response::{IntoResponse as _, Response};
use bytes::{BufMut as _, Bytes, BytesMut};
use hirewall_store::{Answered, Idempotency, Reservation};
use tokio::time::timeout;

use super::admit::{Caller, Place};
use super::ask::ask;
use super::body::{self, MediaType};
use super::idempotency::{Claim, Request as Asked, Stored};
use super::parameters::Parameters;
use super::{App, Problem, ProblemKind, answer, batch, idempotency, problem, stream};
use crate::judge::JudgeError;
use crate::telemetry::Refused as TurnedAway;

/// Judge records
///
/// One JSON object gives a decision; a JSON array gives an array of decisions in its order, in which a record that was refused has a problem in its
/// place; NDJSON gives NDJSON in the same way, line by line while it comes in. All decisions of one object or array are made by one
/// generation.
#[utoipa::path(
    post, path = "/v1/decisions", tag = "decisions", security(("token" = [])),
    params(
        ("kind" = Option<String>, Query, description = "The kind of all records; without it each names its own in `kind`", max_length = 64, pattern = "^[a-z][a-z0-9_]*$"),
        ("Idempotency-Key" = Option<String>, Header, description = "The same key with the same body gives the same answer again, and judges nothing twice; not with a stream", min_length = 1, max_length = 255, pattern = "^[!-~]{1,255}$"),
    ),
    request_body(content(
        (serde_json::Value = "application/json"),
        (String = "application/x-ndjson"),
    ), description = "A record, an array of records, or a record a line"),
    responses(
        (status = 200, description = "A decision, or an array of decisions and problems, or a line of either for each record", content(
            (serde_json::Value = "application/json"),
            (String = "application/x-ndjson"),
        )),
        (status = 410, body = Problem, content_type = "application/problem+json", description = "What was decided under the key was erased, or its time is over"),
        (status = 422, body = Problem, content_type = "application/problem+json", description = "The record does not fit its schema"),
    ),
)]
pub(super) async fn decide(
    State(app): State<Arc<App>>,
    Extension(caller): Extension<Caller>,
    Extension(place): Extension<Place>,
    request: Request,
) -> Response {
    match answered(app, caller, place, request).await {
        Ok(response) => response,
        Err(problem) => problem.into_response(),
    }
}

async fn answered(app: Arc<App>, caller: Caller, place: Place, request: Request) -> Result<Response, Problem> {
    let (parts, body) = request.into_parts();
    let kind = Parameters::of(&parts.uri, &["kind"])?.text("kind").map(Arc::<str>::from);
    let media = MediaType::of(&parts.headers)?;
    let key = idempotency::key(&parts.headers)?;
    if media == MediaType::Lines {
        if key.is_some() {
            return Err(Problem::new(ProblemKind::Request, "a stream has no idempotency key")
                .help("Leave `Idempotency-Key` out, or send the records as an array."));
        }
        return Ok(stream::respond(app, kind, place, body));
    }
    let text = body::whole(&parts.headers, body, app.limits.body, app.limits.request_time).await?;
    let Some(key) = key else {
        return Ok(in_time(&app, judged(&app, kind, text, None)).await?.response());
    };
    let asked = idempotency::request(kind.as_deref(), &text);
    let claim = match app.idempotency.claim(&caller.0, &key, asked)? {
        Claim::Answered(stored) => return Ok(stored.response()),
        Claim::Ours(claim) => claim,
    };
    // It goes on when the client is gone or has waited long enough: what is kept of it is found under its key.
    let judging = tokio::spawn({
        let app = Arc::clone(&app);
        async move {
            let _place = place;
            let recalled = recall(&app, caller, key, asked).await?;
            // What was not judged may be tried again under the same key.
            let stored = judged(&app, kind, text, recalled).await?;
            claim.keep(stored.clone());
            Ok(stored)
        }
    });
    let ended = async { judging.await.unwrap_or_else(|_| Err(JudgeError::Defect.into())) };
    Ok(in_time(&app, ended).await?.response())
}

/// What judging comes to, when it does within the time of a request.
pub(super) async fn in_time<T>(app: &App, judging: impl Future<Output = Result<T, Problem>>) -> Result<T, Problem> {
    let time = app.limits.request_time;
    timeout(time, judging).await.unwrap_or_else(|_| {
        app.metrics.turned_away(TurnedAway::Time);
        let late = format!("judging took longer than {} ms", time.as_millis());
        Err(Problem::new(ProblemKind::Unavailable, late)
            .help("Send the request again, with fewer records; `limits.request_time` sets the limit."))
    })
}

/// A key that is ours, and what was decided under it before.
type Recalled = (Reservation, Answered);

/// What the store has under a key.
async fn recall(app: &Arc<App>, caller: Caller, key: String, asked: Asked) -> Result<Option<Recalled>, Problem> {
    let Some(store) = app.ledger.store().cloned() else { return Ok(None) };
    match ask(app, move || Ok(store.idempotent(&caller.0, &key, &asked)?)).await? {
        Idempotency::Ours(reservation, answered) => Ok(Some((reservation, answered))),
        Idempotency::InProgress => Err(idempotency::in_use()),
        Idempotency::Conflict => Err(idempotency::reused()),
    }
}

/// Judges a body, but for what was decided before. A record that was refused is an answer too, the same whenever it is asked for.
async fn judged(
    app: &Arc<App>,
    kind: Option<Arc<str>>,
    text: Bytes,
    recalled: Option<Recalled>,
) -> Result<Stored, Problem> {
    let many = batch::is_array(&text);
    let records = if many { batch::elements(&text, app.limits.batch.get())? } else { vec![text] };
    let (reservation, mut decided) =
        recalled.map_or((None, Answered::new()), |(ours, answered)| (Some(ours), answered));
    let (mut left, mut keys) = (Vec::new(), Vec::new());
    let count = records.len();
    for (part, record) in (0..).zip(records) {
        if !decided.contains_key(&part) {
            left.push(record);
            keys.extend(reservation.as_ref().map(|reservation| reservation.of_part(part)));
        }
    }
    let answers = app.judge.records(kind, left, keys).await.map_err(|error| full(app, error.into()))?;
    let mut answers = answers.into_iter();
    let mut next = |part: u32| match decided.remove(&part) {
        Some(Some(decision)) => Ok(Bytes::from(decision)),
        Some(None) => Err(gone()),
        None => match answers.next() {
            Some(answer) => answer.map_err(|refused| Problem::refused(&refused)),
            None => Err(Problem::new(ProblemKind::Defect, "there was no answer")),
        },
    };
    if !many {
        return Ok(match next(0) {
            Ok(decision) => Stored::new(200, decision),
            Err(problem) => Stored::new(problem.status, problem.json().into()),
        });
    }
    let mut out = BytesMut::with_capacity(count * 512 + 2);
    out.put_u8(b'[');
    for part in (0..).take(count) {
        if part > 0 {
            out.put_u8(b',');
        }
        match next(part) {
            Ok(decision) => out.extend_from_slice(&decision),
            Err(problem) => out.extend_from_slice(&problem.of_record(part.into()).json()),
        }
    }
    out.put_u8(b']');
    Ok(Stored::new(200, out.freeze()))
}

/// Of a decision whose content is there no more.
fn gone() -> Problem {
    Problem::new(ProblemKind::Gone, "what was decided under this key was erased, or its time is over")
        .help("Nothing was decided again; send the record under a new key if it is to be.")
}

/// Counts a request that the ledger turned away.
pub(super) fn full(app: &App, problem: Problem) -> Problem {
    if problem.status == 429 {
        app.metrics.turned_away(TurnedAway::LedgerFull);
    }
    problem
}

impl Stored {
    fn response(self) -> Response {
        if self.status == 200 { answer::text_of_json(self.body) } else { problem::respond(self.status, self.body) }
    }
}
