//! The files that the arguments name: files as they are, directories with all records below them, `-` for standard input.
//! Nothing is opened here.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::failure::Failure;

/// Where records come from.
#[derive(Debug, Clone)]
pub(crate) struct Source {
    /// The name in messages.
    pub(crate) name: Arc<str>,
    /// Bytes of the file, when known.
    pub(crate) bytes: Option<u64>,
    /// Whether its name promises one record a line.
    lines: bool,
    pub(super) place: Place,
}

#[derive(Debug, Clone)]
pub(super) enum Place {
    Stdin,
    File(PathBuf),
}

impl Source {
    /// Standard input.
    pub(crate) fn stdin() -> Self {
        Self { name: Arc::from("<stdin>"), bytes: None, lines: false, place: Place::Stdin }
    }

    /// A file, which may not exist.
    pub(crate) fn file(path: &Path) -> Self {
        let bytes = fs::metadata(path).ok().filter(fs::Metadata::is_file).map(|metadata| metadata.len());
        let name = path.display().to_string();
        let plain = name.strip_suffix(".gz").or_else(|| name.strip_suffix(".zst")).unwrap_or(&name);
        let lines = plain.ends_with(".ndjson") || plain.ends_with(".jsonl");
        Self { name: Arc::from(name.as_str()), bytes, lines, place: Place::File(path.to_owned()) }
    }

    /// Whether its name promises one record a line.
    pub(crate) fn lines(&self) -> bool {
        self.lines
    }
}

/// Name endings of files with records, looked for in directories; `.gz` and `.zst` may follow.
const ENDINGS: [&str; 3] = [".json", ".ndjson", ".jsonl"];

/// The sources that the arguments name, in their order, those of a directory by name. No argument means standard input.
pub(crate) fn find(arguments: &[PathBuf]) -> Result<Vec<Source>, Failure> {
    if arguments.is_empty() {
        return Ok(vec![Source::stdin()]);
    }
    if arguments.iter().filter(|path| *path == Path::new("-")).count() > 1 {
        return Err(Failure::usage("standard input is named more than once").help("Name `-` only once."));
    }
    let mut sources = Vec::new();
    for path in arguments {
        if path == Path::new("-") {
            sources.push(Source::stdin());
        } else if path.is_dir() {
            let before = sources.len();
            walk(path, &mut sources)?;
            if sources.len() == before {
                return Err(Failure::input(format!("no records in the directory `{}`", path.display())).help(
                    "Files whose names end in .json, .ndjson or .jsonl are looked for, packed with gzip or zstd too.",
                ));
            }
        } else {
            sources.push(Source::file(path));
        }
    }
    Ok(sources)
}

/// Adds the record files below a directory. Links to directories are not followed, hidden files are left out.
fn walk(directory: &Path, sources: &mut Vec<Source>) -> Result<(), Failure> {
    let mut waiting = vec![directory.to_owned()];
    let mut found = Vec::new();
    while let Some(directory) = waiting.pop() {
        let entries = fs::read_dir(&directory).map_err(|error| Failure::unreadable(&directory, &error))?;
        for entry in entries {
            let entry = entry.map_err(|error| Failure::unreadable(&directory, &error))?;
            let name = entry.file_name();
            let name = name.to_string_lossy();
            if name.starts_with('.') {
                continue;
            }
            let is_directory = entry.file_type().is_ok_and(|kind| kind.is_dir());
            if is_directory {
                waiting.push(entry.path());
            } else if holds_records(&name) {
                found.push(entry.path());
            }
        }
    }
    found.sort();
    sources.extend(found.iter().map(|path| Source::file(path)));
    Ok(())
}

fn holds_records(name: &str) -> bool {
    let plain = name.strip_suffix(".gz").or_else(|| name.strip_suffix(".zst")).unwrap_or(name);
    ENDINGS.iter().any(|ending| plain.ends_with(ending)) && !plain.ends_with(".schema.json")
}
