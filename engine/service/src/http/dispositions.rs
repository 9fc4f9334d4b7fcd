//! `POST /v1/decisions/{id}/disposition`: what a person decides about a decision. The last word is theirs.

use std::sync::Arc;

use axum::Extension;
use axum::extract::{Path, Request, State};
use axum::response::{IntoResponse as _, Response};
use bytes::Bytes;
use hirewall::Time;
use hirewall_store::{Disposition, Outcome};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::admit::Caller;
use super::ask::ask;
use super::{App, Problem, ProblemKind, answer, body, search};
use crate::ledger::Found;

/// What a person decides.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct DispositionRequest {
    /// `cleared`: nothing is wrong. `verified`: the person proved who they are. `confirmed`: the suspicion is right. `unresolved`: it cannot be told.
    #[schema(value_type = super::openapi::OutcomeWord)]
    outcome: String,
    /// Why, in the reviewer's words; personal data, kept and erased as such.
    #[schema(max_length = 16000)]
    note: Option<String>,
}

/// What a person decided.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Disposition)]
pub(super) struct DispositionBody {
    /// What.
    #[schema(value_type = super::openapi::OutcomeWord)]
    outcome: &'static str,
    /// Who: the name of the token.
    by: String,
    /// When.
    #[schema(value_type = String, format = DateTime)]
    at: Time,
    /// Why; absent when nothing was said.
    #[serde(skip_serializing_if = "Option::is_none")]
    note: Option<String>,
}

impl DispositionBody {
    fn new(disposition: Disposition) -> Self {
        let Disposition { outcome, by, at, note } = disposition;
        Self { outcome: outcome.as_str(), by, at, note }
    }
}

/// Letters of a note.
const NOTE: usize = 16_000;

/// Decide about a decision, as a person
///
/// A later disposition takes the place of an earlier one; all of them stay.
#[utoipa::path(
    post, path = "/v1/decisions/{id}/disposition", tag = "decisions", security(("token" = [])),
    params(("id" = String, Path, description = "The decision's id")),
    request_body(content = DispositionRequest, content_type = "application/json"),
    responses(
        (status = 200, body = DispositionBody),
        (status = 404, body = Problem, content_type = "application/problem+json", description = "It is not kept"),
        (status = 410, body = Problem, content_type = "application/problem+json", description = "What it says was erased, or its time is over"),
    ),
)]
pub(super) async fn dispose(
    State(app): State<Arc<App>>,
    Extension(caller): Extension<Caller>,
    Path(id): Path<String>,
    request: Request,
) -> Response {
    match disposed(&app, caller, id, request).await {
        Ok(disposition) => answer::json(&DispositionBody::new(disposition)),
        Err(problem) => problem.into_response(),
    }
}

async fn disposed(app: &App, caller: Caller, id: String, request: Request) -> Result<Disposition, Problem> {
    let DispositionRequest { outcome, note } = body::object(app, request).await?;
    let bad = |detail: &str, help: &str| Err(Problem::new(ProblemKind::Request, detail).help(help));
    let Some(outcome) = Outcome::of(&outcome) else {
        return bad("`outcome` is not one of its words", "Give `cleared`, `verified`, `confirmed` or `unresolved`.");
    };
    if note.as_ref().is_some_and(|note| note.chars().count() > NOTE) {
        return bad("`note` has more than 16,000 letters", "Say it in fewer words.");
    }
    let ledger = Arc::clone(&app.ledger);
    let dispose = move || {
        let kept = ledger.dispose(&id, outcome, note.as_deref(), &caller.0)?;
        Ok(kept.ok_or_else(|| search::why_none(ledger.store(), id)))
    };
    ask(app, dispose).await?
}

/// A decision as it was answered, and behind it what people decided, where there is something.
pub(super) fn with(found: Found) -> Bytes {
    let bodies: Vec<_> = found.dispositions.into_iter().map(DispositionBody::new).collect();
    match found.decision.strip_suffix(b"}") {
        Some(open) if !bodies.is_empty() => {
            // Texts and moments always serialise.
            let bodies = serde_json::to_vec(&bodies).unwrap_or_default();
            [open, b",\"dispositions\":", &bodies, b"}"].concat().into()
        }
        _ => found.decision,
    }
}
