//! One request after the other to one service, within a time and a size. It follows nothing, goes through no proxy, and sends a token to nobody but
//! the address that it was given.

use std::time::{Duration, Instant};

use hirewall_service::token::Permission;
use ureq::Agent;
use ureq::http::header::{ACCEPT, AUTHORIZATION, CONTENT_TYPE, RETRY_AFTER};
use ureq::http::{HeaderMap, HeaderValue, Method, Request};
use ureq::tls::{RootCerts, TlsConfig};

use super::address::Address;
use super::{broken, refused};
use crate::failure::Failure;

/// Bytes of an answer that says what is wrong.
const PROBLEM: u64 = 64 << 10;
/// Bytes of an answer's head.
const HEAD: usize = 64 << 10;
/// How long to wait before asking again, when a busy service does not say.
const WAIT: Duration = Duration::from_secs(1);
/// The least that is waited, whatever it says.
const LEAST_WAIT: Duration = Duration::from_millis(100);

/// What a service may take.
#[derive(Debug, Clone, Copy)]
pub(super) struct Limits {
    /// How long in all.
    pub(super) time: Duration,
    /// When that is over.
    pub(super) until: Instant,
    /// Bytes of an answer.
    pub(super) answer: u64,
}

/// What is asked.
#[derive(Debug)]
pub(super) struct Asking<'a> {
    path: &'a str,
    media: &'static str,
    body: Option<&'a str>,
    /// What a token needs for it.
    pub(super) permission: Permission,
}

impl<'a> Asking<'a> {
    /// To look at something.
    pub(super) fn get(path: &'a str, media: &'static str, permission: Permission) -> Self {
        Self { path, media, body: None, permission }
    }

    /// To do something, which the body says.
    pub(super) fn post(path: &'a str, body: &'a str, permission: Permission) -> Self {
        Self { path, media: "application/json", body: Some(body), permission }
    }

    /// Whether something is different afterwards.
    pub(super) fn changes(&self) -> bool {
        self.body.is_some()
    }
}

/// What was answered.
#[derive(Debug)]
pub(super) struct Answer {
    pub(super) status: u16,
    /// What the body is, without parameters, in lower case.
    pub(super) media: String,
    pub(super) body: Vec<u8>,
    wait: Duration,
}

#[derive(Debug)]
pub(super) struct Transport {
    agent: Agent,
    address: Address,
    authorization: Option<HeaderValue>,
    limits: Limits,
}

impl Transport {
    pub(super) fn new(
        address: Address,
        authorization: Option<HeaderValue>,
        authorities: Option<RootCerts>,
        limits: Limits,
    ) -> Self {
        let mut tls = TlsConfig::builder();
        if let Some(authorities) = authorities {
            tls = tls.root_certs(authorities);
        }
        let config = Agent::config_builder()
            .http_status_as_error(false)
            // A token goes nowhere but to the address that was named.
            .max_redirects(0)
            .max_redirects_will_error(false)
            .proxy(None)
            .user_agent(concat!("hirewall/", env!("CARGO_PKG_VERSION")))
            .accept_encoding("identity")
            .max_response_header_size(HEAD)
            .tls_config(tls.build())
            .build();
        Self { agent: Agent::new_with_config(config), address, authorization, limits }
    }

    /// What `/healthz` answers, without a token; nothing when it answers as no service of ours does.
    pub(super) fn who_answers(&self) -> Result<Option<Vec<u8>>, Failure> {
        let asking = Asking::get("/healthz", "application/json", Permission::ReadMetrics);
        let answer = self.ask(&asking, None, PROBLEM);
        // A page that is larger than ours could be is none of ours.
        let answer = match answer {
            Err(ureq::Error::BodyExceedsLimit(_)) => return Ok(None),
            answer => answer.map_err(|error| broken::failure(&error, &self.address, self.limits))?,
        };
        if (300..400).contains(&answer.status) {
            return Err(Failure::usage(format!(
                "`{}` answers that it is somewhere else ({})",
                self.address, answer.status
            ))
            .help("Name the address of the service itself: a token is not sent after a redirect."));
        }
        Ok((answer.status == 200 && answer.media == "application/json").then_some(answer.body))
    }

    /// Asks, again while the service is busy, as long as there is time. The body of an answer that is good.
    pub(super) fn send(&self, asking: &Asking<'_>) -> Result<Vec<u8>, Failure> {
        loop {
            let answer = self.ask(asking, self.authorization.as_ref(), self.limits.answer);
            let answer = answer.map_err(|error| {
                let failure = broken::failure(&error, &self.address, self.limits);
                if asking.changes() && broken::may_be_done(&error) { refused::perhaps_done(failure) } else { failure }
            })?;
            match answer.status {
                200 if answer.media == asking.media => return Ok(answer.body),
                200 if asking.changes() => return Err(refused::perhaps_done(self.unexpected())),
                200 => return Err(self.unexpected()),
                429 if answer.wait < self.left() => std::thread::sleep(answer.wait),
                _ => return Err(refused::failure(&answer, asking, self.authorization.as_ref())),
            }
        }
    }

    /// What answers is something else.
    pub(super) fn no_hirewall(&self) -> Failure {
        Failure::usage(format!("what answers at `{}` is not Hirewall", self.address))
            .help("Check host, port and path. It was asked `/healthz` and nothing else: neither the token nor an id went there.")
    }

    /// What is answered is not what was asked for.
    pub(super) fn unexpected(&self) -> Failure {
        Failure::internal(format!("the answer of `{}` is not what was asked for", self.address))
            .help("See what stands between here and the service, and that both are of one version.")
    }

    fn left(&self) -> Duration {
        self.limits.until.saturating_duration_since(Instant::now())
    }

    fn ask(&self, asking: &Asking<'_>, authorization: Option<&HeaderValue>, most: u64) -> Result<Answer, ureq::Error> {
        let method = if asking.changes() { Method::POST } else { Method::GET };
        let mut request = Request::builder().method(method).uri(self.address.below(asking.path));
        request = request.header(ACCEPT, asking.media);
        if let Some(authorization) = authorization {
            request = request.header(AUTHORIZATION, authorization);
        }
        // None at all would mean no limit.
        let time = Some(self.left().max(Duration::from_millis(1)));
        let mut response = match asking.body {
            Some(body) => {
                let request = request.header(CONTENT_TYPE, "application/json").body(body)?;
                self.agent.run(self.agent.configure_request(request).timeout_global(time).build())?
            }
            None => {
                let request = request.body(())?;
                self.agent.run(self.agent.configure_request(request).timeout_global(time).build())?
            }
        };
        let status = response.status().as_u16();
        let (media, wait) = (media(response.headers()), wait(response.headers()));
        let body =
            match response.body_mut().with_config().limit(if status == 200 { most } else { PROBLEM }).read_to_vec() {
                // What is wrong is said shorter: then it is not said by us, and the status has to do.
                Err(ureq::Error::BodyExceedsLimit(_)) if status != 200 => Vec::new(),
                body => body?,
            };
        Ok(Answer { status, media, body, wait })
    }
}

fn media(headers: &HeaderMap) -> String {
    let named = headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    named.split(';').next().unwrap_or_default().trim().to_ascii_lowercase()
}

/// How long a busy service wants to be left alone, in seconds; a date, which the standard allows too, is taken for a usual wait.
fn wait(headers: &HeaderMap) -> Duration {
    let said = headers.get(RETRY_AFTER).and_then(|value| value.to_str().ok()?.trim().parse().ok());
    said.map_or(WAIT, Duration::from_secs).max(LEAST_WAIT)
}
