//! `POST /v1/decisions`: one record, an array of them, or a stream.

use std::sync::Arc;

use axum::Extension;
use axum::extract::{Request, State};
use axum::response::{IntoResponse as _, Response};
use bytes::{BufMut as _, Bytes, BytesMut};
use tokio::time::timeout;

use super::admit::{Caller, Place};
use super::body::{self, MediaType};
use super::idempotency::{Claim, Stored};
use super::parameters::Parameters;
use super::{App, Problem, ProblemKind, answer, batch, stream};
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
    let key = super::idempotency::key(&parts.headers)?;
    if media == MediaType::Lines {
        if key.is_some() {
            return Err(Problem::new(ProblemKind::Request, "a stream has no idempotency key")
                .help("Leave `Idempotency-Key` out, or send the records as an array."));
        }
        return Ok(stream::respond(app, kind, place, body));
    }
    let text = body::whole(&parts.headers, body, app.limits.body, app.limits.request_time).await?;
    let Some(key) = key else { return Ok(in_time(&app, judged(&app, kind, text)).await?.response()) };
    let claim = match app.idempotency.claim(&caller.0, &key, kind.as_deref(), &text)? {
        Claim::Answered(stored) => return Ok(stored.response()),
        Claim::Ours(claim) => claim,
    };
    // It goes on when the client is gone or has waited long enough: what is kept of it is found under its key.
    let judging = tokio::spawn({
        let app = Arc::clone(&app);
        async move {
            let _place = place;
            // What was not judged may be tried again under the same key.
            let stored = judged(&app, kind, text).await?;
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

/// Judges a body. A record that was refused is an answer too, the same whenever it is asked for.
async fn judged(app: &Arc<App>, kind: Option<Arc<str>>, text: Bytes) -> Result<Stored, Problem> {
    if !batch::is_array(&text) {
        let answers = app.judge.records(kind, vec![text]).await.map_err(|error| full(app, error.into()))?;
        return match answers.into_iter().next() {
            Some(Ok(decision)) => Ok(Stored::new(200, decision)),
            Some(Err(refused)) => {
                let problem = Problem::refused(&refused);
                Ok(Stored::new(problem.status, problem.json().into()))
            }
            None => Err(Problem::new(ProblemKind::Defect, "there was no answer")),
        };
    }
    let records = batch::elements(&text, app.limits.batch.get())?;
    let answers = app.judge.records(kind, records).await.map_err(|error| full(app, error.into()))?;
    let mut out = BytesMut::with_capacity(answers.len() * 512 + 2);
    out.put_u8(b'[');
    for (at, answer) in answers.into_iter().enumerate() {
        if at > 0 {
            out.put_u8(b',');
        }
        match answer {
            Ok(decision) => out.extend_from_slice(&decision),
            Err(refused) => out.extend_from_slice(&Problem::refused(&refused).of_record(at as u64).json()),
        }
    }
    out.put_u8(b']');
    Ok(Stored::new(200, out.freeze()))
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
        if self.status == 200 {
            return answer::text_of_json(self.body);
        }
        let mut response = answer::text_of_json(self.body);
        *response.status_mut() = axum::http::StatusCode::from_u16(self.status).unwrap_or_default();
        let problem = axum::http::HeaderValue::from_static("application/problem+json");
        response.headers_mut().insert(axum::http::header::CONTENT_TYPE, problem);
        response
    }
}
