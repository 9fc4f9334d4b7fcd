//! Lets the ledger remove what need not be kept any longer: soon after the start, and each hour.

use std::sync::Arc;
use std::time::Duration;

use tokio::sync::watch;

use crate::ledger::Ledger;

/// Until the first time: the start has enough to do.
const FIRST: Duration = Duration::from_secs(60);
/// Between two times.
const EVERY: Duration = Duration::from_secs(3_600);

/// Tidies until the service stops.
pub(super) async fn tidy(ledger: Arc<dyn Ledger>, mut stop: watch::Receiver<bool>) {
    let mut wait = FIRST;
    loop {
        tokio::select! {
            () = tokio::time::sleep(wait) => {}
            _ = stop.wait_for(|stop| *stop) => return,
        }
        wait = EVERY;
        let ledger = Arc::clone(&ledger);
        match tokio::task::spawn_blocking(move || ledger.tidy(hirewall::now())).await {
            Ok(Ok(())) => {}
            Ok(Err(error)) => {
                tracing::error!(%error, "what need not be kept any longer is not removed; the next try is in an hour");
            }
            Err(_) => tracing::error!("what need not be kept any longer is not removed: a defect"),
        }
    }
}
