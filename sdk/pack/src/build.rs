//! Builds a plugin: finds its package, runs cargo, makes the component, writes it beside the sources.
//!
//! The same sources and toolchain make the same bytes, which hold no path of where they were built.

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use hirewall_model::Manifest;
use serde::Deserialize;

use crate::package::Package;
use crate::toolchain::TARGET;
use crate::{CoreModule, PackError, Toolchain, naming, write};

/// Bytes of stack in the plugin's memory; beyond it the call ends in a trap. The compiler's own default is 1 MiB.
const STACK: u32 = 256 << 10;

/// How a plugin is built.
#[derive(Debug, Clone, Default)]
pub struct BuildOptions {
    /// Where the component goes; none: `<id>.wasm` in the plugin's folder.
    pub output: Option<PathBuf>,
    /// Where cargo keeps what it builds; none: where the plugin's workspace has it.
    pub target: Option<PathBuf>,
    /// Use no network.
    pub offline: bool,
    /// Refuse to change `Cargo.lock`.
    pub locked: bool,
    /// Show what cargo says as it comes, on standard error; otherwise it is part of the error.
    pub show_cargo: bool,
    /// A program whose `main` begins with [`crate::compiler`], as the `hirewall` command does. With it, the same sources and toolchain make the same
    /// bytes wherever they lie; without it, where the packages outside of the plugin's workspace lie in the same place.
    pub wrapper: Option<PathBuf>,
}

/// A plugin that was built.
#[derive(Debug, Clone)]
pub struct Built {
    /// The component.
    pub path: PathBuf,
    /// Its bytes.
    pub size: usize,
    /// What it says of itself.
    pub manifest: Manifest,
    /// What its author may want to know.
    pub warnings: Vec<String>,
    /// What built it.
    pub toolchain: Toolchain,
}

/// Builds the plugin in a folder.
///
/// # Errors
/// See [`PackError`]; each has a cure.
pub fn build(folder: &Path, options: &BuildOptions) -> Result<Built, PackError> {
    let folder = folder.canonicalize().map_err(|error| PackError::Read { path: folder.to_owned(), error })?;
    let toolchain = Toolchain::find(&folder)?;
    let mut package = Package::read(&toolchain.cargo, &folder, options.offline, true)?;
    if let Some(target) = &options.target {
        // Cargo runs in the plugin's folder, and the path is meant from where we are.
        package.target =
            std::path::absolute(target).map_err(|error| PackError::Read { path: target.clone(), error })?;
    }
    // Before the long part: whoever slipped in a case should not wait for the compiler.
    let cases = hirewall_cases::read(&folder.join("cases"))?;
    let module = run(&toolchain, &package, &folder, options)?;
    let module = std::fs::read(&module).map_err(|error| PackError::Read { path: module, error })?;
    let module = CoreModule::read(&module, None)?;
    hirewall_cases::check(&cases, module.manifest())?;
    let examples: Vec<_> = cases.into_iter().map(|case| case.example).collect();
    let made = module.component(&examples)?;
    let path = options.output.clone().unwrap_or_else(|| folder.join(format!("{}.wasm", made.manifest.id)));
    write::atomically(&path, &made.bytes)?;
    Ok(Built { path, size: made.bytes.len(), manifest: made.manifest, warnings: made.warnings, toolchain })
}

/// A line of cargo's own report.
#[derive(Deserialize)]
struct Message {
    reason: String,
    #[serde(default)]
    manifest_path: PathBuf,
    #[serde(default)]
    filenames: Vec<PathBuf>,
}

/// Runs cargo; the core module.
fn run(toolchain: &Toolchain, package: &Package, folder: &Path, options: &BuildOptions) -> Result<PathBuf, PackError> {
    let mut command = Command::new(&toolchain.cargo);
    command
        .current_dir(folder)
        .args(["rustc", "--lib", "--release", "--target", TARGET, "--message-format", "json-render-diagnostics"])
        .arg("--manifest-path")
        .arg(&package.manifest_path)
        .arg("--target-dir")
        .arg(&package.target)
        .env("RUSTC", &toolchain.rustc)
        .env_remove("RUSTFLAGS")
        .env("CARGO_ENCODED_RUSTFLAGS", flags(toolchain, package, options.wrapper.is_some()))
        // Set when this runs below cargo itself, as in tests; they are another package's.
        .env_remove("CARGO_MANIFEST_DIR")
        .env_remove("CARGO_PKG_NAME");
    if let Some(wrapper) = &options.wrapper {
        naming::wrap(&mut command, wrapper, package.local.iter().map(|(_, folder)| folder.clone()));
    }
    if toolchain.builds_std {
        command.arg("-Zbuild-std=std,panic_abort").env("RUSTC_BOOTSTRAP", "1");
    }
    if let Some(linker) = &toolchain.linker {
        command.env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_LINKER", linker);
    }
    if options.offline {
        command.arg("--offline");
    }
    if options.locked {
        command.arg("--locked");
    }
    if options.show_cargo {
        command.stderr(Stdio::inherit());
    } else {
        command.args(["--color", "never"]);
    }
    command.arg("--").args(own_flags(package));
    let program = toolchain.cargo.display().to_string();
    let output = command.stdin(Stdio::null()).output().map_err(|error| PackError::Run { program, error })?;
    let said = || String::from_utf8_lossy(&output.stderr).into_owned();
    if !output.status.success() {
        return Err(PackError::Cargo { output: said() });
    }
    let messages = output.stdout.split(|byte| *byte == b'\n').filter_map(|line| serde_json::from_slice(line).ok());
    let module = messages
        .filter(|message: &Message| {
            message.reason == "compiler-artifact" && message.manifest_path == package.manifest_path
        })
        .flat_map(|message| message.filenames)
        .find(|file| file.extension().is_some_and(|extension| extension == "wasm"));
    module.ok_or_else(|| PackError::NoLibrary { name: package.name.clone() })
}

/// The compiler's flags for all that is built, as cargo wants them in its environment: a small stack, and no path of this
/// machine. What differs from plugin to plugin is not among them, so that plugins with one target folder share the rest.
fn flags(toolchain: &Toolchain, package: &Package, renamed: bool) -> OsString {
    let mut out = OsString::from(format!("-Clink-arg=-zstack-size={STACK}"));
    if renamed {
        out.push(format!("\u{1f}{}", naming::FLAG));
    }
    let mut add = |from: &Path, to: &str| {
        out.push("\u{1f}");
        out.push(remap(from, to));
    };
    // The last that fits counts, so the general ones come first.
    if let Some(home) = cargo_home() {
        add(&home, "/cargo");
    }
    add(&toolchain.sysroot.join("lib/rustlib/src/rust"), "/rust");
    add(&package.target, "/target");
    // The plugin's own among them: without it, these flags would be another plugin's, and all would be built again.
    for (name, folder) in &package.local {
        add(folder, &format!("/src/{name}"));
    }
    out
}

/// The compiler's flags for the plugin's own package.
fn own_flags(package: &Package) -> Vec<OsString> {
    let own = package.local.iter().filter(|(name, _)| *name == package.name);
    let own = own.map(|(name, folder)| remap(folder, &format!("/src/{name}")));
    std::iter::once(remap(&package.workspace, "/src")).chain(own).collect()
}

fn remap(from: &Path, to: &str) -> OsString {
    let mut flag = OsString::from("--remap-path-prefix=");
    flag.push(from);
    flag.push("=");
    flag.push(to);
    flag
}

fn cargo_home() -> Option<PathBuf> {
    let home =
        std::env::var_os("CARGO_HOME").map(PathBuf::from).or_else(|| Some(std::env::home_dir()?.join(".cargo")))?;
    home.canonicalize().ok()
}
