//! Why a file is no plugin.

use hirewall_model::ManifestProblem;

use super::Version;

/// Why a file is no plugin for this host.
#[derive(Debug, Clone, thiserror::Error)]
pub enum PluginError {
    /// Larger than the limit.
    #[error("the file has {bytes} bytes, more than the limit of {most}")]
    TooLarge {
        /// Its size.
        bytes: usize,
        /// The limit.
        most: usize,
    },
    /// Not WebAssembly at all.
    #[error("{}", if *.empty { "the file is empty" } else { "the file is not WebAssembly" })]
    NotWasm {
        /// Whether it has no byte.
        empty: bool,
    },
    /// A core module.
    #[error("the file is a core WebAssembly module, not a component")]
    CoreModule,
    /// It ends too early.
    #[error("the file is cut short: it ends after {bytes} bytes, within a section")]
    Truncated {
        /// Its size.
        bytes: usize,
    },
    /// Damaged.
    #[error("the file is damaged at byte {at}")]
    Broken {
        /// Where reading stopped.
        at: usize,
    },
    /// Without a manifest.
    #[error("the component has no manifest")]
    NoManifest,
    /// With more than one.
    #[error("the component has more than one manifest")]
    TwoManifests,
    /// The manifest is larger than the limit.
    #[error("the manifest has {bytes} bytes, more than the limit of {}", hirewall_model::manifest::MANIFEST_BYTES)]
    ManifestTooLarge {
        /// Its size.
        bytes: usize,
    },
    /// The manifest cannot be read, or breaks a rule.
    #[error("the manifest is not valid: {}", of_manifest(.0))]
    Manifest(Vec<ManifestProblem>),
    /// Another version of the contract.
    #[error("`{name}` is version {wants} of the contract, and this host has {has}")]
    Contract {
        /// The import or export.
        name: String,
        /// Its version; 0.0.0 when it names none.
        wants: Version,
        /// The host's.
        has: Version,
    },
    /// An import that no detector gets.
    #[error("the component imports `{name}`, which no detector is given")]
    ForbiddenImport {
        /// What it imports.
        name: String,
    },
    /// An import that the manifest does not declare.
    #[error("the component imports `{interface}`, which its manifest does not declare")]
    Undeclared {
        /// The interface.
        interface: &'static str,
    },
    /// It does not export what every detector exports.
    #[error("the component does not export `hirewall:detector/guest`{}", of_exports(.exports))]
    NoGuest {
        /// The first of its exports.
        exports: Vec<String>,
    },
    /// A manifest that cannot be written as JSON.
    #[error("the manifest cannot be written as JSON")]
    Unwritable,
}

/// The code of every [`PluginError`].
pub const PLUGIN_CODES: &[&str] = &[
    "too-large",
    "not-wasm",
    "core-module",
    "truncated",
    "damaged",
    "no-manifest",
    "two-manifests",
    "manifest-too-large",
    "bad-manifest",
    "contract-version",
    "forbidden-import",
    "undeclared-import",
    "no-guest",
    "unwritable-manifest",
];

impl PluginError {
    /// A stable code for machines, one of [`PLUGIN_CODES`].
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::TooLarge { .. } => "too-large",
            Self::NotWasm { .. } => "not-wasm",
            Self::CoreModule => "core-module",
            Self::Truncated { .. } => "truncated",
            Self::Broken { .. } => "damaged",
            Self::NoManifest => "no-manifest",
            Self::TwoManifests => "two-manifests",
            Self::ManifestTooLarge { .. } => "manifest-too-large",
            Self::Manifest(_) => "bad-manifest",
            Self::Contract { .. } => "contract-version",
            Self::ForbiddenImport { .. } => "forbidden-import",
            Self::Undeclared { .. } => "undeclared-import",
            Self::NoGuest { .. } => "no-guest",
            Self::Unwritable => "unwritable-manifest",
        }
    }

    /// What to do.
    #[must_use]
    pub fn help(&self) -> String {
        match self {
            Self::TooLarge { .. } => {
                "Build it with size optimisation and without debug information, or raise the limit.".into()
            }
            Self::NotWasm { .. } => "Give the `.wasm` file that `hirewall plugin build` made.".into(),
            Self::CoreModule => "Make a component of it: `hirewall plugin build` does so.".into(),
            Self::Truncated { .. } | Self::Broken { .. } => "Copy the file again, or build it again.".into(),
            Self::NoManifest | Self::TwoManifests => {
                "Build it with `hirewall plugin build`, which puts exactly one manifest in.".into()
            }
            Self::ManifestTooLarge { .. } => "Move examples out of the manifest, or shorten it.".into(),
            Self::Manifest(problems) => problems.first().map(|problem| problem.help.clone()).unwrap_or_default(),
            Self::Contract { wants, has, .. } if wants > has => {
                format!("Use a Hirewall that speaks {wants}, or build the plugin against {has}.")
            }
            Self::Contract { has, .. } => format!("Build the plugin against the contract {has}."),
            Self::ForbiddenImport { name } if name.starts_with("wasi:") => {
                "Build it without WASI: for the target `wasm32-unknown-unknown`, or with stubs in its place.".into()
            }
            Self::ForbiddenImport { .. } => {
                "A detector may import `log`, `lists`, `tables` and `http` of the contract, with their version.".into()
            }
            Self::Undeclared { interface } => {
                format!("Declare it under `capabilities` in the manifest as `{interface}`, or do not import it.")
            }
            Self::NoGuest { .. } => "Implement the world `detector` of `sdk/wit/detector.wit`.".into(),
            Self::Unwritable => "Give numbers that JSON can hold.".into(),
        }
    }
}

fn of_manifest(problems: &[ManifestProblem]) -> String {
    let Some(first) = problems.first() else { return "no problem is named".into() };
    let place = if first.pointer.is_empty() {
        String::new()
    } else {
        format!("`{}`: ", crate::untrusted::line(&first.pointer, 120))
    };
    let more = if problems.len() > 1 { format!(" (and {} more)", problems.len() - 1) } else { String::new() };
    format!("{place}{}{more}", crate::untrusted::line(&first.message, 240))
}

fn of_exports(exports: &[String]) -> String {
    if exports.is_empty() { ", nor anything else".into() } else { format!(", but `{}`", exports.join("`, `")) }
}
