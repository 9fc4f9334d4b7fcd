//! `hirewall check`: what is wrong with the policies, all of it in one run.

use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};
use hirewall::diagnostic::{Diagnostic, Severity, SourceId, Sources, render, summary};
use hirewall::policy::{Counter, Options};
use hirewall::{Engine, LoadError, Loader};

use crate::exit::Exit;
use crate::failure::Failure;
use crate::output::terminal::Terminal;
use crate::output::{number, safe, style};
use crate::plugins::PluginArguments;
use crate::policies;

/// Say what is wrong with policies
#[derive(Debug, Args)]
#[command(after_help = "\
A directory is checked as a whole. Files are checked together with the policy directory that they belong to, and only what
concerns them is shown. `hirewall explain-code E203` says more about a code.

Examples:
  hirewall check
  hirewall check --deny warnings --format sarif > check.sarif
  hirewall check policies/applicant/contact.yaml")]
pub(crate) struct Arguments {
    /// A policy directory, or policy files
    #[arg(value_name = "PATH", default_value = policies::DEFAULT)]
    paths: Vec<PathBuf>,
    /// The policy directory that single files belong to
    #[arg(long, value_name = "DIR", default_value = policies::DEFAULT)]
    policies: PathBuf,
    #[command(flatten)]
    plugins: PluginArguments,
    /// The form of the output
    #[arg(long, value_enum, default_value = "text")]
    format: Format,
    /// Exit with 1 for these too
    #[arg(long, value_enum)]
    deny: Option<Deny>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For reading
    Text,
    /// One JSON object
    Json,
    /// SARIF 2.1.0, for code review
    Sarif,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Deny {
    /// Warnings
    Warnings,
}

/// Checks the policies.
pub(crate) fn run(arguments: &Arguments, terminal: &Terminal) -> anyhow::Result<Exit> {
    let Found { diagnostics, sources, counters, files } = diagnose(arguments, terminal)?;
    match arguments.format {
        Format::Text => text((&diagnostics, &sources), &counters, files, terminal)?,
        Format::Json => terminal.print_json(&render::json(&diagnostics, &sources))?,
        Format::Sarif => terminal.print_json(&render::sarif(&diagnostics, &sources, env!("CARGO_PKG_VERSION")))?,
    }
    let told = summary(&diagnostics);
    let denied = arguments.deny == Some(Deny::Warnings) && told.warnings > 0;
    Ok(if told.errors > 0 || denied { Exit::Findings } else { Exit::Fine })
}

/// All there is to say, and the texts it points into.
struct Found {
    diagnostics: Vec<Diagnostic>,
    sources: Sources,
    /// What each counter is, in words.
    counters: Vec<Told>,
    /// How many files were looked at.
    files: usize,
}

/// A counter in words, and where it stands.
struct Told {
    text: String,
    source: SourceId,
}

fn diagnose(arguments: &Arguments, terminal: &Terminal) -> anyhow::Result<Found> {
    let loader = Loader::new().options(Options { now: Some(hirewall::now()), ..Options::default() });
    let loader = arguments.plugins.given_to(loader, terminal)?;
    match arguments.paths.as_slice() {
        [directory] if !directory.is_file() => {
            policies::exists(directory)?;
            let mut files = Vec::new();
            policies::yaml_files(directory, &mut files)?;
            let found = told(loader.directory(directory), files.len());
            Ok(Found { sources: policies::within(&found.sources, directory), ..found })
        }
        files => {
            if let Some(directory) = files.iter().find(|path| !path.is_file()) {
                let name = directory.display();
                return Err(if directory.is_dir() {
                    Failure::usage(format!("`{name}` is a directory, and so is a policy directory of its own"))
                        .help("Check one directory at a time, or files.")
                } else {
                    Failure::usage(format!("there is no file `{name}`")).help("Check the path.")
                }
                .into());
            }
            alone(files, &arguments.policies, &loader)
        }
    }
}

/// Checks files as parts of a policy directory and keeps what concerns them.
fn alone(paths: &[PathBuf], directory: &Path, loader: &Loader) -> anyhow::Result<Found> {
    let mut all = if directory.is_dir() {
        loader.read(directory).map_err(|error| Failure::usage(error.to_string()))?
    } else {
        Vec::new()
    };
    let mut names = Vec::new();
    for path in paths {
        // A file of the directory stands there under its relative path; another one joins it under its own.
        let relative = path
            .canonicalize()
            .ok()
            .zip(directory.canonicalize().ok())
            .and_then(|(path, directory)| path.strip_prefix(directory).map(Path::to_owned).ok());
        if let Some(relative) = relative {
            names.push((relative.display().to_string().replace('\\', "/"), path.display().to_string()));
            continue;
        }
        let bytes = std::fs::read(path).map_err(|error| Failure::unreadable(path, &error))?;
        let text = String::from_utf8(bytes)
            .map_err(|_| Failure::input(format!("`{}` is not UTF-8 text", path.display())).help("Save it as UTF-8."))?;
        let name = path.display().to_string();
        all.push(hirewall::SourceFile::new(name.clone(), text));
        names.push((name.clone(), name));
    }
    let Found { mut diagnostics, sources, mut counters, files } = told(loader.files(all), paths.len());
    let named = |source: SourceId| names.iter().any(|(name, _)| name == sources.name(source));
    diagnostics.retain(|diagnostic| diagnostic.labels.iter().any(|label| named(label.source)));
    counters.retain(|counter| named(counter.source));
    let sources = sources.renamed(|name| match names.iter().find(|(known, _)| known == name) {
        Some((_, shown)) => shown.clone(),
        None => directory.join(name).display().to_string(),
    });
    Ok(Found { diagnostics, sources, counters, files })
}

fn told(loaded: Result<Engine, LoadError>, files: usize) -> Found {
    match loaded {
        Ok(engine) => {
            let tell = |counter: &Counter| Told {
                text: format!("counter {}: {counter}", counter.id),
                source: counter.origin.source,
            };
            let counters = engine.bundle().counters().map(tell).collect();
            Found { diagnostics: engine.diagnostics().to_vec(), sources: engine.sources().clone(), counters, files }
        }
        Err(LoadError { diagnostics, sources }) => Found { diagnostics, sources, counters: Vec::new(), files },
    }
}

fn text(
    (diagnostics, sources): (&[Diagnostic], &Sources),
    counters: &[Told],
    files: usize,
    terminal: &Terminal,
) -> anyhow::Result<()> {
    let mut text = render::text(diagnostics, sources, terminal.out_color);
    if !diagnostics.is_empty() {
        text.push('\n');
    }
    for counter in counters {
        for line in safe::block(&counter.text).lines() {
            text.push_str(line);
            text.push('\n');
        }
    }
    let told = summary(diagnostics);
    let count = |number: usize, noun: &str| number::count(number as u64, noun);
    let mut line = format!("{}, {}", count(told.errors, "error"), count(told.warnings, "warning"));
    if told.notes > 0 {
        line.push_str(&format!(", {}", count(told.notes, "note")));
    }
    line.push_str(&format!(" in {}", count(files, "file")));
    let worst = diagnostics.iter().map(|diagnostic| diagnostic.severity).max();
    let style = match worst {
        Some(Severity::Error) => style::ERROR,
        Some(Severity::Warning) => style::WARNING,
        _ => style::GOOD,
    };
    text.push_str(&style::paint(&line, style, terminal.out_color));
    text.push('\n');
    terminal.print(&text)
}
