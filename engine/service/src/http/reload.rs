//! `POST /v1/reload`: load the files now, also after a rollback.

use std::sync::Arc;

use axum::Extension;
use axum::extract::{Request, State};
use axum::response::{IntoResponse as _, Response};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::admit::Caller;
use super::generations::GenerationBody;
use super::{App, Problem, ProblemKind, answer, body, problem};
use crate::generation::{Outcome, Refusal, Stopped};

/// Why a reload or rollback is asked for.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct ReloadRequest {
    /// Why. It stands in `/v1/generations` and in the audit chain, in the clear: it should name nobody.
    #[serde(default)]
    #[schema(max_length = 1000)]
    reason: String,
}

/// What came of a reload.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Reloaded {
    /// `loaded`: a new generation serves. `unchanged`: the files are what serves already.
    outcome: &'static str,
    /// The generation that serves.
    generation: u64,
    /// The new one.
    #[serde(skip_serializing_if = "Option::is_none")]
    loaded: Option<GenerationBody>,
}

/// A problem with what is wrong with the policies.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct RefusedBody {
    #[serde(flatten)]
    problem: Problem,
    /// What is wrong with the files.
    refusal: Refusal,
}

/// Load the files now
///
/// After a rollback, files count again from then on.
#[utoipa::path(
    post, path = "/v1/reload", tag = "generations", security(("token" = [])),
    request_body(content = Option<ReloadRequest>, content_type = "application/json"),
    responses(
        (status = 200, body = Reloaded),
        (status = 422, body = RefusedBody, content_type = "application/problem+json", description = "The files do not serve; what served before does"),
    ),
)]
pub(super) async fn reload(
    State(app): State<Arc<App>>,
    Extension(caller): Extension<Caller>,
    request: Request,
) -> Response {
    let reason = match reason(&app, request).await {
        Ok(reason) => reason,
        Err(problem) => return problem.into_response(),
    };
    tracing::info!(token = %caller.0, "a reload is asked for");
    match app.reload.load(caller.0, &reason).await {
        Ok(outcome) => answered(&outcome),
        Err(Stopped) => stopping(),
    }
}

/// The reason that a request gives; empty when it has no body.
pub(super) async fn reason(app: &App, request: Request) -> Result<String, Problem> {
    let ReloadRequest { reason } = body::object_or_nothing(app, request).await?;
    // Nobody has to say why.
    if !reason.trim().is_empty() {
        body::reason(&reason)?;
    }
    Ok(reason)
}

pub(super) fn answered(outcome: &Outcome) -> Response {
    match outcome {
        Outcome::Loaded(generation) => answer::json(&Reloaded {
            outcome: "loaded",
            generation: generation.number,
            loaded: Some(GenerationBody::new(generation)),
        }),
        Outcome::Unchanged(generation) => {
            answer::json(&Reloaded { outcome: "unchanged", generation: *generation, loaded: None })
        }
        Outcome::Refused(refusal) => {
            let problem = Problem::new(ProblemKind::Policies, refusal.to_string())
                .help("Correct the files; what served before serves on.");
            let status = problem.status;
            // Texts and numbers always serialise.
            let text = serde_json::to_vec(&RefusedBody { problem, refusal: Refusal::clone(refusal) });
            problem::respond(status, text.unwrap_or_default())
        }
        Outcome::Gone => Problem::new(ProblemKind::NotFound, "a generation of this number is not kept").into_response(),
    }
}

pub(super) fn stopping() -> Response {
    Problem::new(ProblemKind::Unavailable, "the service is stopping")
        .help("Send the request to another instance.")
        .into_response()
}
