//! The engine, its ticker, its slots, its cache: what all detectors share. It does not call detectors.

use std::sync::{Arc, Mutex};

use wasmtime::Engine;
use wasmtime::component::{HasSelf, Linker};

use crate::cache::Cache;
use crate::http::HttpClient;
use crate::state::State;
use crate::supply::Refiller;

pub(crate) mod compile;
mod compilers;
mod config;
mod error;
mod functions;
mod options;
mod parts;
pub(crate) mod slots;
pub(crate) mod ticker;

pub(crate) use compilers::step_behind;
pub use error::HostError;
pub use options::{CompileLimits, HostOptions, PagemapScan};

/// Core instances of a component.
pub(crate) const CORE_INSTANCES: u32 = 20;
/// Linear memories of a component.
pub(crate) const MEMORIES: u32 = 2;
/// Tables of a component.
pub(crate) const TABLES: u32 = 8;

/// Runs detectors. Cheap to clone; everything ends when the last clone and the last detector are gone.
#[derive(Clone)]
pub struct Host {
    pub(crate) inner: Arc<Inner>,
}

pub(crate) struct Inner {
    pub(crate) engine: Engine,
    pub(crate) linker: Linker<State>,
    pub(crate) options: HostOptions,
    pub(crate) ticker: ticker::Ticker,
    pub(crate) slots: Arc<slots::Slots>,
    pub(crate) compilations: Arc<slots::Slots>,
    compilers: compilers::Compilers,
    pub(crate) cache: Option<Cache>,
    pub(crate) http: HttpClient,
    pub(crate) refiller: Mutex<Option<Refiller>>,
    remarks: Vec<String>,
}

impl Host {
    /// Makes an engine with its pool, its thread for ticks, and opens the cache.
    ///
    /// # Errors
    /// When the system gives no engine or no thread. A pool or a cache that cannot be had is only remarked.
    pub fn new(options: HostOptions) -> Result<Self, HostError> {
        let config::Made { engine, mut remarks } =
            config::engine(&options).map_err(|error| HostError::engine(&error))?;
        let mut linker = Linker::new(&engine);
        crate::world::Detector::add_to_linker::<State, HasSelf<State>>(&mut linker, |state| state)
            .map_err(|error| HostError::engine(&error))?;
        let ticker = ticker::Ticker::start(&engine).map_err(|error| HostError::Thread { error })?;
        let cache = options.cache.as_ref().and_then(|directory| {
            match Cache::open(directory, u64::from(options.cache_mib) << 20, &engine) {
                Ok(cache) => Some(cache),
                Err(error) => {
                    remarks.push(format!("compiled code is not kept: {error}"));
                    None
                }
            }
        });
        let http = HttpClient::new(options.http);
        let inner = Inner {
            slots: Arc::new(slots::Slots::new(options.instances)),
            compilations: Arc::new(slots::Slots::new(options.compilations)),
            compilers: compilers::Compilers::default(),
            engine,
            linker,
            ticker,
            cache,
            http,
            refiller: Mutex::new(None),
            remarks,
            options,
        };
        Ok(Self { inner: Arc::new(inner) })
    }

    /// What had to be done without, and what it costs: no pool, no `PAGEMAP_SCAN`, no cache. For the operator's log.
    #[must_use]
    pub fn remarks(&self) -> &[String] {
        &self.inner.remarks
    }

    /// The engine, for measurements beside it.
    #[doc(hidden)]
    #[must_use]
    pub fn engine(&self) -> &Engine {
        &self.inner.engine
    }

    /// What it was made with.
    #[must_use]
    pub fn options(&self) -> &HostOptions {
        &self.inner.options
    }
}

impl std::fmt::Debug for Host {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Host").field("remarks", &self.inner.remarks).finish_non_exhaustive()
    }
}
