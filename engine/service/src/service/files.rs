//! Files of the service's own that may change while it runs: tokens and certificates. They are looked at every few seconds.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use tokio::sync::watch;

use super::configured::Configured;
use crate::http::App;
use crate::server::Acceptor;
use crate::token::TokenFile;
use crate::watch::look;

/// How often the files are looked at.
const EVERY: Duration = Duration::from_secs(2);

/// Looks after the files until the service stops.
pub(super) async fn look_after(
    app: Arc<App>,
    (tokens, configured): (PathBuf, Option<Configured>),
    tls: Option<Arc<Acceptor>>,
    mut stop: watch::Receiver<bool>,
) {
    let of_tls = |tls: &Acceptor| look(&tls.paths());
    let mut seen_tokens = look(&[&tokens]);
    let mut seen_tls = tls.as_deref().map(of_tls);
    // They may have changed since the start read them.
    read_tokens(&app, &tokens, configured.as_ref()).await;
    if let Some(tls) = &tls {
        read_certificate(tls);
    }
    loop {
        tokio::select! {
            () = tokio::time::sleep(EVERY) => {}
            _ = stop.wait_for(|stop| *stop) => return,
        }
        let now = look(&[&tokens]);
        if now != seen_tokens {
            seen_tokens = now;
            read_tokens(&app, &tokens, configured.as_ref()).await;
        }
        if let Some(tls) = &tls {
            let now = Some(of_tls(tls));
            if now != seen_tls {
                seen_tls = now;
                read_certificate(tls);
            }
        }
    }
}

async fn read_tokens(app: &App, path: &Path, configured: Option<&Configured>) {
    let Some(good) = &app.tokens else { return };
    match TokenFile::read(path) {
        Ok(file) => {
            tracing::info!(tokens = file.tokens().len(), "the tokens were read again");
            // At once: that the chain says so may have to wait.
            good.store(Arc::new(file.good()));
            let Some(configured) = configured.cloned() else { return };
            let recorded = tokio::task::spawn_blocking(move || configured.record(file.tokens(), "token file")).await;
            if let Ok(Err(error)) = recorded {
                tracing::error!(%error, "the chain does not say that tokens changed");
            }
        }
        Err(error) => tracing::error!(%error, "the tokens before are good still"),
    }
}

fn read_certificate(tls: &Acceptor) {
    match tls.reload() {
        Ok(()) => tracing::info!("the certificate was read again"),
        Err(error) => tracing::error!(%error, "the certificate before is used on"),
    }
}
