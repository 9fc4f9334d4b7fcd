//! Questions to the ledger, which may wait for a disk or a server: beside the threads of connections, and for a limited time.

use hirewall_store::Store;

use super::{App, Problem, ProblemKind};
use crate::ledger::LedgerError;

/// The store, for what only a store can answer.
pub(super) fn store(app: &App) -> Result<Store, Problem> {
    app.ledger.store().cloned().ok_or_else(|| {
        Problem::new(ProblemKind::NotFound, "the service has no store: nothing of this is kept")
            .help("Set `store`, such as `store = \"sqlite\"`.")
    })
}

/// Asks, and says what keeps it from an answer.
pub(super) async fn ask<T: Send + 'static>(
    app: &App,
    work: impl FnOnce() -> Result<T, LedgerError> + Send + 'static,
) -> Result<T, Problem> {
    let time = app.limits.request_time;
    match tokio::time::timeout(time, tokio::task::spawn_blocking(work)).await {
        Ok(Ok(Ok(found))) => Ok(found),
        Ok(Ok(Err(error))) => {
            tracing::error!(%error, "the ledger cannot be asked");
            Err(unavailable())
        }
        Ok(Err(_)) => Err(Problem::new(ProblemKind::Defect, "the ledger gave no answer")),
        Err(_) => {
            Err(Problem::new(ProblemKind::Unavailable, format!("the store took longer than {} ms", time.as_millis()))
                .help("Send the request again, or narrow the search; `limits.request_time` sets the limit."))
        }
    }
}

/// The store does not do its work.
pub(super) fn unavailable() -> Problem {
    Problem::new(ProblemKind::Unavailable, "the store cannot be read or written")
        .help("Send the request again; the service's log says what is wrong with the store.")
}
