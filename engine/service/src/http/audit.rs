//! `/v1/audit`: the chain of what was decided and done, and whether it is as it was written. What is verified, and how, is known to `hirewall-store`; the
//! command `hirewall audit verify` does the same.

use std::sync::Arc;

use axum::extract::State;
use axum::http::Uri;
use axum::response::{IntoResponse as _, Response};
use hirewall::Time;
use hirewall_store::{Audit, ChainLink, LinkKind};
use serde::Serialize;
use utoipa::ToSchema;

use super::ask::{ask, store, unavailable};
use super::parameters::Parameters;
use super::{App, Problem, ProblemKind, answer};

/// A page of the chain.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct ChainPage {
    /// The links, the latest first.
    links: Vec<LinkBody>,
    /// `cursor` of the next page; null on the last one.
    next: Option<u64>,
}

/// A link of the chain. Nothing of it is personal.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct LinkBody {
    /// Its place in the order of decisions and events.
    seq: u64,
    /// `decision`, or what happened: `access`, `reload`, `configuration`, `disposition`, `export`, `erasure`, `hold`, `release`, `expiry`.
    kind: String,
    /// When a decision's record was received, or it happened.
    #[schema(value_type = String, format = DateTime)]
    at: Time,
    /// Who did it; null for a decision.
    actor: Option<String>,
    /// The id of the decision that it is, or is about.
    decision: Option<String>,
    /// The details.
    #[schema(value_type = Object)]
    body: serde_json::Value,
    /// Whether its content was erased, or has expired.
    erased: bool,
    /// The keyed hash over it and all links before it.
    link: String,
}

/// What the verification found.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct AuditBody {
    /// Whether the chain is as it was written.
    sound: bool,
    /// Decisions in it.
    decisions: u64,
    /// Events in it.
    events: u64,
    /// Decisions whose content was erased or has expired, as events say.
    erased: u64,
    /// The number of the last link.
    last: u64,
    /// Signed checkpoints that agree.
    checkpoints: u64,
    /// What is wrong, in order; the first thousand.
    problems: Vec<AuditProblem>,
    /// How many more there are.
    more: u64,
}

/// Something that is wrong with the chain.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct AuditProblem {
    /// What was done to the chain: `edited`, `inserted`, `deleted`, `reordered`, `cut off`, `head`, `checkpoint`, `rewritten`.
    kind: &'static str,
    /// Where.
    seq: u64,
    /// What was seen.
    what: &'static str,
}

/// The chain of what was decided and done, the latest first
#[utoipa::path(
    get, path = "/v1/audit", tag = "audit", security(("token" = [])),
    params(
        ("kind" = Option<super::openapi::LinkWord>, Query, description = "Of this kind alone"),
        ("limit" = Option<u64>, Query, minimum = 1, maximum = 1000, description = "Links of one page; 100 when absent"),
        ("cursor" = Option<u64>, Query, description = "`next` of the page before"),
    ),
    responses(
        (status = 200, body = ChainPage),
        (status = 404, body = Problem, content_type = "application/problem+json", description = "There is no store"),
    ),
)]
pub(super) async fn chain(State(app): State<Arc<App>>, uri: Uri) -> Response {
    match page(&app, &uri).await {
        Ok(page) => answer::json(&page),
        Err(problem) => problem.into_response(),
    }
}

async fn page(app: &App, uri: &Uri) -> Result<ChainPage, Problem> {
    let parameters = Parameters::of(uri, &["kind", "limit", "cursor"])?;
    let kind = parameters.read("kind", "`decision` or the word of an event", LinkKind::of)?;
    let (before, limit) = (parameters.cursor()?, parameters.limit()?);
    let store = store(app)?;
    let links = ask(app, move || Ok(store.chain(kind, before, limit)?)).await?;
    let next = links.last().filter(|_| links.len() == limit as usize).map(|link| link.seq);
    Ok(ChainPage { links: links.into_iter().map(LinkBody::new).collect(), next })
}

impl LinkBody {
    fn new(link: ChainLink) -> Self {
        let ChainLink { seq, kind, at, actor, decision, body, erased, link } = link;
        Self { seq, kind, at, actor, decision, body, erased, link }
    }
}

/// Whether the chain is as it was written
///
/// The whole chain is read, which takes as long as it takes; one verification runs at a time. A tail that was cut off is found by the signed
/// checkpoints beside the store: with a copy of them `hirewall audit verify --checkpoints` finds a cut that went there too.
#[utoipa::path(
    post, path = "/v1/audit/verify", tag = "audit", security(("token" = [])),
    responses(
        (status = 200, body = AuditBody, description = "What was found; `sound` says whether something is wrong"),
        (status = 404, body = Problem, content_type = "application/problem+json", description = "There is no store"),
    ),
)]
pub(super) async fn verify(State(app): State<Arc<App>>) -> Response {
    match verified(&app).await {
        Ok(audit) => answer::json(&AuditBody::new(&audit)),
        Err(problem) => problem.into_response(),
    }
}

async fn verified(app: &App) -> Result<Audit, Problem> {
    let store = store(app)?;
    let Ok(only) = Arc::clone(&app.verifying).try_acquire_owned() else {
        return Err(Problem::new(ProblemKind::Busy, "the chain is being verified").help("Ask again when that is done."));
    };
    let work = move || {
        let _only = only;
        store.audit_verify(None)
    };
    match tokio::task::spawn_blocking(work).await {
        Ok(Ok(audit)) => {
            if !audit.is_sound() {
                tracing::error!(problems = audit.problems.len(), "the audit chain is not as it was written");
            }
            Ok(audit)
        }
        Ok(Err(error)) => {
            tracing::error!(%error, "the audit chain cannot be read");
            Err(unavailable())
        }
        Err(_) => Err(Problem::new(ProblemKind::Defect, "the verification stopped before its end")),
    }
}

impl AuditBody {
    fn new(audit: &Audit) -> Self {
        let problem = |problem: &hirewall_store::Problem| AuditProblem {
            kind: problem.kind.as_str(),
            seq: problem.seq,
            what: problem.what,
        };
        Self {
            sound: audit.is_sound(),
            decisions: audit.decisions,
            events: audit.events,
            erased: audit.erased,
            last: audit.last,
            checkpoints: audit.checkpoints,
            problems: audit.problems.iter().map(problem).collect(),
            more: audit.more,
        }
    }
}
