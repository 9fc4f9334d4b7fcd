//! `GET /v1/candidate`: how the set that is judged beside does.

use std::sync::Arc;

use axum::extract::State;
use axum::response::{IntoResponse as _, Response};

use super::{App, Problem, ProblemKind, answer};
use crate::candidate::CandidateReport;

/// How the candidate judges the same records
#[utoipa::path(
    get, path = "/v1/candidate", tag = "generations", security(("token" = [])),
    responses(
        (status = 200, body = CandidateReport),
        (status = 404, body = Problem, content_type = "application/problem+json", description = "The service was started without one"),
    ),
)]
pub(super) async fn report(State(app): State<Arc<App>>) -> Response {
    match &app.candidate {
        Some(candidate) => answer::json(&candidate.report()),
        None => Problem::new(ProblemKind::NotFound, "there is no candidate")
            .help("Start the service with `--candidate DIR`.")
            .into_response(),
    }
}
