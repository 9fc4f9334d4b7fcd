//! `hirewall plugin test`: a plugin's cases, run as the engine would run them.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use clap::Args;
use hirewall::detector::{Host, Trial};
use hirewall::model::Manifest;
use hirewall::model::manifest::Example;
use hirewall_cases::CasesError;

use super::file;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::output::terminal::Terminal;
use crate::output::{number, safe, style};
use crate::plugins::CacheArguments;

/// Run a plugin's cases in the sandbox, within the limits that hold when it serves
#[derive(Debug, Args)]
#[command(after_help = "\
Of a folder, the cases in cases/*.json are run; of a component, the examples in its manifest.

Examples:
  hirewall plugin test plugins/phone
  hirewall plugin test shell_company.wasm
  hirewall plugin test --cases my-cases shell_company.wasm")]
pub(crate) struct Arguments {
    /// Plugins' folders with their components, or components
    #[arg(value_name = "PLUGIN", default_value = ".")]
    plugins: Vec<PathBuf>,
    /// A folder with a `cases` folder to run in place of the plugin's own
    #[arg(long, value_name = "DIR")]
    cases: Option<PathBuf>,
    /// Only cases whose name contains this
    #[arg(long, value_name = "TEXT")]
    filter: Option<String>,
    #[command(flatten)]
    cache: CacheArguments,
}

/// What came of one plugin's cases.
struct Outcome {
    passed: u64,
    failed: u64,
}

/// Runs the cases.
pub(crate) fn run(arguments: &Arguments, terminal: &Terminal) -> anyhow::Result<Exit> {
    let host = host(&arguments.cache)?;
    let (mut passed, mut failed) = (0, 0);
    for plugin in &arguments.plugins {
        let outcome = one(arguments, &host, plugin, terminal)?;
        passed += outcome.passed;
        failed += outcome.failed;
    }
    if passed + failed == 0 {
        let failure = match &arguments.filter {
            Some(filter) => Failure::usage(format!("no case's name contains `{filter}`")),
            None => Failure { exit: Exit::Findings, ..Failure::usage("there are no cases") }
                .help("Write them into `cases/*.json` beside the plugin's `Cargo.toml`."),
        };
        return Err(failure.into());
    }
    let told = format!("{} passed, {} failed", number::count(passed, "case"), number::grouped(failed));
    let style = if failed == 0 { style::GOOD } else { style::ERROR };
    terminal.print(&format!("{}\n", style::paint(&told, style, terminal.out_color)))?;
    Ok(if failed == 0 { Exit::Fine } else { Exit::Findings })
}

/// A host with the user's cache of compiled code.
pub(super) fn host(cache: &CacheArguments) -> Result<Host, Failure> {
    Host::new(cache.host_options())
        .map_err(|error| Failure::internal(format!("plugins cannot run here: {error}")).help(error.help()))
}

fn one(arguments: &Arguments, host: &Host, path: &Path, terminal: &Terminal) -> anyhow::Result<Outcome> {
    let component = file::component(path)?;
    let plugin = file::read(&component)?;
    let cases = cases(arguments, path, plugin.manifest())?;
    let trial: Trial = host.trial(&plugin).map_err(|error| {
        let message = format!("`{}` does not start: {error} [{}]", component.display(), error.code());
        Failure { exit: Exit::Findings, ..Failure::input(message) }.help(error.help())
    })?;
    let (mut text, mut outcome) = (String::new(), Outcome { passed: 0, failed: 0 });
    let declared: BTreeSet<&String> = plugin
        .manifest()
        .signals
        .get("properties")
        .and_then(serde_json::Value::as_object)
        .map(|signals| signals.keys().collect())
        .unwrap_or_default();
    let mut seen = BTreeSet::new();
    for case in &cases {
        seen.extend(case.signals.keys());
        let tried = trial.run(case);
        if tried.mismatches.is_empty() {
            outcome.passed += 1;
            continue;
        }
        outcome.failed += 1;
        let word = style::paint("failed", style::ERROR, terminal.out_color);
        let _ = writeln!(text, "{word} {} {}", safe::line(&plugin.manifest().id), safe::line(&case.name));
        for mismatch in &tried.mismatches {
            let _ = writeln!(text, "  {}", safe::line(&mismatch.to_string()));
        }
    }
    let unseen: Vec<&str> = declared.difference(&seen).map(|name| name.as_str()).collect();
    let word = style::paint(&safe::line(&plugin.manifest().id), style::STRONG, terminal.out_color);
    let _ = writeln!(
        text,
        "{word} {}: {} passed, {} failed",
        safe::line(&plugin.manifest().version),
        outcome.passed,
        outcome.failed
    );
    if !unseen.is_empty() && arguments.filter.is_none() && !cases.is_empty() {
        let _ = writeln!(text, "  no case names: {}", safe::line(&unseen.join(", ")));
    }
    terminal.print(&text)?;
    Ok(outcome)
}

/// What is wrong with the files of cases.
fn wrong(error: &CasesError) -> Failure {
    Failure { exit: Exit::Findings, ..Failure::input(error.to_string()) }.help(error.help())
}

/// The cases that are meant.
fn cases(arguments: &Arguments, path: &Path, manifest: &Manifest) -> Result<Vec<Example>, Failure> {
    let folder = arguments.cases.as_deref().or_else(|| path.is_dir().then_some(path));
    let cases = match folder {
        Some(folder) => {
            let cases = hirewall_cases::read(&folder.join("cases")).map_err(|error| wrong(&error))?;
            hirewall_cases::check(&cases, manifest).map_err(|error| wrong(&error))?;
            cases.into_iter().map(|case| case.example).collect()
        }
        None => manifest.examples.clone(),
    };
    let wanted = |case: &Example| {
        arguments.filter.as_ref().is_none_or(|filter| case.name.to_lowercase().contains(&filter.to_lowercase()))
    };
    Ok(cases.into_iter().filter(wanted).collect())
}
