//! Which request headers a detector may set.

use ureq::http::request::Builder;
use ureq::http::{HeaderName, HeaderValue};

/// What belongs to the connection, or says who is speaking.
const DENIED: &[&str] = &[
    "accept-encoding",
    "connection",
    "content-length",
    "expect",
    "forwarded",
    "host",
    "http2-settings",
    "keep-alive",
    "proxy-authenticate",
    "proxy-authorization",
    "proxy-connection",
    "te",
    "trailer",
    "transfer-encoding",
    "upgrade",
    "user-agent",
    "via",
];

/// The request with one header more; none when it may not have it.
pub(super) fn add(request: Builder, name: &str, value: &str) -> Option<Builder> {
    let name: HeaderName = name.parse().ok()?;
    let denied = DENIED.contains(&name.as_str())
        || name.as_str().starts_with("x-forwarded-")
        || name.as_str().starts_with("sec-");
    if denied || request.headers_ref().is_some_and(|headers| headers.len() >= 32) {
        return None;
    }
    let value: HeaderValue = value.parse().ok()?;
    Some(request.header(name, value))
}
