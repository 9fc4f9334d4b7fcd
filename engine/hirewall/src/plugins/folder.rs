//! The plugins of a folder. It reads files and their manifests, and runs nothing.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use hirewall_detector::{PLUGIN_BYTES, Plugin, PluginError, Signature};
use hirewall_model::Manifest;
use hirewall_policy::{Plugin as AtHand, PluginInfo};

/// Plugins at hand. Beyond it: an error.
const FILES: usize = 1_000;

/// The plugins at hand, by the name of their file.
#[derive(Debug, Clone, Default)]
pub struct Plugins {
    folder: Option<PathBuf>,
    files: BTreeMap<String, PluginFile>,
}

/// A file that should be a plugin.
#[derive(Debug, Clone)]
pub struct PluginFile {
    /// Where it lies; empty for one that is in memory alone.
    pub path: PathBuf,
    /// The plugin, or what is wrong with the file.
    pub plugin: Result<Plugin, PluginError>,
}

/// Why a folder of plugins cannot be used.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum FolderError {
    /// A folder or a file cannot be read.
    #[error("`{path}` cannot be read: {error}")]
    Unreadable {
        /// Which.
        path: PathBuf,
        /// Why not.
        error: io::Error,
    },
    /// Two files of one name, so that `plugin: NAME` could mean either.
    #[error("there are two plugins `{name}`: `{first}` and `{second}`")]
    Twice {
        /// The name.
        name: String,
        /// One of them.
        first: PathBuf,
        /// The other.
        second: PathBuf,
    },
    /// More files than are read.
    #[error("there are more than {FILES} plugins")]
    TooMany,
}

impl Plugins {
    /// Reads every `*.wasm` of a folder and of the folders in it, one level deep, but for hidden ones. A file that is no good
    /// plugin is kept with what is wrong: that matters only where a policy names it.
    ///
    /// # Errors
    /// A folder or a file that cannot be read, two files of one name, or more than 1,000 files.
    pub fn read(folder: &Path) -> Result<Self, FolderError> {
        let mut plugins = Self { folder: Some(folder.to_owned()), files: BTreeMap::new() };
        for path in listed(folder)? {
            if path.is_dir() {
                for path in listed(&path)? {
                    if !path.is_dir() {
                        plugins.file(path)?;
                    }
                }
            } else {
                plugins.file(path)?;
            }
        }
        Ok(plugins)
    }

    /// Adds a plugin that is in memory, under the name by which policies call its file.
    pub fn insert(&mut self, name: impl Into<String>, bytes: Vec<u8>) {
        let file = PluginFile { path: PathBuf::new(), plugin: Plugin::read(bytes) };
        self.files.insert(name.into(), file);
    }

    /// The folder that was read.
    #[must_use]
    pub fn folder(&self) -> Option<&Path> {
        self.folder.as_deref()
    }

    /// The file of that name.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&PluginFile> {
        self.files.get(name)
    }

    /// The files with their names, sorted.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &PluginFile)> {
        self.files.iter().map(|(name, file)| (name.as_str(), file))
    }

    /// What the policies are compiled against.
    pub(crate) fn at_hand(&self) -> BTreeMap<String, AtHand> {
        let info = |file: &PluginFile| match &file.plugin {
            Ok(plugin) => AtHand::Sound(Box::new(PluginInfo {
                manifest: Manifest::clone(plugin.manifest()),
                digest: plugin.digest().to_owned(),
                signed_by: match plugin.signature() {
                    Signature::Valid { key } => Some(hirewall_model::hex(key.as_bytes())),
                    _ => None,
                },
            })),
            Err(error) => AtHand::Broken { message: error.to_string(), help: error.help() },
        };
        self.files.iter().map(|(name, file)| (name.clone(), info(file))).collect()
    }

    fn file(&mut self, path: PathBuf) -> Result<(), FolderError> {
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        if name.starts_with('.') || path.extension().is_none_or(|extension| extension != "wasm") {
            return Ok(());
        }
        if let Some(first) = self.files.get(&name) {
            return Err(FolderError::Twice { name, first: first.path.clone(), second: path });
        }
        if self.files.len() >= FILES {
            return Err(FolderError::TooMany);
        }
        let mut bytes = Vec::new();
        // One byte beyond the limit, so that a larger file is seen to be larger.
        File::open(&path)
            .and_then(|file| file.take(PLUGIN_BYTES as u64 + 1).read_to_end(&mut bytes))
            .map_err(|error| FolderError::Unreadable { path: path.clone(), error })?;
        self.files.insert(name, PluginFile { path, plugin: Plugin::read(bytes) });
        Ok(())
    }
}

/// What is in a folder, sorted, without what is hidden.
fn listed(folder: &Path) -> Result<Vec<PathBuf>, FolderError> {
    let unreadable = |error| FolderError::Unreadable { path: folder.to_owned(), error };
    let mut paths = Vec::new();
    for entry in fs::read_dir(folder).map_err(unreadable)? {
        let entry = entry.map_err(unreadable)?;
        if !entry.file_name().to_string_lossy().starts_with('.') {
            paths.push(entry.path());
        }
    }
    paths.sort();
    Ok(paths)
}
