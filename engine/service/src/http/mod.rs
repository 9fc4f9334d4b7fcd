//! The HTTP interface: one resource a file. What a decision is, and where it goes, is known to [`crate::judge`].

mod admit;
mod answer;
mod ask;
mod audit;
mod batch;
mod body;
mod candidate;
mod decisions;
mod detectors;
mod dispositions;
mod dossier;
mod generations;
mod health;
pub(crate) mod idempotency;
mod metrics;
mod observe;
mod openapi;
mod parameters;
mod policies;
mod problem;
mod reload;
mod search;
mod stream;
mod subjects;
mod traceparent;
mod unread;

use std::sync::Arc;

use arc_swap::ArcSwap;
use axum::Router;
use axum::handler::Handler as _;
use axum::http::{Method, Uri};
use axum::middleware::{from_fn, from_fn_with_state};
use axum::response::{IntoResponse as _, Response};
use tokio::sync::{Semaphore, watch};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

pub use idempotency::Idempotency;
pub use problem::{Problem, ProblemKind, RecordFault};

use crate::candidate::Candidate;
use crate::config::Limits;
use crate::generation::{Keeper, ReloadHandle};
use crate::judge::Judge;
use crate::ledger::Ledger;
use crate::telemetry::Metrics;
use crate::token::{Permission, Tokens};

/// What the resources work with.
pub struct App {
    /// Judges records.
    pub judge: Arc<Judge>,
    /// What serves.
    pub keeper: Arc<Keeper>,
    /// Orders to the reload thread.
    pub reload: ReloadHandle,
    /// What is judged beside.
    pub candidate: Option<Arc<Candidate>>,
    /// Where decisions are.
    pub ledger: Arc<dyn Ledger>,
    /// Who may do what; none when anybody may.
    pub tokens: Option<ArcSwap<Tokens>>,
    /// Limits on requests.
    pub limits: Limits,
    /// Whether metrics are read without a token.
    pub metrics_open: bool,
    /// Places for requests.
    pub places: Arc<Semaphore>,
    /// A place for the one verification of the chain that may run.
    pub verifying: Arc<Semaphore>,
    /// Answers by key.
    pub idempotency: Idempotency,
    /// Counts.
    pub metrics: Arc<Metrics>,
    /// Whether requests are traced to a collector.
    pub traces: bool,
    /// True from the moment the service begins to stop.
    pub stopping: watch::Receiver<bool>,
}

/// The service's routes, and their description as OpenAPI.
pub fn router(app: &Arc<App>) -> Router {
    let guarded = |router: OpenApiRouter<Arc<App>>, permission: Permission| {
        let guard = admit::Guard { app: Arc::clone(app), permission };
        router.route_layer(from_fn_with_state(guard, admit::admit))
    };
    let decide = OpenApiRouter::new().routes(routes!(decisions::decide));
    let read = OpenApiRouter::new()
        .routes(routes!(search::search))
        .routes(routes!(search::one))
        .routes(routes!(dossier::dossier));
    let review = OpenApiRouter::new().routes(routes!(dispositions::dispose));
    let subjects = OpenApiRouter::new()
        .routes(routes!(subjects::export))
        .routes(routes!(subjects::erase))
        .routes(routes!(subjects::hold))
        .routes(routes!(subjects::release));
    let audit = OpenApiRouter::new().routes(routes!(audit::chain)).routes(routes!(audit::verify));
    let policies = OpenApiRouter::new()
        .routes(routes!(policies::all))
        .routes(routes!(policies::one))
        .routes(routes!(detectors::all))
        .routes(routes!(generations::all))
        .routes(routes!(generations::diff))
        .routes(routes!(candidate::report));
    let operate = OpenApiRouter::new().routes(routes!(reload::reload)).routes(routes!(generations::rollback));
    let measured = OpenApiRouter::new().routes(routes!(metrics::metrics));
    let open = OpenApiRouter::new().routes(routes!(health::alive)).routes(routes!(health::ready));

    let (router, description) = OpenApiRouter::with_openapi(openapi::base())
        .merge(guarded(decide, Permission::Decide))
        .merge(guarded(read, Permission::ReadDecisions))
        .merge(guarded(review, Permission::Dispose))
        .merge(guarded(subjects, Permission::Subjects))
        .merge(guarded(audit, Permission::Audit))
        .merge(guarded(policies, Permission::ReadPolicies))
        .merge(guarded(operate, Permission::Operate))
        .merge(if app.metrics_open { measured } else { guarded(measured, Permission::ReadMetrics) })
        .merge(open)
        .split_for_parts();
    let description = openapi::finish(&description);
    router
        .route("/openapi.json", axum::routing::get(move || openapi::get(description.clone())))
        .method_not_allowed_fallback(not_allowed)
        .fallback_service(not_found.with_state(()))
        .layer(from_fn_with_state(Arc::clone(app), observe::observe))
        .layer(from_fn(observe::guard))
        .with_state(Arc::clone(app))
}

async fn not_found(_: Uri) -> Response {
    Problem::new(ProblemKind::NotFound, "there is nothing at this path")
        .help("`/openapi.json` lists what there is.")
        .into_response()
}

async fn not_allowed(_: Method) -> Response {
    Problem::new(ProblemKind::Method, "this path does not take that method")
        .help("`/openapi.json` says which it takes.")
        .into_response()
}
