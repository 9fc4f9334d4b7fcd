//! `hirewall fmt`: policy files in one style, comments kept. Files are replaced in one step or not at all.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::Context as _;
use clap::Args;

use crate::exit::Exit;
use crate::failure::Failure;
use crate::output::terminal::Terminal;
use crate::output::{number, replace, safe};

/// Format policy files
#[derive(Debug, Args)]
#[command(after_help = "\
A file that is not YAML is left alone and reported; `check` says more about it.

Examples:
  hirewall fmt
  hirewall fmt --check policies
  hirewall fmt - < policies/applicant/contact.yaml")]
pub(crate) struct Arguments {
    /// Change nothing; say which files would change, and exit with 1 if there are any
    #[arg(long)]
    check: bool,
    /// Files, directories, or - for standard input to standard output
    #[arg(value_name = "PATH", default_value = "policies")]
    paths: Vec<PathBuf>,
}

/// Formats the files.
pub(crate) fn run(arguments: &Arguments, terminal: &Terminal) -> anyhow::Result<Exit> {
    if arguments.paths.iter().any(|path| path == Path::new("-")) {
        return stdin(arguments, terminal);
    }
    let mut tally = Tally::default();
    for path in files(&arguments.paths)? {
        one(&path, arguments.check, terminal, &mut tally)?;
    }
    terminal.note(&tally.summary(arguments.check));
    Ok(if tally.refused > 0 {
        Exit::BadInput
    } else if arguments.check && tally.changed > 0 {
        Exit::Findings
    } else {
        Exit::Fine
    })
}

#[derive(Debug, Default)]
struct Tally {
    changed: u64,
    same: u64,
    refused: u64,
}

impl Tally {
    fn summary(&self, check: bool) -> String {
        let done = if check { "would be formatted" } else { "formatted" };
        let mut text = format!("{} {done}, {} as they should be", number::count(self.changed, "file"), self.same);
        if self.refused > 0 {
            text.push_str(&format!(", {} not readable as YAML", self.refused));
        }
        text.push('\n');
        text
    }
}

/// Formats one file, or says what would change.
fn one(path: &Path, check: bool, terminal: &Terminal, tally: &mut Tally) -> anyhow::Result<()> {
    let text = match fs::read(path).map(String::from_utf8) {
        Ok(Ok(text)) => text,
        Ok(Err(_)) => {
            tally.refused += 1;
            terminal.fail(&Failure::input(format!("`{}` is not UTF-8 text", path.display())).into());
            return Ok(());
        }
        Err(error) => {
            tally.refused += 1;
            terminal.fail(&Failure::unreadable(path, &error).into());
            return Ok(());
        }
    };
    let formatted = match hirewall::policy::format(&text) {
        Ok(formatted) => formatted,
        Err(diagnostics) => {
            tally.refused += 1;
            terminal.note(&refused(&path.display().to_string(), &text, &diagnostics, terminal));
            return Ok(());
        }
    };
    if formatted == text {
        tally.same += 1;
        return Ok(());
    }
    tally.changed += 1;
    if !check {
        replace::replace(path, formatted.as_bytes()).map_err(|error| Failure::unwritable(path, &error))?;
    }
    terminal.print(&format!("{}\n", safe::line(&path.display().to_string())))
}

fn stdin(arguments: &Arguments, terminal: &Terminal) -> anyhow::Result<Exit> {
    if arguments.paths.len() > 1 {
        return Err(Failure::usage("standard input cannot be formatted together with files").into());
    }
    let text = std::io::read_to_string(std::io::stdin())
        .map_err(|error| Failure::input(format!("cannot read standard input: {}", crate::failure::reason(&error))))?;
    match hirewall::policy::format(&text) {
        Ok(formatted) if arguments.check => Ok(if formatted == text { Exit::Fine } else { Exit::Findings }),
        Ok(formatted) => terminal.print_text(&formatted).context("cannot print").map(|()| Exit::Fine),
        Err(diagnostics) => {
            terminal.note(&refused("<stdin>", &text, &diagnostics, terminal));
            Ok(Exit::BadInput)
        }
    }
}

/// Why a text cannot be formatted.
fn refused(name: &str, text: &str, diagnostics: &[hirewall::diagnostic::Diagnostic], terminal: &Terminal) -> String {
    let mut sources = hirewall::diagnostic::Sources::new();
    sources.add(name, text);
    format!("{}\n", hirewall::diagnostic::render::text(diagnostics, &sources, terminal.err_color))
}

/// The YAML files that the arguments name, those of directories by name.
fn files(paths: &[PathBuf]) -> Result<Vec<PathBuf>, Failure> {
    let mut files = Vec::new();
    for path in paths {
        if path.is_dir() {
            crate::policies::yaml_files(path, &mut files)?;
        } else if path.exists() {
            files.push(path.clone());
        } else {
            return Err(Failure::usage(format!("there is no `{}`", path.display()))
                .help("Name a policy file or a directory with policy files."));
        }
    }
    Ok(files)
}
