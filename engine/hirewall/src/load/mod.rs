//! From a policy directory to an engine. What the files mean is known to `hirewall-policy`.

mod directory;
mod error;
mod limits;

use std::path::Path;

use hirewall_model::DecodeOptions;
use hirewall_policy::{Options, SourceFile};

use crate::Engine;

pub use error::LoadError;
pub use limits::Limits;

/// Loads an [`Engine`] with limits and options of one's own.
#[derive(Debug, Clone, Default)]
pub struct Loader {
    limits: Limits,
    options: Options,
    decode: DecodeOptions,
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

    /// Compiles the files of a policy directory that are in memory already.
    ///
    /// # Errors
    /// Whatever is wrong with the files.
    pub fn files(&self, files: Vec<SourceFile>) -> Result<Engine, LoadError> {
        let compiled = hirewall_policy::compile(files, &self.options);
        match compiled.bundle {
            Some(bundle) => Ok(Engine::new(bundle, compiled.diagnostics, compiled.sources, self.decode)),
            None => Err(LoadError { diagnostics: compiled.diagnostics, sources: compiled.sources }),
        }
    }
}
