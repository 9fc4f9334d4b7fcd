//! What a host is made with.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use hirewall_model::manifest;

use crate::breaker::{BreakerOptions, Clock};
use crate::http::HttpOptions;
use crate::{Limits, Observer};

/// What a [`crate::Host`] is made with. Counts of zero count as one.
#[derive(Clone)]
pub struct HostOptions {
    /// Limits of a detector, where neither its binding nor its manifest says otherwise.
    pub limits: Limits,
    /// How far a manifest's wishes count without the operator's word.
    pub wishes: manifest::Limits,
    /// Instances that live at once. A call beyond waits, at most [`HostOptions::wait`].
    pub instances: u32,
    /// How long a call waits for a free instance before it fails as `host-busy`.
    pub wait: Duration,
    /// MiB of linear memory that an instance can have at most, whatever its limit says.
    pub most_memory_mib: u32,
    /// KiB of stack of a guest: 64 to 1,024. The calling thread must have that and 256 KiB beside.
    pub stack_kib: u32,
    /// Whether instances come from a pool of slots made beforehand, which is several times faster. Where the system does
    /// not give the address space, there is no pool and [`crate::Host::remarks`] says so.
    pub pooling: bool,
    /// Whether used memory is found with `PAGEMAP_SCAN`: no page faults on reuse. Linux 6.7 and later.
    pub pagemap_scan: PagemapScan,
    /// KiB of an instance's memory that stay resident between two lives, where `PAGEMAP_SCAN` works.
    pub keep_resident_kib: u32,
    /// Components that are compiled at once, each on as many threads as there are cores.
    pub compilations: u32,
    /// What a component may have to be compiled.
    pub compile: CompileLimits,
    /// MiB of compiled functions that are kept in memory, for what is compiled next. Beyond that, what was not met lately goes; 0 keeps none.
    pub functions_mib: u32,
    /// Where compiled code is kept. None: nowhere.
    pub cache: Option<PathBuf>,
    /// MiB of compiled code that are kept. Beyond that, what was written first goes.
    pub cache_mib: u32,
    /// Configured instances kept ready for each plugin that cannot be snapshot.
    pub warm: u32,
    /// When a failing detector is no longer asked.
    pub breaker: BreakerOptions,
    /// The clock of circuit breakers: time since any fixed moment. Tests give their own.
    pub clock: Arc<dyn Clock>,
    /// Told of each call.
    pub observer: Option<Arc<dyn Observer>>,
    /// Outbound HTTPS.
    pub http: HttpOptions,
}

/// Whether `PAGEMAP_SCAN` is used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum PagemapScan {
    /// Where the system has it.
    #[default]
    Auto,
    /// Never.
    Off,
}

/// What a component may have to be compiled. A compilation cannot be interrupted, so that what would take too long is refused
/// before it starts: time and memory grow with the size of functions, and with their loops times their variables.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CompileLimits {
    /// Bytes of code of all functions. 16 MiB.
    pub code_bytes: usize,
    /// Functions. 100,000.
    pub functions: u32,
    /// Bytes of one function. 256 KiB.
    pub function_bytes: usize,
    /// Blocks of one function times its variables. 16,000,000.
    pub function_effort: u64,
    /// Core modules. 30.
    pub modules: u32,
    /// Components within the component, however deep. 500.
    pub components: u32,
    /// Types, functions, imports, exports and instances of the component, those of a component within it as often as it is
    /// instantiated. 100,000.
    pub parts: u64,
}

impl Default for CompileLimits {
    fn default() -> Self {
        Self {
            code_bytes: 16 << 20,
            functions: 100_000,
            function_bytes: 256 << 10,
            function_effort: 16_000_000,
            modules: 30,
            components: 500,
            parts: 100_000,
        }
    }
}

impl Default for HostOptions {
    fn default() -> Self {
        let threads = std::thread::available_parallelism().map_or(1, |count| u32::try_from(count.get()).unwrap_or(1));
        Self {
            limits: Limits::default(),
            wishes: manifest::Limits { time_ms: Some(500), memory_mib: Some(256), configure_ms: Some(10_000) },
            instances: 64_u32.max(threads.saturating_mul(4)),
            wait: Duration::from_secs(5),
            most_memory_mib: 1_024,
            stack_kib: 512,
            pooling: true,
            pagemap_scan: PagemapScan::Auto,
            keep_resident_kib: 1_024,
            compilations: threads.div_ceil(2),
            compile: CompileLimits::default(),
            functions_mib: 32,
            cache: None,
            cache_mib: 2_048,
            warm: 4,
            breaker: BreakerOptions::default(),
            clock: Arc::new(crate::breaker::Monotonic::default()),
            observer: None,
            http: HttpOptions::default(),
        }
    }
}
