//! Lets the ledger remove what need not be kept any longer: soon after the start, and each hour.

use std::sync::Arc;
use std::time::Duration;

use hirewall::Time;
use tokio::sync::watch;

use crate::http::{App, Idempotency};
use crate::ledger::{Ledger, LedgerError};

/// Until the first time: the start has enough to do.
const FIRST: Duration = Duration::from_secs(60);
/// Between two times.
const EVERY: Duration = Duration::from_secs(3_600);

/// Tidies until the service stops.
pub(super) async fn tidy(app: Arc<App>, mut stop: watch::Receiver<bool>) {
    let mut wait = FIRST;
    loop {
        tokio::select! {
            () = tokio::time::sleep(wait) => {}
            _ = stop.wait_for(|stop| *stop) => return,
        }
        wait = EVERY;
        let app = Arc::clone(&app);
        let tidied = move || once(app.ledger.as_ref(), &app.idempotency, hirewall::now());
        match tokio::task::spawn_blocking(tidied).await {
            Ok(Ok(())) => {}
            Ok(Err(error)) => {
                tracing::error!(%error, "what need not be kept any longer is not removed; the next try is in an hour");
            }
            Err(_) => tracing::error!("what need not be kept any longer is not removed: a defect"),
        }
    }
}

fn once(ledger: &dyn Ledger, answers: &Idempotency, now: Time) -> Result<(), LedgerError> {
    if ledger.tidy(now)? {
        // They have decisions in them, and do not say which. What may still be given is found in the store.
        answers.forget();
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests stop at the first surprise")]

    use bytes::Bytes;
    use hirewall::counter::Limits;
    use hirewall_store::{Content, Entry, Judged, Options, Retention};

    use super::*;
    use crate::http::idempotency::{Claim, Stored, request};
    use crate::ledger::StoreLedger;

    #[test]
    fn an_answer_in_memory_does_not_outlive_the_decision_in_it() {
        let folder = tempfile::tempdir().unwrap();
        let url = folder.path().join("store.db").display().to_string();
        let day = Retention { clear: Some(Duration::from_hours(24)), ..Retention::default() };
        let ledger = StoreLedger::open(&url, &Options::default(), Limits::default(), day).unwrap();
        let answers = Idempotency::new(10, Duration::from_hours(48));
        let received = Time::new(1_770_000_000, 0).unwrap();
        let entry = Entry {
            kind: "applicant".to_owned(),
            received_at: Some(received),
            decision: Judged { id: "d-1".to_owned(), ..Judged::default() },
            content: Content { record_id: "a-1".to_owned(), subject: "a-1".to_owned(), ..Content::default() },
            ..Entry::default()
        };
        ledger.store().unwrap().ticket().unwrap().commit_and_wait(entry).unwrap();
        let claim = || answers.claim("ats", "k", request(None, b"{}")).unwrap();
        if let Claim::Ours(ours) = claim() {
            ours.keep(Stored::new(200, Bytes::from_static(b"{}")));
        }
        let after = |hours: i64| Time { seconds: received.seconds + hours * 3_600, nanos: 0 };
        once(&ledger, &answers, after(23)).unwrap();
        assert!(matches!(claim(), Claim::Answered(_)));
        once(&ledger, &answers, after(25)).unwrap();
        assert!(matches!(claim(), Claim::Ours(_)), "nothing in memory answers");
    }
}
