//! Around every request: its span, its id, its metrics, and an answer even where a handler has a defect. No address, no query and no header of
//! the client is written down: they may hold personal values.

use std::sync::Arc;
use std::time::Instant;

use axum::extract::{MatchedPath, Request, State};
use axum::http::{HeaderName, HeaderValue, Method};
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};
use futures_util::FutureExt as _;
use tracing::Instrument as _;

use super::traceparent::Parent;
use super::{App, Problem, ProblemKind, unread};

const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

pub(super) async fn observe(State(app): State<Arc<App>>, request: Request, next: Next) -> Response {
    let begun = Instant::now();
    let method = known(request.method());
    let route = request.extensions().get::<MatchedPath>().map_or("none", MatchedPath::as_str).to_owned();
    let parent = Parent::of(request.headers()).unwrap_or_else(Parent::new);
    let id = parent.trace_id();
    let span = tracing::info_span!("request", request_id = %id, http.request.method = method, http.route = %route, otel.name = %route, otel.kind = "server", http.response.status_code = tracing::field::Empty);
    parent.adopt(&span);
    let (head, body) = request.into_parts();
    let (body, unread) = unread::lend(body);
    let mut response = next.run(Request::from_parts(head, body)).instrument(span.clone()).await;
    unread.read().await;
    let status = response.status().as_u16();
    if app.traces {
        // Lines of the log have it from the event below; for them the span's fields would be read and written anew.
        span.record("http.response.status_code", status);
    }
    let took = begun.elapsed();
    span.in_scope(|| {
        let took_us = took.as_micros();
        if status >= 500 {
            tracing::warn!(method, route, status, took_us, "answered");
        } else {
            tracing::debug!(method, route, status, took_us, "answered");
        }
    });
    app.metrics.answered(method, &route, status, took);
    if let Ok(value) = HeaderValue::from_str(&id) {
        response.headers_mut().insert(REQUEST_ID, value);
    }
    response
}

/// An answer instead of a closed connection where a handler panics.
pub(super) async fn guard(request: Request, next: Next) -> Response {
    match std::panic::AssertUnwindSafe(next.run(request)).catch_unwind().await {
        Ok(response) => response,
        Err(_) => {
            tracing::error!("a handler panicked: a defect");
            Problem::new(ProblemKind::Defect, "the request met a defect of the service").into_response()
        }
    }
}

/// Methods as labels: what a client makes up is one of them.
fn known(method: &Method) -> &'static str {
    match method.as_str() {
        "GET" => "GET",
        "HEAD" => "HEAD",
        "POST" => "POST",
        "PUT" => "PUT",
        "PATCH" => "PATCH",
        "DELETE" => "DELETE",
        "OPTIONS" => "OPTIONS",
        _ => "other",
    }
}
