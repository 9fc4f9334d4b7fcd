//! Who comes in: a good token that may, and a place that is free.

use std::sync::Arc;

use axum::extract::{Request, State};
use axum::http::HeaderMap;
use axum::http::header::AUTHORIZATION;
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};
use tokio::sync::OwnedSemaphorePermit;

use super::{App, Problem, ProblemKind};
use crate::telemetry::Refused;
use crate::token::Permission;

/// What the requests of some routes must have.
#[derive(Clone)]
pub(super) struct Guard {
    pub(super) app: Arc<App>,
    pub(super) permission: Permission,
}

/// Whose request it is: the name of the token, or `anybody` where none is asked for.
#[derive(Debug, Clone)]
pub(super) struct Caller(pub(super) Arc<str>);

/// The place of a request. An answer that is sent in parts holds it until the last.
#[derive(Clone)]
pub(super) struct Place {
    _permit: Arc<OwnedSemaphorePermit>,
    _counted: Arc<Counted>,
}

pub(super) async fn admit(State(guard): State<Guard>, mut request: Request, next: Next) -> Response {
    let app = &guard.app;
    let caller = match identify(app, request.headers(), guard.permission) {
        Ok(caller) => caller,
        Err(problem) => {
            app.metrics.turned_away(Refused::Token);
            return problem.into_response();
        }
    };
    let Ok(permit) = Arc::clone(&app.places).try_acquire_owned() else {
        app.metrics.turned_away(Refused::Busy);
        return Problem::new(ProblemKind::Busy, "too many requests are under way")
            .help("Send the request again after a while, or fewer at a time.")
            .into_response();
    };
    app.metrics.in_flight.inc();
    let place = Place { _permit: Arc::new(permit), _counted: Arc::new(Counted(Arc::clone(app))) };
    request.extensions_mut().insert(caller);
    request.extensions_mut().insert(place.clone());
    let response = next.run(request).await;
    drop(place);
    response
}

/// Whose token a request has, when it is one that may.
pub(super) fn identify(app: &App, headers: &HeaderMap, permission: Permission) -> Result<Caller, Problem> {
    let Some(tokens) = &app.tokens else { return Ok(Caller("anybody".into())) };
    let none = |detail: &str| {
        Problem::new(ProblemKind::Token, detail)
            .help("Send `Authorization: Bearer …` with a token that `hirewall token new` made.")
    };
    let header = headers.get(AUTHORIZATION).ok_or_else(|| none("the request has no token"))?;
    let secret = header.to_str().ok().and_then(|text| text.split_once(' '));
    let secret = secret.filter(|(scheme, _)| scheme.eq_ignore_ascii_case("bearer")).map(|(_, secret)| secret.trim());
    let secret = secret.ok_or_else(|| none("the request's authorization is no bearer token"))?;
    let tokens = tokens.load();
    let token =
        tokens.find(secret, hirewall::now()).ok_or_else(|| none("the token is not known, or its time is over"))?;
    if token.may(permission) {
        Ok(Caller(token.name.as_str().into()))
    } else {
        let detail = format!("the token `{}` may not do this", token.name);
        Err(Problem::new(ProblemKind::Role, detail)
            .help("Use a token with another role; docs/operations.md lists what each may."))
    }
}

/// Counts as under way while it lives.
struct Counted(Arc<App>);

impl Drop for Counted {
    fn drop(&mut self) {
        self.0.metrics.in_flight.dec();
    }
}
