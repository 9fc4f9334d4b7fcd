//! What goes wrong while a plugin is made, and what its author can do.

use std::io;
use std::path::PathBuf;

use hirewall_cases::CasesError;
use hirewall_model::manifest::ManifestProblem;

/// Why a plugin could not be made.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum PackError {
    /// A file or folder cannot be read.
    #[error("`{}` cannot be read: {error}", path.display())]
    Read {
        /// Which.
        path: PathBuf,
        /// Why.
        error: io::Error,
    },
    /// A file or folder cannot be written.
    #[error("`{}` cannot be written: {error}", path.display())]
    Write {
        /// Which.
        path: PathBuf,
        /// Why.
        error: io::Error,
    },
    /// There is no cargo.
    #[error("`{program}` cannot be run: {error}")]
    Run {
        /// The program.
        program: String,
        /// Why.
        error: io::Error,
    },
    /// Cargo cannot read the package.
    #[error("cargo cannot read the package in `{}`{}", path.display(), tail(output))]
    Metadata {
        /// The plugin's folder.
        path: PathBuf,
        /// What cargo says.
        output: String,
    },
    /// The folder holds no package, or a workspace alone.
    #[error("`{}` is not the folder of a package", path.display())]
    NoPackage {
        /// The folder.
        path: PathBuf,
    },
    /// The package has no `cdylib` library.
    #[error("the package `{name}` does not make a WebAssembly module")]
    NoLibrary {
        /// The package.
        name: String,
    },
    /// No toolchain can build for WebAssembly.
    #[error("no Rust toolchain here can build for WebAssembly: {found}")]
    NoToolchain {
        /// What was looked at.
        found: String,
    },
    /// The plugin does not compile.
    #[error("cargo could not build the plugin{}", tail(output))]
    Cargo {
        /// What cargo says; empty when it was shown as it came.
        output: String,
    },
    /// It compiled to something that is no WebAssembly module.
    #[error("this is not a WebAssembly module: {reason}")]
    Module {
        /// Why.
        reason: String,
    },
    /// The module has no manifest.
    #[error("the module carries no manifest")]
    NoManifest,
    /// The module has several manifests.
    #[error("the module carries {count} manifests")]
    Manifests {
        /// How many.
        count: usize,
    },
    /// The module imports what the host does not provide.
    #[error("the module imports `{import}`, which no host provides")]
    Import {
        /// The name of the imported module.
        import: String,
    },
    /// The module does not fit the contract.
    #[error("no component can be made of the module: {reason}")]
    Contract {
        /// Why.
        reason: String,
    },
    /// The plugin uses what its manifest does not name.
    #[error("the plugin uses `{capability}`, which its manifest does not ask for")]
    Capability {
        /// `log`, `lists`, `tables` or `http`.
        capability: &'static str,
    },
    /// The manifest is not right.
    #[error("the manifest is not right{}", listed(problems))]
    Manifest {
        /// What is wrong.
        problems: Vec<ManifestProblem>,
    },
    /// Cases are not right.
    #[error(transparent)]
    Cases(#[from] CasesError),
    /// The plugin's name cannot be a name.
    #[error("`{name}` cannot be the name of a plugin")]
    Name {
        /// The name.
        name: String,
    },
    /// There is something already.
    #[error("`{}` exists already", path.display())]
    Exists {
        /// Where.
        path: PathBuf,
    },
    /// There is no SDK.
    #[error("`{}` is not the SDK", path.display())]
    NoSdk {
        /// Where it was looked for.
        path: PathBuf,
    },
}

impl PackError {
    /// What to do.
    #[must_use]
    pub fn help(&self) -> String {
        match self {
            Self::Read { .. } => "Check the path and its permissions.".into(),
            Self::Write { .. } => "Check that the folder exists and can be written, and that the disk is not full.".into(),
            Self::Run { program, .. } => {
                format!("Install Rust (`https://rustup.rs`), and see that `{program}` is on `PATH`.")
            }
            Self::Metadata { output, .. } | Self::Cargo { output } if output.contains("package named `hirewall-sdk`") => {
                "Point `hirewall-sdk` in `Cargo.toml` to a checkout of Hirewall: `{ path = \"…/sdk/rust\" }`. `hirewall plugin new --sdk` \
                 writes it."
                    .into()
            }
            Self::Metadata { .. } => "Mend `Cargo.toml` as cargo says.".into(),
            Self::NoPackage { .. } => {
                "Give the folder that holds the plugin's `Cargo.toml`, or begin one with `hirewall plugin new`.".into()
            }
            Self::NoLibrary { .. } => {
                "Add to `Cargo.toml`: `[lib]` with `crate-type = [\"cdylib\", \"rlib\"]`.".into()
            }
            Self::NoToolchain { .. } => {
                "Run `rustup target add wasm32-unknown-unknown`. Without rustup: install a Rust with its library sources and the linker \
                 `wasm-ld` (on Debian the packages `cargo`, `rust-src` and `lld`)."
                    .into()
            }
            Self::Cargo { .. } => "Mend what the compiler shows.".into(),
            Self::Module { .. } => "Build it for the target `wasm32-unknown-unknown`.".into(),
            Self::NoManifest => "Call `hirewall_sdk::export!` in the plugin's `lib.rs`.".into(),
            Self::Manifests { .. } => "Call `hirewall_sdk::export!` once: a plugin holds one detector.".into(),
            Self::Import { import } if import.starts_with("__wbindgen") => {
                "A dependency expects a JavaScript host. Look for a feature such as `js`, `wasm-bindgen` or `wasmbind` with \
                 `cargo tree -e features -i wasm-bindgen --target wasm32-unknown-unknown`, and switch it off."
                    .into()
            }
            Self::Import { .. } => {
                "A detector has no clock, randomness, files or network of its own. Find the dependency that wants it, and do \
                 without it or switch that feature off."
                    .into()
            }
            Self::Contract { .. } => "Build the plugin with a current `hirewall-sdk`, and export it with `export!`.".into(),
            Self::Capability { capability: "log" } => "Add `capabilities: { log }` to `export!`.".into(),
            Self::Capability { capability } => {
                format!("Add `capabilities: {{ {capability}: [\"…\"] }}` to `export!`, with the names that are used.")
            }
            Self::Manifest { .. } => "Mend it in `export!`, in the derived types, or in the cases.".into(),
            Self::Cases(error) => error.help().to_owned(),
            Self::Name { .. } => {
                "Use lower-case letters, digits, `-` and `_`, a letter first, at most 64 of them.".into()
            }
            Self::Exists { .. } => "Choose another name, or remove it first.".into(),
            Self::NoSdk { .. } => "Give the folder of `hirewall-sdk`, which is `sdk/rust` in Hirewall's repository.".into(),
        }
    }
}

/// Cargo's own words on lines of their own.
fn tail(output: &str) -> String {
    let output = output.trim_end();
    if output.is_empty() { String::new() } else { format!(":\n{output}") }
}

fn listed(problems: &[ManifestProblem]) -> String {
    let lines =
        problems.iter().map(|problem| format!("\n  `{}`: {}. {}", problem.pointer, problem.message, problem.help));
    format!(":{}", lines.collect::<String>())
}
