//! `GET /v1/decisions/{id}/dossier`: all that there is to a decision, as a page or as JSON. What stands in it is known to [`crate::dossier`].

use std::sync::Arc;

use axum::Extension;
use axum::extract::{Path, State};
use axum::http::header::{ACCEPT, CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE, REFERRER_POLICY, VARY};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Uri};
use axum::response::{IntoResponse as _, Response};

use super::admit::{Caller, identify};
use super::ask::{ask, store, unavailable};
use super::parameters::Parameters;
use super::{App, Problem, ProblemKind, answer, search};
use crate::dossier::{Dossier, NoDossier, content_security_policy, look_up};
use crate::token::Permission;

/// All that there is to a decision, on one page
///
/// A page that stands alone (`Accept: text/html`) or JSON, on lines for reading: findings with their reasons and evidence, what people decided, what the person may be told, what could not be
/// answered. Titles, versions and notes of rules are in it while a generation with the policies that decided is kept. Looking is an event in the chain.
#[utoipa::path(
    get, path = "/v1/decisions/{id}/dossier", tag = "decisions", security(("token" = [])),
    params(
        ("id" = String, Path, description = "The decision's id"),
        ("record" = Option<bool>, Query, description = "Whether to add the record as it was received, with everything that is personal in it: for the roles `reviewer` and `privacy_officer`"),
    ),
    responses(
        (status = 200, description = "The dossier", content(
            (serde_json::Value = "application/json"),
            (String = "text/html"),
        )),
        (status = 404, body = Problem, content_type = "application/problem+json", description = "It is not kept, or there is no store"),
        (status = 410, body = Problem, content_type = "application/problem+json", description = "What it says was erased, or its time is over"),
    ),
)]
pub(super) async fn dossier(
    State(app): State<Arc<App>>,
    Extension(caller): Extension<Caller>,
    Path(id): Path<String>,
    uri: Uri,
    headers: HeaderMap,
) -> Response {
    match dossier_of(&app, caller, id, &uri, &headers).await {
        Ok(dossier) => shown(&dossier, wants_page(&headers)),
        Err(problem) => problem.into_response(),
    }
}

async fn dossier_of(app: &App, caller: Caller, id: String, uri: &Uri, headers: &HeaderMap) -> Result<Dossier, Problem> {
    let parameters = Parameters::of(uri, &["record"])?;
    let record = parameters.read("record", "`true` or `false`", |text| text.parse().ok())?.unwrap_or(false);
    if record {
        identify(app, headers, Permission::ReadRecords)?;
    }
    let store = store(app)?;
    let found = ask(app, move || Ok(look_up(&store, &id, &caller.0, record)?)).await?;
    let (decision, dispositions) = found.ok_or_else(search::no_decision)?;
    let kept = app.keeper.kept();
    let decided = kept.iter().find(|generation| generation.set.digest() == decision.decision.bundle);
    let engine = decided.map(|generation| &generation.set.engine);
    Dossier::of(decision, dispositions, engine, record).map_err(|error| match error {
        NoDossier::Gone { .. } => search::gone(&error),
        NoDossier::Damaged { .. } => {
            tracing::error!(%error, "a stored decision cannot be read");
            unavailable()
        }
    })
}

fn shown(dossier: &Dossier, page: bool) -> Response {
    let mut response = if page {
        dossier.to_html().into_response()
    } else {
        match dossier.to_json() {
            Ok(text) => answer::text_of_json(text.into()),
            Err(_) => return Problem::new(ProblemKind::Defect, "the answer cannot be written").into_response(),
        }
    };
    let headers = response.headers_mut();
    let mut set = |name: HeaderName, value: &'static str| headers.insert(name, HeaderValue::from_static(value));
    if page {
        set(CONTENT_TYPE, "text/html; charset=utf-8");
    }
    set(VARY, "accept");
    set(CACHE_CONTROL, "no-store");
    set(REFERRER_POLICY, "no-referrer");
    set(HeaderName::from_static("x-content-type-options"), "nosniff");
    // Only a header can forbid frames.
    let policy = format!("{}; frame-ancestors 'none'", content_security_policy());
    match HeaderValue::from_str(&policy) {
        Ok(policy) => drop(headers.insert(CONTENT_SECURITY_POLICY, policy)),
        Err(_) => return Problem::new(ProblemKind::Defect, "the answer cannot be written").into_response(),
    }
    response
}

/// Whether a page is wanted more than JSON, as browsers do.
fn wants_page(headers: &HeaderMap) -> bool {
    let accept: Vec<&str> = headers.get_all(ACCEPT).iter().filter_map(|value| value.to_str().ok()).collect();
    let accept = accept.join(",");
    weight(&accept, "text", "html") > weight(&accept, "application", "json")
}

/// The weight of a media type, in thousandths: that of the range that names it most exactly.
fn weight(accept: &str, kind: &str, of: &str) -> u32 {
    let mut best = (0, 0);
    for range in accept.split(',') {
        let mut parts = range.split(';').map(str::trim);
        let name = parts.next().unwrap_or_default().to_ascii_lowercase();
        let exactness = match name.split_once('/') {
            Some((own, sub)) if own == kind && sub == of => 3,
            Some((own, "*")) if own == kind => 2,
            Some(("*", "*")) => 1,
            _ => continue,
        };
        let weight = parts.find_map(|part| part.strip_prefix("q=").or_else(|| part.strip_prefix("Q=")));
        let weight = weight.map_or(1.0, |text| text.trim().parse::<f64>().unwrap_or(0.0)).clamp(0.0, 1.0);
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "it is from 0 to 1000")]
        let weight = (weight * 1000.0) as u32;
        best = best.max((exactness, weight));
    }
    best.1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_goes_to_whoever_would_rather_have_one() {
        let cases = [
            ("", false),
            ("*/*", false),
            ("application/json", false),
            ("text/html", true),
            ("Text/HTML;q=0.2, application/json;q=0.1", true),
            ("text/html, application/json", false),
            ("text/html;q=0.5, application/json", false),
            ("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", true),
            ("text/*, */*;q=0.1", true),
            ("text/html;q=0, */*", false),
            ("text/html;q=nonsense", false),
            ("text/html;q=NaN", false),
            (";;,,q=1", false),
        ];
        for (accept, page) in cases {
            let mut headers = HeaderMap::new();
            headers.insert(ACCEPT, HeaderValue::from_static(accept));
            assert_eq!(wants_page(&headers), page, "{accept}");
        }
    }
}
