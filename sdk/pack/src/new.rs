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

/// How a plugin is scaffolded.
#[derive(Debug, Clone, Default)]
pub struct NewOptions {
    /// The folder of `hirewall-sdk`; none: `sdk/rust` of the checkout that the plugin lies in, or else the version that is
    /// published.
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
}

/// Scaffolds the plugin `name` in a new folder of that name in `parent`.
///
/// # Errors
/// When the name cannot be one, the folder exists, or a file cannot be written.
pub fn new(parent: &Path, name: &str, options: &NewOptions) -> Result<Created, PackError> {
    let named = name.len() <= 64
        && name.starts_with(|first: char| first.is_ascii_lowercase())
        && name.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || b"-_".contains(&byte));
    if !named {
        return Err(PackError::Name { name: name.to_owned() });
    }
    let parent = parent.canonicalize().map_err(|error| PackError::Read { path: parent.to_owned(), error })?;
    let folder = parent.join(name);
    if folder.exists() {
        return Err(PackError::Exists { path: folder });
    }
    let sdk = dependency(&folder, options.sdk.as_deref())?;
    let id = name.replace('-', "_");
    let vendor = options.vendor.as_deref().unwrap_or("Unknown");
    let vendor: String = vendor.chars().filter(|letter| !letter.is_control() && !"\"\\".contains(*letter)).collect();
    let fill = |template: &str| {
        template
            .replace("{{name}}", name)
            .replace("{{id}}", &id)
            .replace("{{vendor}}", &vendor)
            .replace("{{sdk}}", &sdk)
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
    Ok(Created { folder, id, files, in_workspace })
}

fn put(path: &Path, text: &str) -> Result<(), PackError> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).map_err(|error| PackError::Write { path: folder.to_owned(), error })?;
    }
    write::atomically(path, text.as_bytes())
}

/// The dependency on the SDK, as `Cargo.toml` wants it.
fn dependency(folder: &Path, given: Option<&Path>) -> Result<String, PackError> {
    let sdk = match given {
        Some(path) if is_sdk(path) => {
            Some(path.canonicalize().map_err(|error| PackError::Read { path: path.to_owned(), error })?)
        }
        Some(path) => return Err(PackError::NoSdk { path: path.to_owned() }),
        None => folder.ancestors().map(|above| above.join("sdk/rust")).find(|path| is_sdk(path)),
    };
    Ok(match sdk {
        None => format!("\"{}\"", env!("CARGO_PKG_VERSION")),
        Some(sdk) => {
            let path = relative(folder, &sdk).unwrap_or_else(|| sdk.to_string_lossy().replace('\\', "/"));
            format!("{{ path = \"{path}\" }}")
        }
    })
}

fn is_sdk(path: &Path) -> bool {
    fs::read_to_string(path.join("Cargo.toml")).is_ok_and(|text| text.contains("name = \"hirewall-sdk\""))
}
