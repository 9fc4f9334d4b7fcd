//! Errors as RFC 9457 has them. No value of a record stands in one.

use axum::body::Body;
use axum::http::header::{CONTENT_TYPE, RETRY_AFTER, WWW_AUTHENTICATE};
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use hirewall::Refused;
use hirewall::model::ProblemKind as RecordProblemKind;
use serde::Serialize;
use utoipa::ToSchema;

use crate::judge::JudgeError;

/// Where the pages of problems are.
const PAGES: &str = "https://github.com/hirewall/hirewall/blob/main/docs/operations.md#";

/// Record faults that are listed. The others are counted by `detail`.
const FAULTS: usize = 100;

/// An error, as `application/problem+json`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Problem {
    /// The page of this kind of problem.
    #[serde(rename = "type", serialize_with = "page")]
    #[schema(value_type = String)]
    pub page: &'static str,
    /// The kind of problem in a few words; it does not change.
    pub title: &'static str,
    /// The HTTP status.
    pub status: u16,
    /// What is wrong here.
    #[schema(value_type = String)]
    pub detail: Box<str>,
    /// What to do.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>)]
    pub help: Option<Box<str>>,
    /// Which record, from 0, in a batch or stream.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub record: Option<u64>,
    /// What is wrong with the record.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub errors: Vec<RecordFault>,
}

/// One thing that is wrong with a record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct RecordFault {
    /// JSON pointer into the record; empty for the whole.
    pub pointer: String,
    /// The stable code; `hirewall explain-code` says more.
    pub code: &'static str,
    /// What is wrong.
    pub detail: String,
    /// What to do.
    pub help: String,
}

/// The kinds of problems.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ProblemKind {
    /// The request is not as documented.
    Request,
    /// The body is no JSON.
    Json,
    /// No token, or none that is good.
    Token,
    /// The token may not.
    Role,
    /// There is no such thing.
    NotFound,
    /// Not with that method.
    Method,
    /// The body did not come in time.
    BodyTime,
    /// The same key is under way.
    KeyInUse,
    /// The person is under a legal hold.
    OnHold,
    /// It was there, and was erased or has expired.
    Gone,
    /// The body is too large.
    TooLarge,
    /// The body is of another type.
    MediaType,
    /// The record does not fit.
    Record,
    /// The same key with another body.
    KeyReused,
    /// The policies as they are do not serve.
    Policies,
    /// Too many requests.
    Busy,
    /// A defect.
    Defect,
    /// It cannot be kept, took too long, or the service is stopping.
    Unavailable,
}

impl ProblemKind {
    /// Status, title, anchor of its page.
    fn words(self) -> (StatusCode, &'static str, &'static str) {
        match self {
            Self::Request => (StatusCode::BAD_REQUEST, "bad request", "bad-request"),
            Self::Json => (StatusCode::BAD_REQUEST, "not JSON", "not-json"),
            Self::Token => (StatusCode::UNAUTHORIZED, "no valid token", "no-valid-token"),
            Self::Role => (StatusCode::FORBIDDEN, "not allowed for this token", "not-allowed-for-this-token"),
            Self::NotFound => (StatusCode::NOT_FOUND, "not found", "not-found"),
            Self::Method => (StatusCode::METHOD_NOT_ALLOWED, "method not allowed", "method-not-allowed"),
            Self::BodyTime => (StatusCode::REQUEST_TIMEOUT, "body too slow", "body-too-slow"),
            Self::KeyInUse => (StatusCode::CONFLICT, "request under way", "request-under-way"),
            Self::OnHold => (StatusCode::CONFLICT, "on hold", "on-hold"),
            Self::Gone => (StatusCode::GONE, "gone", "gone"),
            Self::TooLarge => (StatusCode::PAYLOAD_TOO_LARGE, "too large", "too-large"),
            Self::MediaType => (StatusCode::UNSUPPORTED_MEDIA_TYPE, "unsupported media type", "unsupported-media-type"),
            Self::Record => (StatusCode::UNPROCESSABLE_ENTITY, "record refused", "record-refused"),
            Self::KeyReused => (StatusCode::UNPROCESSABLE_ENTITY, "idempotency key reused", "idempotency-key-reused"),
            Self::Policies => (StatusCode::UNPROCESSABLE_ENTITY, "policies refused", "policies-refused"),
            Self::Busy => (StatusCode::TOO_MANY_REQUESTS, "busy", "busy"),
            Self::Defect => (StatusCode::INTERNAL_SERVER_ERROR, "defect", "defect"),
            Self::Unavailable => (StatusCode::SERVICE_UNAVAILABLE, "unavailable", "unavailable"),
        }
    }
}

impl Problem {
    /// A problem.
    #[must_use]
    pub fn new(kind: ProblemKind, detail: impl Into<Box<str>>) -> Self {
        let (status, title, anchor) = kind.words();
        Self {
            page: anchor,
            title,
            status: status.as_u16(),
            detail: detail.into(),
            help: None,
            record: None,
            errors: Vec::new(),
        }
    }

    /// Sets what to do.
    #[must_use]
    pub fn help(mut self, help: impl Into<Box<str>>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// Says which record of several it is about, from 0.
    #[must_use]
    pub fn of_record(mut self, record: u64) -> Self {
        self.record = Some(record);
        self
    }

    /// Of a record that was refused.
    #[must_use]
    pub fn refused(refused: &Refused) -> Self {
        let unreadable =
            |kind| matches!(kind, RecordProblemKind::Empty | RecordProblemKind::Encoding | RecordProblemKind::Syntax);
        let kind = match refused.problems.as_slice() {
            [problem, ..] if unreadable(problem.kind()) => ProblemKind::Json,
            _ => ProblemKind::Record,
        };
        let detail = match refused.problems.len() {
            0 | 1 => "the record has a fault".to_owned(),
            count => format!("the record has {count} faults"),
        };
        let fault = |problem: &hirewall::model::RecordProblem| RecordFault {
            pointer: problem.pointer.clone(),
            code: problem.code(),
            detail: problem.message.clone(),
            help: problem.help.clone(),
        };
        Self { errors: refused.problems.iter().take(FAULTS).map(fault).collect(), ..Self::new(kind, detail) }
    }

    /// As one line of JSON.
    #[must_use]
    pub fn json(&self) -> Vec<u8> {
        // Strings and numbers always serialise.
        serde_json::to_vec(self).unwrap_or_default()
    }
}

/// The whole address of a page.
fn page<S: serde::Serializer>(anchor: &&'static str, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_str(&format_args!("{PAGES}{anchor}"))
}

impl From<JudgeError> for Problem {
    fn from(error: JudgeError) -> Self {
        match error {
            JudgeError::Full(full) => {
                Self::new(ProblemKind::Busy, full.to_string()).help("Send the request again after a while.")
            }
            JudgeError::Ledger(_) => {
                Self::new(ProblemKind::Unavailable, "the decision cannot be kept, and is not given therefore")
                    .help("Send the request again; the service's log says what is wrong with the store.")
            }
            _ => Self::new(ProblemKind::Defect, "judging stopped before its end")
                .help("Report it, with the lines of the log around this time."),
        }
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        respond(self.status, self.json())
    }
}

/// An answer whose text is that of a problem already.
pub(super) fn respond(status: u16, text: impl Into<Body>) -> Response {
    let status = StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let mut response = (status, text.into()).into_response();
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
    match status {
        StatusCode::UNAUTHORIZED => {
            headers.insert(WWW_AUTHENTICATE, HeaderValue::from_static("Bearer realm=\"hirewall\""));
        }
        StatusCode::TOO_MANY_REQUESTS | StatusCode::SERVICE_UNAVAILABLE | StatusCode::CONFLICT => {
            headers.insert(RETRY_AFTER, HeaderValue::from_static("1"));
        }
        _ => {}
    }
    response
}
