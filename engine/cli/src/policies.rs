//! Loads the policy directory that a command names, or says why not. What is wrong inside the files is told by their diagnostics.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use hirewall::diagnostic::{self, Diagnostic, Sources, render};
use hirewall::{Engine, LoadError, Loader, SourceFile};

use crate::exit::Exit;
use crate::failure::Failure;
use crate::output::terminal::Terminal;
use crate::output::{safe, style};

/// The directory that is meant when none is named.
pub(crate) const DEFAULT: &str = "policies";

/// Loads a policy directory. Diagnostics of one that cannot be used are printed here.
pub(crate) fn load(directory: &Path, loader: &Loader, terminal: &Terminal) -> anyhow::Result<Engine> {
    exists(directory)?;
    loader.directory(directory).map_err(|error| unusable(error, directory, terminal).into())
}

/// Reads the files of a policy directory without compiling them.
pub(crate) fn read(directory: &Path, loader: &Loader, terminal: &Terminal) -> Result<Vec<SourceFile>, Failure> {
    loader.read(directory).map_err(|error| unusable(error, directory, terminal))
}

/// Compiles the files of a policy directory, changed as they may be.
pub(crate) fn compile(
    directory: &Path,
    files: Vec<SourceFile>,
    loader: &Loader,
    terminal: &Terminal,
) -> Result<Engine, Failure> {
    loader.files(files).map_err(|error| unusable(error, directory, terminal))
}

/// Prints the errors for which a policy directory cannot be used.
fn unusable(error: LoadError, directory: &Path, terminal: &Terminal) -> Failure {
    let LoadError { diagnostics, sources } = error;
    let errors: Vec<Diagnostic> = diagnostics.into_iter().filter(Diagnostic::is_error).collect();
    terminal.note(&render::text(&errors, &within(&sources, directory), terminal.err_color));
    terminal.note("\n");
    let told = diagnostic::summary(&errors);
    Failure::usage(format!("the policies in `{}` cannot be used: {told}", directory.display()))
        .help("Correct them; `hirewall check` shows warnings too.")
}

/// Refuses a path that is no directory with policies in it.
pub(crate) fn exists(directory: &Path) -> Result<(), Failure> {
    let name = directory.display();
    match fs::metadata(directory) {
        Ok(metadata) if !metadata.is_dir() => {
            Err(Failure::usage(format!("`{name}` is a file, not a policy directory"))
                .help("Name the directory that holds the policies, schemas and lists together."))
        }
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
            Err(Failure::usage(format!("there is no policy directory `{name}`"))
                .help("Name one with `--policies DIR`, or run the command in the folder that holds `policies`."))
        }
        Err(error) => Err(Failure { exit: Exit::Usage, ..Failure::unreadable(directory, &error) }),
        Ok(_) => {
            let mut files = Vec::new();
            yaml_files(directory, &mut files)?;
            if files.is_empty() {
                return Err(Failure::usage(format!("there are no policies in the directory `{name}`"))
                    .help("Policies are files whose names end in .yaml or .yml."));
            }
            Ok(())
        }
    }
}

/// Says which kinds of records no policy looks at: a clear verdict of those means nothing.
pub(crate) fn unjudged<'k>(engine: &Engine, kinds: impl Iterator<Item = &'k str>, terminal: &Terminal) {
    for kind in kinds {
        if !engine.bundle().policies.iter().any(|policy| policy.applies_to == kind) {
            let warning = style::paint("warning", style::WARNING, terminal.err_color);
            terminal.note(&format!(
                "{warning}: no policy judges records of the kind `{}`: their verdict says nothing\n",
                safe::line(kind)
            ));
        }
    }
}

/// The sources under the names by which the user reaches them.
pub(crate) fn within(sources: &Sources, directory: &Path) -> Sources {
    sources.renamed(|name| {
        let path = if directory == Path::new(".") { PathBuf::from(name) } else { directory.join(name) };
        path.display().to_string().replace('\\', "/")
    })
}

/// Adds the YAML files below a directory, by name; hidden ones are left out.
pub(crate) fn yaml_files(directory: &Path, files: &mut Vec<PathBuf>) -> Result<(), Failure> {
    let mut waiting = vec![directory.to_owned()];
    let mut found = Vec::new();
    let mut seen = BTreeSet::new();
    while let Some(directory) = waiting.pop() {
        // Links are followed, as the engine does when it loads; a circle of them is walked once.
        if !seen.insert(fs::canonicalize(&directory).unwrap_or_else(|_| directory.clone())) {
            continue;
        }
        let entries = fs::read_dir(&directory).map_err(|error| Failure::unreadable(&directory, &error))?;
        for entry in entries {
            let path = entry.map_err(|error| Failure::unreadable(&directory, &error))?.path();
            let hidden = path.file_name().is_none_or(|name| name.to_string_lossy().starts_with('.'));
            let yaml = path.extension().is_some_and(|extension| extension == "yaml" || extension == "yml");
            if hidden {
                continue;
            }
            if path.is_dir() {
                waiting.push(path);
            } else if yaml {
                found.push(path);
            }
        }
    }
    found.sort();
    files.append(&mut found);
    Ok(())
}
