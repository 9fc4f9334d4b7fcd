//! A small HTTPS client for detectors. It calls granted origins at public addresses, within limits, and follows nothing.

use std::time::{Duration, Instant};

use ureq::Agent;
use ureq::http::{Method, Request, Uri};
use ureq::tls::{RootCerts, TlsConfig};
use ureq::unversioned::transport::DefaultConnector;

mod address;
mod headers;
mod resolver;
#[cfg(test)]
mod tests;

use resolver::PublicResolver;

/// Limits of outbound HTTPS.
#[derive(Debug, Clone, Copy)]
pub struct HttpOptions {
    /// Calls for one record. 4.
    pub calls: u32,
    /// Milliseconds of all calls for one record. 2,000.
    pub time_ms: u32,
    /// Bytes of a request's body. 256 KiB.
    pub request_bytes: usize,
    /// Bytes of a response's body. 1 MiB.
    pub response_bytes: usize,
}

impl Default for HttpOptions {
    fn default() -> Self {
        Self { calls: 4, time_ms: 2_000, request_bytes: 256 << 10, response_bytes: 1 << 20 }
    }
}

/// What a record's calls used.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct HttpUse {
    pub(crate) calls: u32,
    pub(crate) waited: Duration,
}

#[derive(Debug)]
pub(crate) struct Exchange<'r> {
    pub(crate) method: &'r str,
    pub(crate) url: &'r str,
    pub(crate) headers: &'r [(String, String)],
    pub(crate) body: &'r [u8],
    pub(crate) timeout_ms: u32,
}

#[derive(Debug)]
pub(crate) struct Response {
    pub(crate) status: u16,
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) body: Vec<u8>,
}

/// Why there is no answer, as the contract has it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum FetchError {
    Denied,
    Timeout,
    TooLarge,
    Unreachable,
    Budget,
}

#[derive(Debug, Clone)]
pub(crate) struct HttpClient {
    agent: Agent,
    options: HttpOptions,
}

impl HttpClient {
    pub(crate) fn new(options: HttpOptions) -> Self {
        Self::with(options, RootCerts::WebPki, PublicResolver { loopback: false })
    }

    /// Calls this machine and no other, whose servers show certificates of this authority (DER).
    #[cfg(test)]
    fn of_this_machine(options: HttpOptions, authority: &[u8]) -> Self {
        let roots = RootCerts::new_with_certs(&[ureq::tls::Certificate::from_der(authority).to_owned()]);
        Self::with(options, roots, PublicResolver { loopback: true })
    }

    fn with(options: HttpOptions, roots: RootCerts, resolver: PublicResolver) -> Self {
        let config = Agent::config_builder()
            .https_only(true)
            .http_status_as_error(false)
            // An answer that points elsewhere is the detector's to read, not ours to follow.
            .max_redirects(0)
            .max_redirects_will_error(false)
            // A proxy from the environment would see what detectors send, and resolve names past our check.
            .proxy(None)
            .user_agent("hirewall-detector")
            .accept_encoding("identity")
            .max_response_header_size(64 << 10)
            // A connection that one record's call left behind is none of the next record's.
            .max_idle_connections(0)
            .tls_config(TlsConfig::builder().root_certs(roots).build())
            .build();
        let agent = Agent::with_parts(config, DefaultConnector::default(), resolver);
        Self { agent, options }
    }

    /// Calls an origin.
    pub(crate) fn fetch<'o>(
        &self,
        exchange: &Exchange<'_>,
        mut origins: impl Iterator<Item = &'o str>,
        used: &mut HttpUse,
    ) -> Result<Response, FetchError> {
        let left = Duration::from_millis(self.options.time_ms.into()).saturating_sub(used.waited);
        if used.calls >= self.options.calls || left.is_zero() {
            return Err(FetchError::Budget);
        }
        used.calls += 1;
        let uri: Uri = exchange.url.parse().map_err(|_| FetchError::Denied)?;
        let origin = origin(&uri).ok_or(FetchError::Denied)?;
        if !origins.any(|granted| granted == origin) {
            return Err(FetchError::Denied);
        }
        let method = match exchange.method {
            "GET" => Method::GET,
            "HEAD" => Method::HEAD,
            "POST" => Method::POST,
            "PUT" => Method::PUT,
            _ => return Err(FetchError::Denied),
        };
        if exchange.body.len() > self.options.request_bytes {
            return Err(FetchError::TooLarge);
        }
        let sends = matches!(method, Method::POST | Method::PUT);
        if !sends && !exchange.body.is_empty() {
            return Err(FetchError::Denied);
        }
        let mut request = Request::builder().method(method).uri(uri);
        for (name, value) in exchange.headers {
            request = headers::add(request, name, value).ok_or(FetchError::Denied)?;
        }
        let timeout = left.min(Duration::from_millis(exchange.timeout_ms.max(1).into()));
        let started = Instant::now();
        let answer = self.exchange(request, sends.then_some(exchange.body), timeout);
        used.waited = used.waited.saturating_add(started.elapsed());
        answer
    }

    fn exchange(
        &self,
        request: ureq::http::request::Builder,
        body: Option<&[u8]>,
        timeout: Duration,
    ) -> Result<Response, FetchError> {
        let configured = |error: ureq::http::Error| {
            let _ = error;
            FetchError::Denied
        };
        let answer = match body {
            Some(body) => {
                let request = request.body(body).map_err(configured)?;
                self.agent.run(self.agent.configure_request(request).timeout_global(Some(timeout)).build())
            }
            None => {
                let request = request.body(()).map_err(configured)?;
                self.agent.run(self.agent.configure_request(request).timeout_global(Some(timeout)).build())
            }
        };
        let mut answer = answer.map_err(|error| of(&error))?;
        let most = self.options.response_bytes as u64;
        let body = answer.body_mut().with_config().limit(most).read_to_vec().map_err(|error| of(&error))?;
        let headers = answer.headers().iter();
        let headers = headers.filter_map(|(name, value)| Some((name.to_string(), value.to_str().ok()?.to_owned())));
        Ok(Response { status: answer.status().as_u16(), headers: headers.collect(), body })
    }
}

/// `https://host` with the port where it is not 443; none for anything else, or with a user in it.
fn origin(uri: &Uri) -> Option<String> {
    let authority = uri.authority().filter(|authority| !authority.as_str().contains('@'))?;
    if uri.scheme_str() != Some("https") {
        return None;
    }
    let host = authority.host().to_ascii_lowercase();
    Some(match authority.port_u16() {
        None | Some(443) if authority.port().is_none() || authority.port_u16() == Some(443) => {
            format!("https://{host}")
        }
        Some(port) => format!("https://{host}:{port}"),
        None => return None,
    })
}

fn of(error: &ureq::Error) -> FetchError {
    match error {
        ureq::Error::Timeout(_) => FetchError::Timeout,
        ureq::Error::BodyExceedsLimit(_) | ureq::Error::LargeResponseHeader(..) => FetchError::TooLarge,
        ureq::Error::BadUri(_) | ureq::Error::RequireHttpsOnly(_) => FetchError::Denied,
        ureq::Error::Io(error) if error.kind() == std::io::ErrorKind::PermissionDenied => FetchError::Denied,
        _ => FetchError::Unreachable,
    }
}
