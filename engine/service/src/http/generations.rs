//! `/v1/generations`: what served and serves, what differs, and the way back.

use std::sync::Arc;

use axum::Extension;
use axum::extract::{Path, Request, State};
use axum::response::{IntoResponse as _, Response};
use hirewall::Time;
use serde::Serialize;
use utoipa::ToSchema;

use super::admit::Caller;
use super::{App, Problem, ProblemKind, answer, reload};
use crate::generation::{Differences, Generation, Outcome, Refusal, Stopped};

/// The generations that are kept.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Generations {
    /// The one that serves.
    serving: u64,
    /// Whether it stays, though files may change, until `POST /v1/reload`: after a rollback.
    pinned: bool,
    /// Whether files changed while it was pinned.
    waiting: bool,
    /// Whether something else serves than the files say, because they do not serve.
    degraded: bool,
    /// Why they do not serve.
    refusal: Option<Refusal>,
    /// When files were last tried.
    #[schema(value_type = String, format = DateTime)]
    last_attempt: Time,
    /// The kept generations, the latest first.
    generations: Vec<GenerationBody>,
}

/// A generation.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct GenerationBody {
    /// Its number.
    number: u64,
    /// Since when.
    #[schema(value_type = String, format = DateTime)]
    since: Time,
    /// Why it came to be: `start`, `files`, `signal`, `request`, `rollback`.
    cause: &'static str,
    /// Who wanted it: the name of a token; the word of the cause where nobody has a name.
    actor: String,
    /// The reason that was given; empty when none was.
    reason: String,
    /// The generation that it is a copy of, after a rollback.
    #[serde(skip_serializing_if = "Option::is_none")]
    of: Option<u64>,
    /// The digest of its bundle.
    bundle: String,
    /// Policies.
    policies: usize,
    /// Rules.
    rules: usize,
    /// Detectors.
    detectors: usize,
    /// The policies' own tests that passed.
    tests: usize,
    /// Milliseconds that loading took.
    took_ms: u64,
}

impl GenerationBody {
    pub(super) fn new(generation: &Generation) -> Self {
        let bundle = generation.set.engine.bundle();
        Self {
            number: generation.number,
            since: generation.since,
            cause: generation.origin.cause.as_str(),
            actor: generation.origin.actor.to_string(),
            reason: generation.origin.reason.to_string(),
            of: generation.origin.cause.of(),
            bundle: bundle.digest.clone(),
            policies: bundle.policies.len(),
            rules: bundle.rules().count(),
            detectors: bundle.detectors.len(),
            tests: generation.set.tests,
            took_ms: u64::try_from(generation.set.took.as_millis()).unwrap_or(u64::MAX),
        }
    }
}

/// The generations that are kept
#[utoipa::path(get, path = "/v1/generations", tag = "generations", security(("token" = [])), responses((status = 200, body = Generations)))]
pub(super) async fn all(State(app): State<Arc<App>>) -> Response {
    let status = app.keeper.status();
    answer::json(&Generations {
        serving: status.generation,
        pinned: status.pinned,
        waiting: status.waiting,
        degraded: status.degraded(),
        refusal: status.refusal.as_deref().cloned(),
        last_attempt: status.last_attempt,
        generations: app.keeper.kept().iter().rev().map(|generation| GenerationBody::new(generation)).collect(),
    })
}

/// What differs between two generations
#[utoipa::path(
    get, path = "/v1/generations/{from}/diff/{to}", tag = "generations", security(("token" = [])),
    params(("from" = u64, Path, description = "A generation"), ("to" = u64, Path, description = "Another, usually a later one")),
    responses(
        (status = 200, body = Differences),
        (status = 404, body = Problem, content_type = "application/problem+json", description = "One of them is not kept any more"),
    ),
)]
pub(super) async fn diff(State(app): State<Arc<App>>, Path((from, to)): Path<(String, String)>) -> Response {
    let both = number(&from).and_then(|from| Ok((from, number(&to)?)));
    let (from, to) = match both {
        Ok(both) => both,
        Err(problem) => return problem.into_response(),
    };
    match (app.keeper.get(from), app.keeper.get(to)) {
        (Some(from), Some(to)) => answer::json(&Differences::between(&from, &to)),
        _ => gone(),
    }
}

/// Let an earlier generation serve again
///
/// It serves under a new number, and stays until `POST /v1/reload`, whatever happens to the files.
#[utoipa::path(
    post, path = "/v1/generations/{number}/rollback", tag = "generations", security(("token" = [])),
    params(("number" = u64, Path, description = "The generation")),
    request_body(content = Option<reload::ReloadRequest>, content_type = "application/json"),
    responses(
        (status = 200, body = reload::Reloaded),
        (status = 404, body = Problem, content_type = "application/problem+json", description = "It is not kept any more"),
    ),
)]
pub(super) async fn rollback(
    State(app): State<Arc<App>>,
    Extension(caller): Extension<Caller>,
    Path(text): Path<String>,
    request: Request,
) -> Response {
    let number = match number(&text) {
        Ok(number) => number,
        Err(problem) => return problem.into_response(),
    };
    let reason = match reload::reason(&app, request).await {
        Ok(reason) => reason,
        Err(problem) => return problem.into_response(),
    };
    tracing::info!(token = %caller.0, number, "a rollback is asked for");
    match app.reload.rollback(number, caller.0, &reason).await {
        Ok(Outcome::Gone) => gone(),
        Ok(outcome) => reload::answered(&outcome),
        Err(Stopped) => reload::stopping(),
    }
}

fn number(text: &str) -> Result<u64, Problem> {
    let number =
        Some(text).filter(|text| text.bytes().all(|byte| byte.is_ascii_digit())).and_then(|text| text.parse().ok());
    number.ok_or_else(|| {
        Problem::new(ProblemKind::Request, "the path has no number of a generation where one belongs")
            .help("`/v1/generations` lists those that are kept.")
    })
}

fn gone() -> Response {
    Problem::new(ProblemKind::NotFound, "a generation of this number is not kept")
        .help("`/v1/generations` lists those that are; `generations_kept` sets how many.")
        .into_response()
}
