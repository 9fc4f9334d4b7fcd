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
        // Before the start, which takes a while: without a listener a signal ends the process, whatever it is about.
        let (hangups, mut ends) = (Hangups::listen(), Ends::listen());
        let ended = tokio::select! {
            service = Service::start(config) => serve(service?, hangups, ends).await,
            // Nothing was asked yet that could go unanswered.
            () = ends.next() => {
                tracing::info!("the service was asked to end before it had started");
                Ended::Whole
            }
        };
        // The exporter waits for the collector on a thread of its own, which needs this runtime.
        let _ = tokio::task::spawn_blocking(move || telemetry.finish()).await;
        Ok(ended)
    });
    // A worker may still be in a detector; it ends by its own limits.
    runtime.shutdown_timeout(std::time::Duration::from_secs(1));
    ended
}

/// Serves until the process is asked to end.
async fn serve(service: Service, hangups: Option<Hangups>, mut ends: Ends) -> Ended {
    let (stop, reload) = (service.stop(), service.reload_handle());
    tokio::spawn(async move {
        ends.next().await;
        tracing::info!("the service was asked to end");
        stop.now();
        // Who asks a second time does not want to wait.
        ends.next().await;
        std::process::exit(130);
    });
    tokio::spawn(async move {
        let Some(mut signals) = hangups else { return };
        while signals.next().await {
            tracing::info!("a reload is asked for by signal");
            reload.load_soon(Cause::Signal);
        }
    });
    service.serve().await
}

/// The signals to end: `SIGTERM` and what Ctrl-C sends.
struct Ends {
    #[cfg(unix)]
    signals: Option<[tokio::signal::unix::Signal; 2]>,
}

impl Ends {
    #[cfg(unix)]
    fn listen() -> Self {
        use tokio::signal::unix::{SignalKind, signal};

        let signals = signal(SignalKind::terminate()).and_then(|first| Ok([first, signal(SignalKind::interrupt())?]));
        Self { signals: signals.ok() }
    }

    #[cfg(not(unix))]
    fn listen() -> Self {
        Self {}
    }

    #[cfg(unix)]
    async fn next(&mut self) {
        let Some([terminate, interrupt]) = &mut self.signals else { return std::future::pending().await };
        tokio::select! {
            _ = terminate.recv() => {}
            _ = interrupt.recv() => {}
        }
    }

    #[cfg(not(unix))]
    async fn next(&mut self) {
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending().await
        }
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
