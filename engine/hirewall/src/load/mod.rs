//! From a policy directory to an engine. What the files mean is known to `hirewall-policy`.

mod directory;
mod error;
mod host;
mod limits;

use std::fmt;
use std::path::Path;
use std::sync::Arc;

use hirewall_detector::{Host, HostOptions, LogSink};
use hirewall_model::DecodeOptions;
use hirewall_policy::{Options, SourceFile};

use crate::{Engine, Plugins, plugins};

pub(crate) use host::LazyHost;

pub use error::{DirectoriesError, LoadError};
pub use limits::Limits;

/// Loads an [`Engine`] with limits and options of one's own. Engines of one loader and of its clones share the host of their
/// detectors, which is made when the first policies with detectors are loaded.
#[derive(Debug, Clone, Default)]
pub struct Loader {
    limits: Limits,
    options: Options,
    decode: DecodeOptions,
    plugins: Plugins,
    host: LazyHost,
    log: Log,
}

impl Loader {
    /// A loader with the defaults.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Sets what may be read from a directory.
    #[must_use]
    pub fn limits(mut self, limits: Limits) -> Self {
        self.limits = limits;
        self
    }

    /// Sets what compiling is told, such as the time that lints hold dates against.
    #[must_use]
    pub fn options(mut self, options: Options) -> Self {
        self.options = options;
        self
    }

    /// Sets how records are read, such as strictly.
    #[must_use]
    pub fn decode(mut self, decode: DecodeOptions) -> Self {
        self.decode = decode;
        self
    }

    /// Sets the plugins that the policies may bind. Without any, a `detector:` document names a plugin that is not there.
    #[must_use]
    pub fn plugins(mut self, plugins: Plugins) -> Self {
        self.plugins = plugins;
        self
    }

    /// Sets what the host of the detectors is made with, such as the folder of compiled code.
    #[must_use]
    pub fn host_options(mut self, options: HostOptions) -> Self {
        self.host = LazyHost::with(options);
        self
    }

    /// Sets the host of the detectors: one that is there already.
    #[must_use]
    pub fn host(mut self, host: Host) -> Self {
        self.host = LazyHost::made(host);
        self
    }

    /// Sets where the log lines go of detectors that are granted to write some. Without it they go nowhere.
    #[must_use]
    pub fn detector_log(mut self, log: Arc<dyn LogSink>) -> Self {
        self.log = Log(Some(log));
        self
    }

    /// Reads and compiles a policy directory: all files below it that end in `.yaml`, `.yml`, `.json`, `.csv`, `.tsv` or
    /// `.txt`, but for hidden files and folders, whose names begin with a dot.
    ///
    /// # Errors
    /// Whatever is wrong with the directory: all faults of all files.
    pub fn directory(&self, directory: &Path) -> Result<Engine, LoadError> {
        self.files(self.read(directory)?)
    }

    /// Reads the files of a policy directory and compiles nothing.
    ///
    /// # Errors
    /// What cannot be read.
    pub fn read(&self, directory: &Path) -> Result<Vec<SourceFile>, LoadError> {
        directory::read(directory, &self.limits).map_err(|(diagnostics, sources)| LoadError { diagnostics, sources })
    }

    /// Compiles the files of a policy directory that are in memory already, and makes their detectors ready to serve.
    ///
    /// # Errors
    /// Whatever is wrong with the files, or else each detector that cannot serve.
    pub fn files(&self, files: Vec<SourceFile>) -> Result<Engine, LoadError> {
        let options = Options { plugins: self.plugins.at_hand(), ..self.options.clone() };
        let compiled = hirewall_policy::compile(files, &options);
        let (mut diagnostics, sources) = (compiled.diagnostics, compiled.sources);
        let Some(bundle) = compiled.bundle else { return Err(LoadError { diagnostics, sources }) };
        match plugins::bind(&self.host, &bundle, &self.plugins, self.log.0.as_ref()) {
            Ok(detectors) => Ok(Engine::new(bundle, detectors, diagnostics, sources, self.decode)),
            Err(faults) => {
                diagnostics.extend(faults);
                Err(LoadError { diagnostics, sources })
            }
        }
    }
}

/// Where log lines of detectors go.
#[derive(Clone, Default)]
struct Log(Option<Arc<dyn LogSink>>);

impl fmt::Debug for Log {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(if self.0.is_some() { "Log(..)" } else { "Log(nowhere)" })
    }
}
