//! From a configuration to a service that listens.

use std::net::SocketAddr;
use std::sync::Arc;
use std::thread::JoinHandle;
use std::time::Instant;

use arc_swap::ArcSwap;
use hirewall::Loader;
use hirewall::detector::HostOptions;
use hirewall::model::DecodeOptions;
use tokio::net::TcpListener;
use tokio::sync::{Semaphore, watch};

use super::address::AddressFile;
use super::configured::Configured;
use super::{ServeError, files, first_token, tidy};
use crate::candidate::Candidate;
use crate::config::{Config, is_local};
use crate::generation::{Keeper, ReloadHandle, Reloader, SetLoader};
use crate::http::{App, Idempotency, router};
use crate::judge::{Judge, Workers};
use crate::ledger::{Ledger, MemoryLedger, StoreLedger, place};
use crate::server::{Acceptor, Ended, Server};
use crate::telemetry::{DetectorLog, DetectorMeter, Metrics};
use crate::token::TokenFile;
use crate::words::reason;

/// A service that listens, and serves when it is run.
pub struct Service {
    app: Arc<App>,
    server: Server,
    address: SocketAddr,
    reload: ReloadHandle,
    reloader: JoinHandle<()>,
    tls: Option<Arc<Acceptor>>,
    stop: watch::Sender<bool>,
    configured: Option<Configured>,
    /// For commands that find the store in use.
    told: Option<AddressFile>,
    config: Config,
}

/// Ends a service from elsewhere.
#[derive(Debug, Clone)]
pub struct Stop(watch::Sender<bool>);

impl Stop {
    /// No request is taken any more; those under way are answered.
    pub fn now(&self) {
        self.0.send_replace(true);
    }
}

impl Service {
    /// Loads the policies, opens what there is to open, and listens. It wants a tokio runtime around it.
    ///
    /// # Errors
    /// Whatever keeps the service from serving.
    pub async fn start(config: Config) -> Result<Self, ServeError> {
        let metrics = Arc::new(Metrics::new());
        let listener = TcpListener::bind(config.listen).await;
        let unheard = |error: std::io::Error| ServeError::Listen { address: config.listen, reason: reason(&error) };
        let listener = listener.map_err(unheard)?;
        let address = listener.local_addr().map_err(unheard)?;
        let tls = config.tls.clone().map(Acceptor::new).transpose()?.map(Arc::new);
        let tokens = tokens(&config, address)?;

        let host = HostOptions {
            cache: Some(config.plugin_cache.clone()),
            observer: Some(Arc::new(DetectorMeter(Arc::clone(&metrics)))),
            ..HostOptions::default()
        };
        let loader = Loader::new()
            .decode(DecodeOptions { strict: config.strict, ..DecodeOptions::default() })
            .host_options(host)
            .detector_log(Arc::new(DetectorLog));
        let set_loader = |policies: &std::path::Path| {
            let plugins = config.plugins.clone();
            SetLoader::new(loader.clone(), policies.to_owned(), plugins, !config.plugins_named, Arc::clone(&metrics))
        };
        let active = set_loader(&config.policies);
        let (active, first) = blocking(move || {
            let first = active.load();
            (active, first)
        })
        .await?;
        let first = first.map_err(|refusal| ServeError::Policies { policies: config.policies.clone(), refusal })?;
        let opening = config.clone();
        let (ledger, number) = blocking(move || {
            let ledger = ledger(&opening)?;
            let number = ledger.last_generation()? + 1;
            Ok::<_, ServeError>((ledger, number))
        })
        .await??;
        let configured = ledger.store().map(|store| Configured::new(store.clone(), &config));
        if let Some(configured) = configured.clone() {
            let known = tokens.as_ref().map_or(Vec::new(), |file| file.tokens().to_vec());
            blocking(move || configured.record(&known, "start")).await??;
        }
        let keeper = Arc::new(Keeper::new(number, first, config.generations_kept, Arc::clone(&metrics)));
        let (serving, told) = (Arc::clone(&keeper), Arc::clone(&ledger));
        blocking(move || told.serves(&serving.hold(), &serving.kept())).await??;

        let no_thread = |error: std::io::Error| ServeError::Thread(reason(&error));
        let candidate = match &config.candidate {
            Some(folder) => {
                let candidate = Candidate::start(config.candidate_limits, Arc::clone(&metrics)).map_err(no_thread)?;
                Some((set_loader(folder), Arc::new(candidate)))
            }
            None => None,
        };
        let judged_beside = candidate.as_ref().map(|(_, candidate)| Arc::clone(candidate));
        let reloader = Reloader {
            loader: active,
            keeper: Arc::clone(&keeper),
            ledger: Arc::clone(&ledger),
            candidate,
            watch: config.watch,
            metrics: Arc::clone(&metrics),
        };
        let (reload, reloader) = reloader.start().map_err(no_thread)?;

        let (stop, stopping) = watch::channel(false);
        let app = Arc::new(App {
            judge: Arc::new(Judge {
                keeper: Arc::clone(&keeper),
                ledger: Arc::clone(&ledger),
                workers: Workers::start(config.limits.workers).map_err(no_thread)?,
                candidate: judged_beside.clone(),
                metrics: Arc::clone(&metrics),
            }),
            keeper,
            reload: reload.clone(),
            candidate: judged_beside,
            ledger,
            tokens: tokens.map(|file| ArcSwap::from_pointee(file.good())),
            limits: config.limits,
            metrics_open: config.metrics_open,
            places: Arc::new(Semaphore::new(config.limits.in_flight.get())),
            verifying: Arc::new(Semaphore::new(1)),
            idempotency: Idempotency::new(config.limits.idempotency_keys.get(), config.limits.idempotency_time),
            metrics: Arc::clone(&metrics),
            traces: config.otlp.endpoint.is_some(),
            stopping,
        });
        let server = Server {
            listener,
            router: router(&app),
            tls: tls.clone(),
            connections: config.limits.connections,
            metrics,
        };
        let (state, has_tls) = (config.state.clone(), tls.is_some());
        let told = match configured {
            Some(_) => blocking(move || AddressFile::write(&state, address, has_tls)).await?,
            None => None,
        };
        Ok(Self { app, server, address, reload, reloader, tls, stop, configured, told, config })
    }

    /// Where it listens.
    #[must_use]
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// What ends it.
    #[must_use]
    pub fn stop(&self) -> Stop {
        Stop(self.stop.clone())
    }

    /// What gives orders to the reload thread.
    #[must_use]
    pub fn reload_handle(&self) -> ReloadHandle {
        self.reload.clone()
    }

    /// Serves until it is stopped; then answers what is under way, and sees that every decision is kept. Whether everything was answered.
    pub async fn serve(self) -> Ended {
        let stopping = self.stop.subscribe();
        let tokens = (self.config.tokens.clone(), self.configured);
        let beside = files::look_after(Arc::clone(&self.app), tokens, self.tls, stopping.clone());
        let beside = tokio::spawn(beside);
        let tidying = tokio::spawn(tidy::tidy(Arc::clone(&self.app), stopping.clone()));
        let scheme = if self.config.tls.is_some() { "https" } else { "http" };
        let generation = self.app.keeper.hold();
        tracing::info!(
            address = %format!("{scheme}://{}", self.address),
            generation = generation.number,
            bundle = generation.set.digest(),
            rules = generation.set.engine.bundle().rules().count(),
            detectors = generation.set.engine.bundle().detectors.len(),
            tokens = self.app.tokens.as_ref().map_or(0, |tokens| tokens.load().len()),
            "the service listens"
        );
        drop(generation);
        let ended = self.server.run(stopping, self.config.shutdown_time).await;
        // Before the store is free: whoever finds it in use then is not sent to where nobody listens.
        drop(self.told);
        let begun = Instant::now();
        if ended == Ended::Cut {
            tracing::warn!("some requests were not answered within the time for it");
        }
        let ledger = Arc::clone(&self.app.ledger);
        match tokio::task::spawn_blocking(move || ledger.close()).await {
            Ok(()) => {
                let took_ms = begun.elapsed().as_millis();
                tracing::info!(took_ms, "every decision that was answered is kept; the service ends");
            }
            Err(_) => tracing::error!("the last decisions may not be kept: a defect"),
        }
        self.reload.end();
        beside.abort();
        tidying.abort();
        let reloader = self.reloader;
        // It may be in the middle of loading; nobody waits for what comes of it.
        let _ = tokio::time::timeout(
            std::time::Duration::from_secs(1),
            tokio::task::spawn_blocking(move || reloader.join()),
        )
        .await;
        ended
    }
}

/// Does what takes a while on a thread for it.
async fn blocking<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T, ServeError> {
    tokio::task::spawn_blocking(work).await.map_err(|error| ServeError::Thread(error.to_string()))
}

/// Where decisions go.
fn ledger(config: &Config) -> Result<Arc<dyn Ledger>, ServeError> {
    let memory = usize::try_from(config.counter_memory >> 20).unwrap_or(usize::MAX);
    let counters = hirewall::counter::Limits { memory_mib: memory, ..hirewall::counter::Limits::default() };
    let Some((url, options)) = place(config) else {
        let kept = config.decisions_kept;
        tracing::warn!(kept, "there is no store: the last decisions are kept in memory, and none over a restart");
        return Ok(Arc::new(MemoryLedger::new(kept, hirewall::counting::Limits { counters, joined_mib: memory })));
    };
    let state = |error: std::io::Error| ServeError::State { path: config.state.clone(), reason: reason(&error) };
    std::fs::create_dir_all(&config.state).map_err(state)?;
    Ok(Arc::new(StoreLedger::open(url, &options, counters, config.retention.clone())?))
}

/// The tokens; none where nobody needs one. On a first start on this machine alone one is made.
fn tokens(config: &Config, address: SocketAddr) -> Result<Option<TokenFile>, ServeError> {
    if config.no_auth {
        tracing::warn!("anybody on this machine may do anything: the service was started with `no_auth`");
        return Ok(None);
    }
    let mut file = TokenFile::read(&config.tokens)?;
    let local = is_local(address);
    if file.tokens().is_empty() {
        if !local {
            return Err(ServeError::NoTokens { tokens: config.tokens.clone(), listen: config.listen });
        }
        first_token::make(&mut file, &config.state.join("token"))?;
    }
    if !local && config.tls.is_none() {
        tracing::warn!(%address, "tokens and records go over the network as they are: set `tls.certificate` and `tls.key`, or let a proxy do it");
    }
    Ok(Some(file))
}
