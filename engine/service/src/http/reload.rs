//! `POST /v1/reload`: load the files now, also after a rollback.

use std::sync::Arc;

use axum::Extension;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use serde::Serialize;
use utoipa::ToSchema;

use super::admit::Caller;
use super::generations::GenerationBody;
use super::{App, Problem, ProblemKind, answer};
use crate::generation::{Cause, Outcome, Refusal, Stopped};

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
    responses(
        (status = 200, body = Reloaded),
        (status = 422, body = RefusedBody, content_type = "application/problem+json", description = "The files do not serve; what served before does"),
    ),
)]
pub(super) async fn reload(State(app): State<Arc<App>>, Extension(caller): Extension<Caller>) -> Response {
    tracing::info!(token = %caller.0, "a reload is asked for");
    match app.reload.load(Cause::Request).await {
        Ok(outcome) => answered(&outcome),
        Err(Stopped) => stopping(),
    }
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
            let body = RefusedBody { problem, refusal: Refusal::clone(refusal) };
            let mut response = answer::json(&body);
            *response.status_mut() = StatusCode::UNPROCESSABLE_ENTITY;
            let problem = axum::http::HeaderValue::from_static("application/problem+json");
            response.headers_mut().insert(axum::http::header::CONTENT_TYPE, problem);
            response
        }
        Outcome::Gone => Problem::new(ProblemKind::NotFound, "a generation of this number is not kept").into_response(),
    }
}

pub(super) fn stopping() -> Response {
    Problem::new(ProblemKind::Unavailable, "the service is stopping")
        .help("Send the request to another instance.")
        .into_response()
}
