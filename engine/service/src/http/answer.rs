//! JSON answers.

use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse, Response};
use bytes::Bytes;
use serde::Serialize;

use super::{Problem, ProblemKind};

/// A value as `application/json`.
pub(super) fn json(value: &impl Serialize) -> Response {
    match serde_json::to_vec(value) {
        Ok(text) => text_of_json(Bytes::from(text)),
        Err(_) => Problem::new(ProblemKind::Defect, "the answer cannot be written").into_response(),
    }
}

/// Text that is JSON already.
pub(super) fn text_of_json(text: Bytes) -> Response {
    ([(CONTENT_TYPE, "application/json")], text).into_response()
}
