//! From files to a set that may serve: read whole, compiled, bound, tested. When that happens is not known here.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

use hirewall::policy::{self, SourceFile};
use hirewall::{Loader, Plugins, testing};

use super::{Refusal, Set};
use crate::telemetry::Metrics;
use crate::watch::{self, Look};

/// How often files are read again because they changed under the reading.
const READINGS: u32 = 10;
/// How long the files get to come to rest before they are read again.
const REST: Duration = Duration::from_millis(50);

/// Reads a policy directory with a folder of plugins.
#[derive(Clone)]
pub struct SetLoader {
    loader: Loader,
    policies: PathBuf,
    plugins: PathBuf,
    /// Whether it is no fault that the folder of plugins is not there.
    plugins_optional: bool,
    metrics: Arc<Metrics>,
}

/// Files that were read and not compiled yet.
pub(super) struct Files {
    texts: Vec<SourceFile>,
    plugins: Plugins,
    /// Over all that was read: the same files have the same.
    pub(super) digest: String,
    /// How they looked before they were read.
    look: Look,
    begun: Instant,
}

impl SetLoader {
    /// Of that directory and that folder.
    #[must_use]
    pub fn new(
        loader: Loader,
        policies: PathBuf,
        plugins: PathBuf,
        plugins_optional: bool,
        metrics: Arc<Metrics>,
    ) -> Self {
        Self { loader, policies, plugins, plugins_optional, metrics }
    }

    /// The folders that it reads.
    #[must_use]
    pub fn folders(&self) -> [&Path; 2] {
        [&self.policies, &self.plugins]
    }

    /// How the folders look now.
    pub(super) fn look(&self) -> Look {
        watch::look(&self.folders())
    }

    /// Reads, compiles, binds and tests.
    ///
    /// # Errors
    /// Whatever is wrong with the files.
    pub fn load(&self) -> Result<Set, Refusal> {
        self.compile(self.read()?)
    }

    /// Reads all files, once more while they change under the reading.
    pub(super) fn read(&self) -> Result<Files, Refusal> {
        let begun = Instant::now();
        let mut before = self.look();
        for _ in 0..READINGS {
            let files = self.read_once(begun, before);
            let after = self.look();
            if before == after {
                return files;
            }
            before = after;
            std::thread::sleep(REST);
        }
        self.read_once(begun, before)
    }

    fn read_once(&self, begun: Instant, look: Look) -> Result<Files, Refusal> {
        let texts = self.loader.read(&self.policies).map_err(|error| Refusal::of_policies(&error))?;
        let plugins = if self.plugins_optional && !self.plugins.exists() {
            Plugins::default()
        } else {
            Plugins::read(&self.plugins).map_err(|error| Refusal::of_plugins(&error))?
        };
        let of_plugin = |(name, file): (&str, &hirewall::PluginFile)| {
            let digest = match &file.plugin {
                Ok(plugin) => plugin.digest().to_owned(),
                Err(error) => error.to_string(),
            };
            SourceFile::new(format!("plugin:{name}"), digest)
        };
        let named: Vec<SourceFile> = plugins.iter().map(of_plugin).collect();
        let digest = policy::digest(texts.iter().chain(&named));
        Ok(Files { texts, plugins, digest, look, begun })
    }

    /// Compiles, binds and tests what was read.
    pub(super) fn compile(&self, files: Files) -> Result<Set, Refusal> {
        let options = policy::Options { now: Some(hirewall::now()), ..policy::Options::default() };
        let Files { texts, plugins, digest, look, begun } = files;
        let loader = self.loader.clone().plugins(plugins).options(options);
        let engine = loader.files(texts).map_err(|error| Refusal::of_policies(&error))?;
        if engine.bundle().policies.is_empty() {
            let message = format!("there are no policies in `{}`", self.policies.display());
            let help = "A set without policies would find every record clear; put at least one policy there.";
            return Err(Refusal::one("there are no policies", message, help));
        }
        let report = testing::run(&engine, &testing::Options::default());
        if !report.passed() {
            return Err(Refusal::of_tests(&report));
        }
        let meters = self.metrics.rules(engine.bundle());
        Ok(Set { tests: report.cases.len(), took: begun.elapsed(), files: digest, look, engine, meters })
    }
}
