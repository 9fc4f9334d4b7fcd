//! `/metrics`, for Prometheus and its kin.

use std::sync::Arc;

use axum::extract::State;
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse as _, Response};

use super::App;

const OPENMETRICS: &str = "application/openmetrics-text; version=1.0.0; charset=utf-8";

/// What happened so far, in numbers
#[utoipa::path(get, path = "/metrics", tag = "health", security(("token" = [])), responses(
    (status = 200, content_type = "application/openmetrics-text", body = String, description = "Metrics as OpenMetrics text"),
))]
pub(super) async fn metrics(State(app): State<Arc<App>>) -> Response {
    ([(CONTENT_TYPE, OPENMETRICS)], app.metrics.text()).into_response()
}
