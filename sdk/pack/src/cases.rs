//! A plugin's cases: `cases/*.json` beside its `Cargo.toml`, each a list of records with the signals to expect.

use std::collections::BTreeSet;
use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use hirewall_model::manifest::Example;

use crate::PackError;

/// A case, and where it stands.
#[derive(Debug, Clone, PartialEq)]
pub struct Case {
    /// The file.
    pub file: PathBuf,
    /// The record with the signals to expect.
    pub example: Example,
}

/// All cases of the plugin in this folder, by file name and then in the file's order. A plugin may have none.
///
/// # Errors
/// When a file cannot be read, holds something else, or gives a name twice.
pub fn cases(plugin: &Path) -> Result<Vec<Case>, PackError> {
    let folder = plugin.join("cases");
    let read = |error| PackError::Read { path: folder.clone(), error };
    let mut files = Vec::new();
    match fs::read_dir(&folder) {
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(read(error)),
        Ok(entries) => {
            for entry in entries {
                let path = entry.map_err(read)?.path();
                if path.extension().is_some_and(|extension| extension == "json") {
                    files.push(path);
                }
            }
        }
    }
    files.sort();
    let (mut out, mut names) = (Vec::new(), BTreeSet::new());
    for file in files {
        let text = fs::read(&file).map_err(|error| PackError::Read { path: file.clone(), error })?;
        let examples: Vec<Example> = serde_json::from_slice(&text)
            .map_err(|error| PackError::Cases { path: file.clone(), reason: error.to_string() })?;
        for example in examples {
            if !names.insert(example.name.clone()) {
                return Err(PackError::CaseTwice { name: example.name, path: file });
            }
            out.push(Case { file: file.clone(), example });
        }
    }
    Ok(out)
}
