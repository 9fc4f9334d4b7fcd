//! What cargo says of the plugin's package. It changes nothing.

use std::path::{Path, PathBuf};
use std::process::Command;

use serde::Deserialize;

use crate::PackError;

/// The plugin's package.
#[derive(Debug)]
pub(crate) struct Package {
    pub(crate) name: String,
    pub(crate) manifest_path: PathBuf,
    /// The folder of the workspace, which is the package's own where there is no other.
    pub(crate) workspace: PathBuf,
    pub(crate) target: PathBuf,
    /// The folders of all packages that are not from a registry, by name.
    pub(crate) local: Vec<(String, PathBuf)>,
}

#[derive(Deserialize)]
struct Metadata {
    packages: Vec<Entry>,
    workspace_root: PathBuf,
    target_directory: PathBuf,
}

#[derive(Deserialize)]
struct Entry {
    name: String,
    source: Option<String>,
    manifest_path: PathBuf,
    targets: Vec<Target>,
}

#[derive(Deserialize)]
struct Target {
    crate_types: Vec<String>,
}

impl Package {
    /// The package in a folder; with its dependencies, or without when they do not matter.
    pub(crate) fn read(cargo: &Path, folder: &Path, offline: bool, dependencies: bool) -> Result<Self, PackError> {
        let manifest = folder.join("Cargo.toml");
        if !manifest.is_file() {
            return Err(PackError::NoPackage { path: folder.to_owned() });
        }
        let mut command = Command::new(cargo);
        command.current_dir(folder).args(["metadata", "--format-version", "1", "--color", "never"]);
        if dependencies {
            command.args(["--filter-platform", crate::toolchain::TARGET]);
        } else {
            command.arg("--no-deps");
        }
        if offline {
            command.arg("--offline");
        }
        let run = |error| PackError::Run { program: cargo.display().to_string(), error };
        let output = command.output().map_err(run)?;
        let failed = |output: String| PackError::Metadata { path: folder.to_owned(), output };
        if !output.status.success() {
            return Err(failed(String::from_utf8_lossy(&output.stderr).into_owned()));
        }
        let metadata: Metadata = serde_json::from_slice(&output.stdout).map_err(|error| failed(error.to_string()))?;
        let manifest = manifest.canonicalize().map_err(|error| PackError::Read { path: manifest.clone(), error })?;
        let same = |entry: &&Entry| entry.manifest_path.canonicalize().is_ok_and(|path| path == manifest);
        let Some(entry) = metadata.packages.iter().find(same) else {
            return Err(PackError::NoPackage { path: folder.to_owned() });
        };
        if !entry.targets.iter().any(|target| target.crate_types.iter().any(|kind| kind == "cdylib")) {
            return Err(PackError::NoLibrary { name: entry.name.clone() });
        }
        let local = metadata
            .packages
            .iter()
            .filter(|entry| entry.source.is_none())
            .filter_map(|entry| Some((entry.name.clone(), entry.manifest_path.parent()?.to_owned())));
        Ok(Self {
            name: entry.name.clone(),
            manifest_path: entry.manifest_path.clone(),
            local: local.collect(),
            workspace: metadata.workspace_root,
            target: metadata.target_directory,
        })
    }
}
