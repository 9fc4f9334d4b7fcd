//! Scaffolds a plugin that builds and passes its cases as it stands.

use std::fs;
use std::path::{Path, PathBuf};

use crate::package::Package;
use crate::relative::relative;
use crate::{PackError, write};

const CARGO: &str = include_str!("../templates/Cargo.toml");
const STANDALONE: &str = include_str!("../templates/standalone.toml");
const REST: [(&str, &str); 4] = [
    ("src/lib.rs", include_str!("../templates/src/lib.rs")),
    ("cases/basic.json", include_str!("../templates/cases/basic.json")),
    ("README.md", include_str!("../templates/README.md")),
    (".gitignore", include_str!("../templates/gitignore")),
];

/// Names that cargo or the compiler keeps for itself, or that the plugin depends on.
const TAKEN: [&str; 52] = [
    "abstract",
    "alloc",
    "as",
    "async",
    "await",
    "become",
    "box",
    "break",
    "const",
    "continue",
    "core",
    "crate",
    "do",
    "dyn",
    "else",
    "enum",
    "extern",
    "false",
    "final",
    "fn",
    "for",
    "if",
    "impl",
    "in",
    "let",
    "loop",
    "macro",
    "match",
    "mod",
    "move",
    "mut",
    "priv",
    "proc_macro",
    "pub",
    "ref",
    "return",
    "self",
    "serde",
    "serde_json",
    "static",
    "std",
    "struct",
    "super",
    "target",
    "test",
    "trait",
    "true",
    "try",
    "type",
    "unsafe",
    "use",
    "where",
];

/// How a plugin is scaffolded.
#[derive(Debug, Clone, Default)]
pub struct NewOptions {
    /// The folder of `hirewall-sdk`; none: `sdk/rust` of the checkout that the plugin lies in, or that this program was built
    /// in and still lies in, or else the version that is published.
    pub sdk: Option<PathBuf>,
    /// Who answers for the plugin; none: `Unknown`, to be filled in.
    pub vendor: Option<String>,
}

/// A plugin that was scaffolded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Created {
    /// Its folder.
    pub folder: PathBuf,
    /// Its id, and that of the component to come: `<id>.wasm`.
    pub id: String,
    /// The files, from its folder on.
    pub files: Vec<PathBuf>,
    /// Whether it is a member of a cargo workspace that was there already.
    pub in_workspace: bool,
    /// Where it takes the SDK from.
    pub sdk: Sdk,
}

/// Where a plugin takes the SDK from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Sdk {
    /// The folder of `hirewall-sdk`, in a checkout of Hirewall.
    Folder(PathBuf),
    /// A version that is published.
    Version(String),
}

/// Scaffolds the plugin `name` in a new folder of that name in `parent`.
///
/// # Errors
/// When the name cannot be one, the folder exists, or a file cannot be written.
pub fn new(parent: &Path, name: &str, options: &NewOptions) -> Result<Created, PackError> {
    let id = name.replace('-', "_");
    let named = name.len() <= 64
        && name.starts_with(|first: char| first.is_ascii_lowercase())
        && name.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || b"-_".contains(&byte))
        && !id.starts_with("hirewall_")
        && !TAKEN.contains(&id.as_str());
    if !named {
        return Err(PackError::Name { name: name.to_owned() });
    }
    let parent = parent.canonicalize().map_err(|error| PackError::Read { path: parent.to_owned(), error })?;
    let folder = parent.join(name);
    if folder.exists() {
        return Err(PackError::Exists { path: folder });
    }
    let sdk = Sdk::find(&folder, options.sdk.as_deref())?;
    let vendor = options.vendor.as_deref().map(str::trim).filter(|vendor| !vendor.is_empty()).unwrap_or("Unknown");
    let fill = |template: &str| {
        template
            .replace("{{name}}", name)
            .replace("{{id}}", &id)
            // Written as the compiler reads it: whatever is in it stays a text.
            .replace("{{vendor}}", &format!("{vendor:?}"))
            .replace("{{sdk}}", &sdk.dependency(&folder, "rust"))
            .replace("{{testkit}}", &sdk.dependency(&folder, "testkit"))
    };
    let mut files = vec![PathBuf::from("Cargo.toml")];
    for (file, template) in REST {
        put(&folder.join(file), &fill(template))?;
        files.push(file.into());
    }
    let cargo = folder.join("Cargo.toml");
    put(&cargo, &fill(CARGO))?;
    // Cargo itself knows best whether a workspace around here takes the package in.
    let in_workspace = Package::read(Path::new("cargo"), &folder, true, false)
        .is_ok_and(|package| package.workspace.canonicalize().is_ok_and(|workspace| workspace != folder));
    if !in_workspace {
        put(&cargo, &fill(&format!("{CARGO}{STANDALONE}")))?;
    }
    Ok(Created { folder, id, files, in_workspace, sdk })
}

impl Sdk {
    fn find(folder: &Path, given: Option<&Path>) -> Result<Self, PackError> {
        let found = match given {
            Some(path) if is_sdk(path) => {
                Some(path.canonicalize().map_err(|error| PackError::Read { path: path.to_owned(), error })?)
            }
            Some(path) => return Err(PackError::NoSdk { path: path.to_owned() }),
            None => {
                let program = std::env::current_exe().ok().and_then(|program| program.canonicalize().ok());
                let above = folder.ancestors().chain(program.as_deref().into_iter().flat_map(Path::ancestors));
                above.map(|above| above.join("sdk/rust")).find(|path| is_sdk(path))
            }
        };
        Ok(found.map_or_else(|| Self::Version(env!("CARGO_PKG_VERSION").into()), Self::Folder))
    }

    /// The dependency on one of the SDK's crates, as `Cargo.toml` wants it.
    fn dependency(&self, plugin: &Path, part: &str) -> String {
        match self {
            Self::Version(version) => format!("\"{version}\""),
            Self::Folder(sdk) => {
                let path = sdk.with_file_name(part);
                let path = relative(plugin, &path).unwrap_or_else(|| path.to_string_lossy().into_owned());
                // Quoted as TOML quotes: a backslash and a quote are what a path could upset it with.
                format!("{{ path = \"{}\" }}", path.replace('\\', "\\\\").replace('"', "\\\""))
            }
        }
    }
}

fn put(path: &Path, text: &str) -> Result<(), PackError> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).map_err(|error| PackError::Write { path: folder.to_owned(), error })?;
    }
    write::atomically(path, text.as_bytes())
}

fn is_sdk(path: &Path) -> bool {
    fs::read_to_string(path.join("Cargo.toml")).is_ok_and(|text| text.contains("name = \"hirewall-sdk\""))
}
