//! Finds a Rust toolchain that can build for WebAssembly: with the target installed, or with the sources to build the
//! standard library from.

use std::env;
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::PackError;

/// The target of a detector.
pub(crate) const TARGET: &str = "wasm32-unknown-unknown";

/// A toolchain, and how it builds for WebAssembly.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Toolchain {
    pub(crate) cargo: PathBuf,
    pub(crate) rustc: PathBuf,
    pub(crate) sysroot: PathBuf,
    /// Set where the toolchain has no linker of its own.
    pub(crate) linker: Option<PathBuf>,
    /// Whether the standard library is built along.
    pub(crate) builds_std: bool,
    /// `rustc 1.95.0 (59807616e 2026-04-14)`.
    pub version: String,
}

/// A toolchain as it was found.
struct Found {
    cargo: PathBuf,
    rustc: PathBuf,
    sysroot: PathBuf,
    version: String,
    installed: bool,
    sources: bool,
    linker: Linker,
}

enum Linker {
    /// The compiler finds it.
    Own,
    Other(PathBuf),
    Missing,
}

impl Toolchain {
    /// The toolchain for a plugin's folder: the active one where it can, else that of the system.
    ///
    /// # Errors
    /// When none can build for WebAssembly; the help says what to install.
    pub fn find(folder: &Path) -> Result<Self, PackError> {
        let path = env::var_os("PATH").unwrap_or_default();
        let active = (PathBuf::from("cargo"), PathBuf::from(env::var_os("RUSTC").unwrap_or_else(|| "rustc".into())));
        let system = (PathBuf::from("/usr/bin/cargo"), PathBuf::from("/usr/bin/rustc"));
        let mut found: Vec<Found> = Vec::new();
        let mut missing = None;
        for (cargo, rustc) in [active, system] {
            if cargo.is_absolute() && !(cargo.is_file() && rustc.is_file()) {
                continue;
            }
            match look(folder, cargo, rustc, &path) {
                Ok(this) if found.iter().all(|other| other.sysroot != this.sysroot) => found.push(this),
                Ok(_) => {}
                Err(error) => missing = missing.or(Some(error)),
            }
        }
        if found.is_empty() {
            return Err(missing.unwrap_or_else(|| PackError::NoToolchain { found: "there is none".into() }));
        }
        let notes: Vec<String> = found.iter().map(Found::note).collect();
        let choose = |fits: fn(&Found) -> bool| found.iter().position(fits);
        let at =
            choose(|found| found.installed && found.links()).or_else(|| choose(|found| found.sources && found.links()));
        match at.and_then(|at| found.into_iter().nth(at)) {
            None => Err(PackError::NoToolchain { found: notes.join("; ") }),
            Some(found) => Ok(Self {
                builds_std: !found.installed,
                linker: if let Linker::Other(linker) = found.linker { Some(linker) } else { None },
                cargo: found.cargo,
                rustc: found.rustc,
                sysroot: found.sysroot,
                version: found.version,
            }),
        }
    }
}

impl Found {
    fn links(&self) -> bool {
        !matches!(self.linker, Linker::Missing)
    }

    /// What it lacks.
    fn note(&self) -> String {
        let lack = match (self.installed || self.sources, self.links()) {
            (true, true) => "is complete",
            (true, false) => "lacks the linker `wasm-ld`",
            (false, _) => "lacks the target `wasm32-unknown-unknown`, and the library's sources",
        };
        format!("`{}` {lack}", self.version)
    }
}

fn look(folder: &Path, cargo: PathBuf, rustc: PathBuf, path: &OsString) -> Result<Found, PackError> {
    let ask = |arguments: &[&str]| -> Result<String, PackError> {
        let run = |error| PackError::Run { program: rustc.display().to_string(), error };
        let output = Command::new(&rustc).current_dir(folder).args(arguments).output().map_err(run)?;
        if output.status.success() {
            return Ok(String::from_utf8_lossy(&output.stdout).trim().to_owned());
        }
        let found = format!("`{}` says: {}", rustc.display(), String::from_utf8_lossy(&output.stderr).trim());
        Err(PackError::NoToolchain { found })
    };
    let sysroot = PathBuf::from(ask(&["--print", "sysroot"])?);
    let about = ask(&["-vV"])?;
    let host = about.lines().find_map(|line| line.strip_prefix("host: ")).unwrap_or_default();
    let library = sysroot.join("lib/rustlib");
    let bundled = library.join(host).join("bin");
    let own = ["rust-lld", "rust-lld.exe"].iter().any(|name| bundled.join(name).is_file());
    Ok(Found {
        installed: library.join(TARGET).join("lib").is_dir(),
        sources: library.join("src/rust/library/Cargo.lock").is_file(),
        linker: if own { Linker::Own } else { linker(path).map_or(Linker::Missing, Linker::Other) },
        version: about.lines().next().unwrap_or_default().to_owned(),
        cargo,
        rustc,
        sysroot,
    })
}

/// A linker for WebAssembly on `PATH`: `wasm-ld`, one with a version in its name, or `rust-lld`.
fn linker(path: &OsString) -> Option<PathBuf> {
    let folders: Vec<PathBuf> = env::split_paths(path).collect();
    let named = |name: &str| folders.iter().map(|folder| folder.join(name)).find(|file| file.is_file());
    named("wasm-ld")
        .or_else(|| (14..40).rev().find_map(|version| named(&format!("wasm-ld-{version}"))))
        .or_else(|| named("rust-lld"))
}
