//! Outbound HTTPS to the origins that `capabilities` names and the operator grants. Not at hand while configuring.

/// What is asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Request {
    /// `GET`, `HEAD`, `POST` or `PUT`.
    pub method: String,
    /// Where, `https` alone.
    pub url: String,
    /// Names and values.
    pub headers: Vec<(String, String)>,
    /// What is sent.
    pub body: Vec<u8>,
    /// Milliseconds; the host's own limit counts when it is lower.
    pub timeout_ms: u32,
}

/// What came back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Response {
    /// The status, such as 200.
    pub status: u16,
    /// Names and values.
    pub headers: Vec<(String, String)>,
    /// What was sent back.
    pub body: Vec<u8>,
}

/// Why nothing came back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Error {
    /// Not an origin that is declared and granted, a private address, a forbidden header, or not https.
    Denied,
    /// No answer within the time.
    Timeout,
    /// The body of the request or of the answer is larger than the host allows.
    TooLarge,
    /// No connection, or it broke.
    Unreachable,
    /// No calls are left for this record.
    Budget,
}

impl Request {
    /// A `GET` of that address, with half a second of time.
    pub fn get(url: impl Into<String>) -> Self {
        Self { method: "GET".into(), url: url.into(), headers: Vec::new(), body: Vec::new(), timeout_ms: 500 }
    }

    /// A `POST` of that body to that address, with half a second of time.
    pub fn post(url: impl Into<String>, body: impl Into<Vec<u8>>) -> Self {
        Self { method: "POST".into(), body: body.into(), ..Self::get(url) }
    }

    /// With a further header.
    #[must_use]
    pub fn header(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.headers.push((name.into(), value.into()));
        self
    }

    /// With another time limit, in milliseconds.
    #[must_use]
    pub fn timeout_ms(mut self, timeout_ms: u32) -> Self {
        self.timeout_ms = timeout_ms;
        self
    }
}

impl std::fmt::Display for Error {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(match self {
            Self::Denied => "the host does not allow this call",
            Self::Timeout => "no answer came in time",
            Self::TooLarge => "a body is larger than the host allows",
            Self::Unreachable => "no connection, or it broke",
            Self::Budget => "no calls are left for this record",
        })
    }
}

impl std::error::Error for Error {}

/// Asks and waits.
///
/// # Errors
/// See [`Error`].
pub fn fetch(request: &Request) -> Result<Response, Error> {
    #[cfg(target_arch = "wasm32")]
    {
        use crate::guest::bindings::hirewall::detector::http as host;
        let asked = host::HttpRequest {
            method: request.method.clone(),
            url: request.url.clone(),
            headers: request.headers.clone(),
            body: request.body.clone(),
            timeout_ms: request.timeout_ms,
        };
        match host::fetch(&asked) {
            Ok(response) => Ok(Response { status: response.status, headers: response.headers, body: response.body }),
            Err(host::HttpError::Denied) => Err(Error::Denied),
            Err(host::HttpError::Timeout) => Err(Error::Timeout),
            Err(host::HttpError::TooLarge) => Err(Error::TooLarge),
            Err(host::HttpError::Unreachable) => Err(Error::Unreachable),
            Err(host::HttpError::Budget) => Err(Error::Budget),
        }
    }
    #[cfg(not(target_arch = "wasm32"))]
    crate::testing::fetch(request)
}
