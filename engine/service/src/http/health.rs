//! `/healthz`: the process works. `/readyz`: it takes records. Both are open, and say nothing that a stranger may not know.

use std::sync::Arc;

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use serde::Serialize;
use utoipa::ToSchema;

use super::{App, answer};

/// Whether the process works.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Alive {
    /// `ok`
    status: &'static str,
    /// `hirewall`: who answers here, before a client says more.
    service: &'static str,
}

/// Whether the service takes records.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Ready {
    /// False from the moment it begins to stop.
    ready: bool,
    /// Whether something else serves than the files say, because they do not serve: see `/v1/generations`.
    degraded: bool,
    /// Whether a rollback holds.
    pinned: bool,
    /// The generation that serves.
    generation: u64,
}

/// Whether the process works
#[utoipa::path(get, path = "/healthz", tag = "health", responses((status = 200, body = Alive)))]
pub(super) async fn alive() -> Response {
    answer::json(&Alive { status: "ok", service: "hirewall" })
}

/// Whether the service takes records
#[utoipa::path(get, path = "/readyz", tag = "health", responses(
    (status = 200, body = Ready, description = "It does"),
    (status = 503, body = Ready, description = "It is stopping"),
))]
pub(super) async fn ready(State(app): State<Arc<App>>) -> Response {
    let status = app.keeper.status();
    let ready = !*app.stopping.borrow();
    let body = Ready { ready, degraded: status.degraded(), pinned: status.pinned, generation: status.generation };
    let code = if ready { StatusCode::OK } else { StatusCode::SERVICE_UNAVAILABLE };
    (code, answer::json(&body)).into_response()
}
