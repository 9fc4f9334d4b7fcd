//! Connections: accepts them, keeps their number and their patience bounded, and lets them end. What is asked over them is known to
//! [`crate::http`].

mod tls;

use std::io;
use std::num::NonZeroUsize;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use hyper_util::rt::{TokioExecutor, TokioIo, TokioTimer};
use hyper_util::server::conn::auto::Builder;
use hyper_util::server::graceful::GracefulShutdown;
use hyper_util::service::TowerToHyperService;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{Semaphore, watch};
use tokio::time::timeout;

pub use tls::{Acceptor, TlsError};

use crate::telemetry::Metrics;

/// How long a client may take to say hello: the TLS handshake, and the header of a request.
const HELLO: Duration = Duration::from_secs(10);
/// Requests of one connection at the same time.
const STREAMS: u32 = 256;
/// How long to wait after the system gave no connection, such as when it has no file left to open.
const BREATH: Duration = Duration::from_millis(100);

/// What a server serves, and where.
pub(crate) struct Server {
    pub(crate) listener: TcpListener,
    pub(crate) router: Router,
    pub(crate) tls: Option<Arc<Acceptor>>,
    pub(crate) connections: NonZeroUsize,
    pub(crate) metrics: Arc<Metrics>,
}

/// How a server ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ended {
    /// Every request was answered.
    Whole,
    /// Time was up before that.
    Cut,
}

impl Server {
    /// Serves until `stop` says so, then until the requests under way are answered, at most that long.
    pub(crate) async fn run(self, mut stop: watch::Receiver<bool>, patience: Duration) -> Ended {
        let graceful = GracefulShutdown::new();
        let places = Arc::new(Semaphore::new(self.connections.get()));
        loop {
            // Where all places are taken, whoever comes waits in the system's queue.
            let place = tokio::select! {
                place = Arc::clone(&places).acquire_owned() => place,
                _ = stop.wait_for(|stop| *stop) => break,
            };
            let accepted = tokio::select! {
                accepted = self.listener.accept() => accepted,
                _ = stop.wait_for(|stop| *stop) => break,
            };
            let (stream, _) = match accepted {
                Ok(accepted) => accepted,
                Err(error) if is_of_the_connection(&error) => continue,
                Err(error) => {
                    tracing::warn!(%error, "a connection cannot be taken");
                    tokio::time::sleep(BREATH).await;
                    continue;
                }
            };
            // Answers are small; waiting for more to send would only delay them.
            let _ = stream.set_nodelay(true);
            let connection = Connection {
                router: self.router.clone(),
                tls: self.tls.clone(),
                watcher: graceful.watcher(),
                metrics: Arc::clone(&self.metrics),
            };
            tokio::spawn(async move {
                connection.serve(stream).await;
                drop(place);
            });
        }
        drop(self.listener);
        match timeout(patience, graceful.shutdown()).await {
            Ok(()) => Ended::Whole,
            Err(_) => Ended::Cut,
        }
    }
}

struct Connection {
    router: Router,
    tls: Option<Arc<Acceptor>>,
    watcher: hyper_util::server::graceful::Watcher,
    metrics: Arc<Metrics>,
}

impl Connection {
    async fn serve(self, stream: TcpStream) {
        self.metrics.connections.inc();
        let metrics = Arc::clone(&self.metrics);
        match &self.tls {
            None => self.converse(stream).await,
            Some(tls) => match timeout(HELLO, tls.accept(stream)).await {
                Ok(Ok(stream)) => self.converse(stream).await,
                Ok(Err(error)) => tracing::debug!(%error, "a TLS handshake failed"),
                Err(_) => tracing::debug!("a TLS handshake took too long"),
            },
        }
        metrics.connections.dec();
    }

    async fn converse(self, stream: impl tokio::io::AsyncRead + tokio::io::AsyncWrite + Unpin + Send + 'static) {
        let mut builder = Builder::new(TokioExecutor::new());
        builder.http1().timer(TokioTimer::new()).header_read_timeout(HELLO);
        builder.http2().timer(TokioTimer::new()).max_concurrent_streams(STREAMS).keep_alive_interval(HELLO);
        let connection = builder.serve_connection(TokioIo::new(stream), TowerToHyperService::new(self.router));
        // Errors are those of clients that went away or do not speak HTTP.
        if let Err(error) = self.watcher.watch(connection.into_owned()).await {
            tracing::debug!(%error, "a connection ended early");
        }
    }
}

/// Whether it is one client that went wrong, and not the system.
fn is_of_the_connection(error: &io::Error) -> bool {
    use io::ErrorKind::{ConnectionAborted, ConnectionRefused, ConnectionReset};
    matches!(error.kind(), ConnectionAborted | ConnectionRefused | ConnectionReset)
}
