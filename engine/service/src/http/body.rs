//! Bodies that are read whole, within a size and a time.

use std::time::Duration;

use axum::body::Body;
use axum::extract::Request;
use axum::http::HeaderMap;
use axum::http::header::{CONTENT_LENGTH, CONTENT_TYPE};
use bytes::Bytes;
use http_body_util::{BodyExt as _, LengthLimitError, Limited};
use serde::de::DeserializeOwned;

use super::{App, Problem, ProblemKind};

/// What a body is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum MediaType {
    /// `application/json`
    Json,
    /// `application/x-ndjson`
    Lines,
}

impl MediaType {
    /// As the header says.
    pub(super) fn of(headers: &HeaderMap) -> Result<Self, Problem> {
        let named = headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
        let essence = named.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
        match essence.as_str() {
            "application/json" => Ok(Self::Json),
            "application/x-ndjson" | "application/ndjson" | "application/jsonl" => Ok(Self::Lines),
            _ => Err(Problem::new(ProblemKind::MediaType, "the body is neither JSON nor NDJSON by its `Content-Type`")
                .help("Send `Content-Type: application/json` for one record or an array, `application/x-ndjson` for one record a line.")),
        }
    }
}

/// Reads a JSON object of known members. What stands in it is never repeated: it may be personal.
pub(super) async fn object<T: DeserializeOwned>(app: &App, request: Request) -> Result<T, Problem> {
    let (parts, body) = request.into_parts();
    is_json(&parts.headers)?;
    let text = whole(&parts.headers, body, app.limits.body, app.limits.request_time).await?;
    parsed(&text)
}

/// The same where the body may be empty, or blank: then it is the default.
pub(super) async fn object_or_nothing<T: DeserializeOwned + Default>(
    app: &App,
    request: Request,
) -> Result<T, Problem> {
    let (parts, body) = request.into_parts();
    let text = whole(&parts.headers, body, app.limits.body, app.limits.request_time).await?;
    if text.iter().all(u8::is_ascii_whitespace) {
        return Ok(T::default());
    }
    is_json(&parts.headers)?;
    parsed(&text)
}

/// Refuses a text that is no reason.
pub(super) fn reason(reason: &str) -> Result<(), Problem> {
    crate::reason::check(reason)
        .map_err(|error| Problem::new(ProblemKind::Request, error.to_string()).help(error.help()))
}

fn is_json(headers: &HeaderMap) -> Result<(), Problem> {
    if MediaType::of(headers)? == MediaType::Json {
        return Ok(());
    }
    Err(Problem::new(ProblemKind::MediaType, "the body is not JSON by its `Content-Type`")
        .help("Send `Content-Type: application/json`."))
}

fn parsed<T: DeserializeOwned>(text: &[u8]) -> Result<T, Problem> {
    // The parser would take an array of the members' values too.
    if text.iter().find(|byte| !byte.is_ascii_whitespace()) == Some(&b'[') {
        return Err(Problem::new(ProblemKind::Request, "the body is an array, and not the object that is wanted")
            .help("`/openapi.json` says which members it has."));
    }
    serde_json::from_slice(text).map_err(|error| {
        let kind = if error.is_data() { ProblemKind::Request } else { ProblemKind::Json };
        let (line, column) = (error.line(), error.column());
        Problem::new(kind, format!("the body is not the object that is wanted, at line {line}, column {column}"))
            .help("`/openapi.json` says which members it has.")
    })
}

/// Reads a body whole.
pub(super) async fn whole(headers: &HeaderMap, body: Body, most: u64, time: Duration) -> Result<Bytes, Problem> {
    let too_large = || {
        Problem::new(ProblemKind::TooLarge, format!("the body is larger than {most} bytes"))
            .help("Send fewer records at a time, or a stream with `Content-Type: application/x-ndjson`; `limits.body` sets the limit.")
    };
    let said =
        headers.get(CONTENT_LENGTH).and_then(|value| value.to_str().ok()).and_then(|text| text.parse::<u64>().ok());
    if said.is_some_and(|said| said > most) {
        return Err(too_large());
    }
    let limited = Limited::new(body, usize::try_from(most).unwrap_or(usize::MAX));
    match tokio::time::timeout(time, limited.collect()).await {
        Ok(Ok(collected)) => Ok(collected.to_bytes()),
        Ok(Err(error)) if error.is::<LengthLimitError>() => Err(too_large()),
        Ok(Err(_)) => {
            Err(Problem::new(ProblemKind::Request, "the body broke off before its end").help("Send it again."))
        }
        Err(_) => {
            Err(Problem::new(ProblemKind::BodyTime, format!("the body did not come within {} ms", time.as_millis()))
                .help("Send it faster, or as a stream; `limits.request_time` sets the limit."))
        }
    }
}
