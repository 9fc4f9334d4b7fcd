//! `hirewall test`: the policies' own tests, what they cover, and the rules that have none.

use std::path::PathBuf;

use clap::{Args, ValueEnum};
use hirewall::Loader;
use hirewall::testing::{self, TestReport};
use serde::Serialize;

use crate::exit::Exit;
use crate::failure::Failure;
use crate::output::junit::junit;
use crate::output::terminal::Terminal;
use crate::output::test_report;
use crate::plugins::PluginArguments;
use crate::policies;

/// Run the policies' own tests
#[derive(Debug, Args)]
#[command(after_help = "\
A rule is tested when some case expects it to match and some case expects it not to. A run without --filter fails when a
rule is not tested.

Examples:
  hirewall test
  hirewall test --filter contact --coverage
  hirewall test --min-coverage 95 --format junit > tests.xml")]
pub(crate) struct Arguments {
    /// The policy directory
    #[arg(value_name = "DIR", default_value = policies::DEFAULT)]
    policies: PathBuf,
    #[command(flatten)]
    plugins: PluginArguments,
    /// Only cases whose policy/name contains this
    #[arg(long, value_name = "TEXT")]
    filter: Option<String>,
    /// The form of the output
    #[arg(long, value_enum, default_value = "text")]
    format: Format,
    /// Show per rule what the cases cover
    #[arg(long)]
    coverage: bool,
    /// Fail when less than this share of the parts of conditions was seen both true and not true
    #[arg(long, value_name = "PCT", value_parser = clap::value_parser!(u8).range(0..=100))]
    min_coverage: Option<u8>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For reading
    Text,
    /// One JSON object
    Json,
    /// JUnit's XML
    Junit,
}

/// The report with its totals.
#[derive(Debug, Serialize)]
struct Totals<'r> {
    passed: usize,
    failed: usize,
    untested: Vec<&'r str>,
    coverage_percent: u8,
    #[serde(flatten)]
    report: &'r TestReport,
}

/// Runs the tests.
pub(crate) fn run(arguments: &Arguments, terminal: &Terminal) -> anyhow::Result<Exit> {
    let loader = arguments.plugins.given_to(Loader::new(), terminal)?;
    let engine = policies::load(&arguments.policies, &loader, terminal)?;
    let report = testing::run(&engine, &testing::Options { filter: arguments.filter.clone() });
    if report.cases.is_empty() {
        return Err(match &arguments.filter {
            Some(filter) => Failure::usage(format!("no test's name contains `{filter}`"))
                .help("Names are policy/name; `hirewall test --format json` lists them."),
            None => Failure { exit: Exit::Findings, ..Failure::usage("the policies have no tests") }
                .help("Write them into a file such as contact.tests.yaml beside contact.yaml."),
        }
        .into());
    }
    let percent = report.percent();
    let untested: Vec<&str> =
        if report.filtered { Vec::new() } else { report.untested().map(|rule| rule.rule.as_str()).collect() };
    match arguments.format {
        Format::Text => {
            let text = test_report::text(&report, &arguments.policies, arguments.coverage, terminal);
            terminal.print(&text)?;
        }
        Format::Json => {
            let failed = report.failed().count();
            let passed = report.cases.len() - failed;
            let totals =
                Totals { passed, failed, untested: untested.clone(), coverage_percent: percent, report: &report };
            terminal.print_json(&format!("{}\n", serde_json::to_string_pretty(&totals)?))?;
        }
        Format::Junit => terminal.print(&junit(&report, &arguments.policies)?)?,
    }
    let too_little = arguments.min_coverage.filter(|least| percent < *least);
    if let Some(least) = too_little {
        terminal.note(&format!("coverage is {percent} %, at least {least} % is asked for\n"));
    }
    let fine = report.passed() && untested.is_empty() && too_little.is_none();
    Ok(if fine { Exit::Fine } else { Exit::Findings })
}
