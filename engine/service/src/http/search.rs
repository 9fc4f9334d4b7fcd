//! `GET /v1/decisions` and `GET /v1/decisions/{id}`: decisions that are kept.

use std::sync::Arc;

use axum::Extension;
use axum::extract::{Path, State};
use axum::http::Uri;
use axum::response::{IntoResponse as _, Response};
use bytes::{BufMut as _, BytesMut};
use hirewall_store::{Disposed, Store};

use super::admit::Caller;
use super::ask::{ask, unavailable};
use super::parameters::{LARGEST, Parameters};
use super::{App, Problem, ProblemKind, answer, dispositions};
use crate::dossier::NoDossier;
use crate::ledger::Query;

const NAMES: &[&str] =
    &["kind", "record", "subject", "verdict", "rule", "generation", "from", "until", "disposition", "limit", "cursor"];

/// Find decisions, the latest first
#[utoipa::path(
    get, path = "/v1/decisions", tag = "decisions", security(("token" = [])),
    params(
        ("kind" = Option<String>, Query, description = "The record kind"),
        ("record" = Option<String>, Query, description = "The record's id"),
        ("subject" = Option<String>, Query, description = "The subject's id"),
        ("verdict" = Option<super::openapi::VerdictWord>, Query, description = "The verdict"),
        ("rule" = Option<String>, Query, description = "A rule that matched, such as `contact/shared_phone`"),
        ("generation" = Option<u64>, Query, description = "The generation that served"),
        ("from" = Option<String>, Query, format = DateTime, description = "Decided then or later"),
        ("until" = Option<String>, Query, format = DateTime, description = "Decided earlier"),
        ("disposition" = Option<super::openapi::DisposedWord>, Query, description = "What people decided about it, the latest time; `none`: nothing yet"),
        ("limit" = Option<u64>, Query, minimum = 1, maximum = 1000, description = "Decisions of one page; 100 when absent"),
        ("cursor" = Option<u64>, Query, description = "`next` of the page before"),
    ),
    responses((status = 200, body = super::openapi::DecisionPage)),
)]
pub(super) async fn search(State(app): State<Arc<App>>, Extension(caller): Extension<Caller>, uri: Uri) -> Response {
    let query = match query(&uri) {
        Ok(query) => query,
        Err(problem) => return problem.into_response(),
    };
    let ledger = Arc::clone(&app.ledger);
    let page = match ask(&app, move || ledger.search(&query, &caller.0)).await {
        Ok(page) => page,
        Err(problem) => return problem.into_response(),
    };
    let mut out = BytesMut::new();
    out.extend_from_slice(b"{\"decisions\":[");
    for (at, found) in page.decisions.into_iter().enumerate() {
        if at > 0 {
            out.put_u8(b',');
        }
        out.extend_from_slice(&dispositions::with(found));
    }
    let next = page.next.map_or_else(|| "null".to_owned(), |next| next.to_string());
    out.extend_from_slice(format!("],\"next\":{next}}}").as_bytes());
    answer::text_of_json(out.freeze())
}

/// A decision by its id
#[utoipa::path(
    get, path = "/v1/decisions/{id}", tag = "decisions", security(("token" = [])),
    params(("id" = String, Path, description = "The decision's id")),
    responses(
        (status = 200, body = super::openapi::KeptDecision),
        (status = 404, body = Problem, content_type = "application/problem+json", description = "It is not kept"),
        (status = 410, body = Problem, content_type = "application/problem+json", description = "What it says was erased, or its time is over"),
    ),
)]
pub(super) async fn one(
    State(app): State<Arc<App>>,
    Extension(caller): Extension<Caller>,
    Path(id): Path<String>,
) -> Response {
    let ledger = Arc::clone(&app.ledger);
    let looked = move || Ok(ledger.get(&id, &caller.0)?.ok_or_else(|| why_none(ledger.store(), id)));
    match ask(&app, looked).await.flatten() {
        Ok(found) => answer::text_of_json(dispositions::with(found)),
        Err(problem) => problem.into_response(),
    }
}

/// Why a ledger gave nothing of that id: it has no such decision, or what it says is gone.
pub(super) fn why_none(store: Option<&Store>, id: String) -> Problem {
    match store.map(|store| store.decision(&id)) {
        Some(Ok(Some(decision))) if decision.content.is_none() => gone(&NoDossier::Gone { id }),
        // One that is there all the same is not written yet, so that nobody was given it.
        None | Some(Ok(_)) => no_decision(),
        Some(Err(error)) => {
            tracing::error!(%error, "the ledger cannot be asked");
            unavailable()
        }
    }
}

/// There was one, and what it says is there no more: in the words of the dossier on the store.
pub(super) fn gone(error: &NoDossier) -> Problem {
    Problem::new(ProblemKind::Gone, error.to_string()).help(error.help())
}

/// There is none.
pub(super) fn no_decision() -> Problem {
    Problem::new(ProblemKind::NotFound, "no decision of this id is kept")
        .help("Check the id; with `store = \"none\"` only the last decisions are kept, and none over a restart.")
}

fn query(uri: &Uri) -> Result<Query, Problem> {
    let parameters = Parameters::of(uri, NAMES)?;
    let own = |name| parameters.text(name).map(str::to_owned);
    let verdict = |text: &str| hirewall::Verdict::ALL.into_iter().find(|verdict| verdict.as_str() == text);
    Ok(Query {
        kind: own("kind"),
        record: own("record"),
        subject: own("subject"),
        verdict: parameters.read("verdict", "one of `clear`, `verify`, `review`, `block`", verdict)?,
        rule: own("rule"),
        generation: parameters.number("generation", 0, LARGEST)?,
        from: parameters.time("from")?,
        until: parameters.time("until")?,
        disposition: parameters.read(
            "disposition",
            "one of `none`, `cleared`, `verified`, `confirmed`, `unresolved`",
            Disposed::of,
        )?,
        before: parameters.cursor()?,
        limit: parameters.limit()? as usize,
    })
}
