//! Which plugins the policies may bind, and where their compiled code is kept. What is wrong inside a plugin is told where a policy
//! binds it.

use std::env;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use clap::Args;
use hirewall::detector::{HostOptions, LogLevel, LogSink};
use hirewall::{FolderError, Loader, Plugins};

use crate::exit::Exit;
use crate::failure::{self, Failure};
use crate::output::terminal::Terminal;
use crate::output::{safe, style};

/// The folder that is meant when none is named.
const DEFAULT: &str = "plugins";

/// The plugins and the cache of their compiled code.
#[derive(Debug, Clone, Args)]
pub(crate) struct PluginArguments {
    /// The folder with detector plugins: its .wasm files, and those one folder deeper; without it, `plugins` where it exists
    #[arg(long, value_name = "DIR", env = "HIREWALL_PLUGINS")]
    plugins: Option<PathBuf>,
    #[command(flatten)]
    cache: CacheArguments,
}

/// Where compiled code is kept.
#[derive(Debug, Clone, Args)]
pub(crate) struct CacheArguments {
    /// Where compiled plugins are kept; without it, in the user's cache folder
    #[arg(long, value_name = "DIR", env = "HIREWALL_PLUGIN_CACHE")]
    plugin_cache: Option<PathBuf>,
    /// Compile plugins anew and keep nothing
    #[arg(long, conflicts_with = "plugin_cache")]
    no_plugin_cache: bool,
}

impl PluginArguments {
    /// The loader with the plugins in it.
    pub(crate) fn given_to(&self, loader: Loader, terminal: &Terminal) -> Result<Loader, Failure> {
        let log = Log { color: terminal.err_color };
        Ok(loader.plugins(self.read()?).host_options(self.cache.host_options()).detector_log(Arc::new(log)))
    }

    /// The plugins of the folder.
    pub(crate) fn read(&self) -> Result<Plugins, Failure> {
        match &self.plugins {
            Some(folder) => Plugins::read(folder).map_err(|error| unusable(&error)),
            None if Path::new(DEFAULT).is_dir() => Plugins::read(Path::new(DEFAULT)).map_err(|error| unusable(&error)),
            None => Ok(Plugins::default()),
        }
    }

    /// What a host is made with.
    pub(crate) fn host_options(&self) -> HostOptions {
        self.cache.host_options()
    }
}

impl CacheArguments {
    /// What a host is made with.
    pub(crate) fn host_options(&self) -> HostOptions {
        let named = self.plugin_cache.clone().filter(|folder| !folder.as_os_str().is_empty());
        let cache = if self.no_plugin_cache { None } else { named.or_else(users_cache) };
        HostOptions { cache, ..HostOptions::default() }
    }
}

/// The folder for what can be made anew: `hirewall/plugins` in `XDG_CACHE_HOME`, `~/.cache`, `~/Library/Caches` or `LOCALAPPDATA`.
fn users_cache() -> Option<PathBuf> {
    let absolute = |name| env::var_os(name).map(PathBuf::from).filter(|path| path.is_absolute());
    let caches = if cfg!(windows) {
        absolute("LOCALAPPDATA")
    } else {
        absolute("XDG_CACHE_HOME").or_else(|| {
            let own = if cfg!(target_os = "macos") { "Library/Caches" } else { ".cache" };
            Some(env::home_dir().filter(|home| home.is_absolute())?.join(own))
        })
    };
    Some(caches?.join("hirewall").join("plugins"))
}

fn unusable(error: &FolderError) -> Failure {
    match error {
        FolderError::Unreadable { path, error } => {
            let message = format!("cannot read `{}`: {}", path.display(), failure::reason(error));
            Failure { exit: Exit::Usage, ..Failure::input(message) }
                .help("Name the folder of the plugins with `--plugins DIR`.")
        }
        FolderError::Twice { .. } => Failure::usage(error.to_string())
            .help("Policies call a plugin by the name of its file: keep one of them, or rename it."),
        _ => Failure::usage(error.to_string()).help("Name the folder that holds the plugins alone."),
    }
}

/// Prints what detectors log to standard error, as their text and not ours.
struct Log {
    color: bool,
}

impl LogSink for Log {
    fn write(&self, detector: &str, level: LogLevel, text: &str) {
        let name = style::paint(&format!("detector `{}`", safe::line(detector)), style::FAINT, self.color);
        let line = format!("{name}: {}: {}\n", level.as_str(), safe::line(text));
        // A reader of standard error that went away is no reason to stop judging.
        let _ = std::io::Write::write_all(&mut std::io::stderr().lock(), line.as_bytes());
    }
}
