//! Runs a service as a process: its threads, its signals, its logs.

use super::{ServeError, Service};
use crate::config::Config;
use crate::generation::Cause;
use crate::server::Ended;
use crate::telemetry::Telemetry;

/// Runs a service until the process is asked to end. Whether everything that was asked before was answered.
///
/// # Errors
/// Whatever keeps the service from serving.
pub fn run(config: Config) -> Result<Ended, ServeError> {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .thread_name("hirewall")
        .enable_all()
        .build()
        .map_err(|error| ServeError::Thread(crate::words::reason(&error)))?;
    let ended = runtime.block_on(async {
        let telemetry = Telemetry::start(&config)?;
        // Before the start, which takes a while: without a listener the signal ends the process.
        let hangups = Hangups::listen();
        let service = Service::start(config).await?;
        let (stop, reload) = (service.stop(), service.reload_handle());
        tokio::spawn(async move {
            asked_to_end().await;
            tracing::info!("the service was asked to end");
            stop.now();
            // Who asks a second time does not want to wait.
            asked_to_end().await;
            std::process::exit(130);
        });
        tokio::spawn(async move {
            let Some(mut signals) = hangups else { return };
            while signals.next().await {
                tracing::info!("a reload is asked for by signal");
                reload.load_soon(Cause::Signal);
            }
        });
        let ended = service.serve().await;
        // The exporter waits for the collector on a thread of its own, which needs this runtime.
        let _ = tokio::task::spawn_blocking(move || telemetry.finish()).await;
        Ok(ended)
    });
    // A worker may still be in a detector; it ends by its own limits.
    runtime.shutdown_timeout(std::time::Duration::from_secs(1));
    ended
}

#[cfg(unix)]
async fn asked_to_end() {
    use tokio::signal::unix::{SignalKind, signal};

    let (Ok(mut terminate), Ok(mut interrupt)) = (signal(SignalKind::terminate()), signal(SignalKind::interrupt()))
    else {
        return std::future::pending().await;
    };
    tokio::select! {
        _ = terminate.recv() => {}
        _ = interrupt.recv() => {}
    }
}

#[cfg(not(unix))]
async fn asked_to_end() {
    if tokio::signal::ctrl_c().await.is_err() {
        std::future::pending().await
    }
}

/// The signal to reload, `SIGHUP`.
struct Hangups {
    #[cfg(unix)]
    signals: tokio::signal::unix::Signal,
}

impl Hangups {
    #[cfg(unix)]
    fn listen() -> Option<Self> {
        let signals = tokio::signal::unix::signal(tokio::signal::unix::SignalKind::hangup()).ok()?;
        Some(Self { signals })
    }

    #[cfg(not(unix))]
    fn listen() -> Option<Self> {
        None
    }

    #[cfg(unix)]
    async fn next(&mut self) -> bool {
        self.signals.recv().await.is_some()
    }

    #[cfg(not(unix))]
    async fn next(&mut self) -> bool {
        false
    }
}
