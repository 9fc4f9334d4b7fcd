//! `hirewall evaluate`: labelled records in, what the policies are worth on them out. The numbers are `hirewall-evaluate`'s.

use std::collections::BTreeSet;
use std::fs;
use std::io::{self, BufReader, IsTerminal as _};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::AtomicU64;

use clap::{Args, ValueEnum};
use hirewall::bulk::{self, Judged};
use hirewall::model::Decision;
use hirewall::{Engine, Given, Time};
use hirewall_evaluate::{
    BaseRate, Evaluation, Gates, Labels, LabelsError, Options, Report, RuleEntry, RuleSet, html, read_decisions, text,
};

use crate::exit::Exit;
use crate::failure::Failure;
use crate::input::{self, Opened, Source};
use crate::output::terminal::Terminal;
use crate::output::{number, safe, style};
use crate::plugins::PluginArguments;
use crate::policies;
use crate::run::bulk::{BulkArguments, halted};
use crate::run::feed::Feed;
use crate::run::interrupt::Interrupt;
use crate::run::problems::Refusal;
use crate::time;

/// Measure what the policies catch, and whom they trouble, on labelled records
#[derive(Debug, Args)]
#[command(after_help = "\
Labels are NDJSON: {\"kind\": \"applicant\", \"id\": \"a-1\", \"label\": \"honest\"} or \"scheme\", and if known
\"made_with\" (a list of words), \"subject\", \"cluster\" and \"hired_at\". Records are judged in their
order, with counters and joins, as `hirewall decide` judges them. The report says recall, precision
and review load with 95 % intervals, what each rule adds, and who among the honest pays;
docs/evaluate.md says what each number means. A gate that is not met gives the exit code 1.

Examples:
  hirewall evaluate --labels tests/records/labels.ndjson tests/records/applicants.ndjson
  hirewall evaluate --labels tests/records/labels.ndjson --html r.html tests/records/devices.ndjson
  hirewall evaluate --labels tests/records/labels.ndjson --format json tests/records/devices.ndjson")]
pub(crate) struct Arguments {
    /// Files or directories with records, or - for standard input
    #[arg(value_name = "RECORDS", required_unless_present = "decisions", conflicts_with = "decisions")]
    files: Vec<PathBuf>,
    /// What is known of the records
    #[arg(long, value_name = "FILE")]
    labels: PathBuf,
    /// Take decisions that `hirewall decide` made before instead of judging records; may be given more than once. They do not hold the
    /// records' times, so that nothing can be said of the time before a hire
    #[arg(long, value_name = "FILE", conflicts_with = "as_of")]
    decisions: Vec<PathBuf>,
    /// The policy directory
    #[arg(long, value_name = "DIR", default_value = policies::DEFAULT)]
    policies: PathBuf,
    #[command(flatten)]
    plugins: PluginArguments,
    /// Judge as of this time: 2026-02-01 or 2026-02-01T09:30:00Z; without it, now
    #[arg(long, value_name = "TIME", value_parser = time::parse)]
    as_of: Option<Time>,
    /// Weigh precision and load anew, as if schemes were so common: 1/343, 0.003 or 0.3%
    #[arg(long, value_name = "SHARE")]
    base_rate: Option<BaseRate>,
    /// Count findings in shadow as if they were enforced
    #[arg(long)]
    shadow_counts: bool,
    /// Write the report with its pictures into this file
    #[arg(long, value_name = "FILE")]
    html: Option<PathBuf>,
    /// The form of what is printed
    #[arg(long, value_enum, default_value = "text")]
    format: Format,
    /// Exit with 1 when less than this share of scheme people reaches review; intervals are left aside
    #[arg(long, value_name = "SHARE", value_parser = share)]
    min_recall: Option<f64>,
    /// Exit with 1 when more than this share of honest people reaches review; intervals are left aside
    #[arg(long, value_name = "SHARE", value_parser = share)]
    max_honest_review: Option<f64>,
    #[command(flatten)]
    bulk: BulkArguments,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For reading
    Text,
    /// One JSON object
    Json,
}

fn share(text: &str) -> Result<f64, String> {
    let number = match text.strip_suffix('%') {
        Some(percent) => percent.trim().parse::<f64>().map(|percent| percent / 100.0),
        None => text.trim().parse::<f64>(),
    };
    let fits = number.ok().filter(|number| (0.0..=1.0).contains(number));
    fits.ok_or_else(|| "give a share from 0 to 1, such as 0.9 or 90%".to_owned())
}

/// Measures.
pub(crate) fn run(arguments: &Arguments, terminal: &Terminal) -> anyhow::Result<Exit> {
    let now = arguments.as_of.unwrap_or_else(hirewall::now);
    let inputs = arguments.files.iter().chain(&arguments.decisions).chain([&arguments.labels]);
    if inputs.filter(|path| *path == Path::new("-")).count() > 1 {
        return Err(Failure::usage("standard input is named more than once").help("Name `-` only once.").into());
    }
    let labels = read_labels(&arguments.labels, terminal)?;
    let loader = arguments.plugins.given_to(arguments.bulk.loader(now), terminal)?;
    let engine = policies::load(&arguments.policies, &loader, terminal)?;
    // Before the work: whoever waited for it is not to hear then that there is no such folder.
    arguments.html.as_deref().map_or(Ok(()), writable)?;
    let options = Options {
        base_rate: arguments.base_rate.clone(),
        shadow_counts: arguments.shadow_counts,
        ..Options::default()
    };
    let mut evaluation = Evaluation::new(labels, rule_set(&engine), options);
    let mut interrupted = false;
    if arguments.decisions.is_empty() {
        interrupted = judge(arguments, &engine, now, &mut evaluation, terminal)?;
    } else {
        for file in &arguments.decisions {
            let opened = open(file)?;
            read_decisions(opened, |decision| evaluation.add(&decision, None)).map_err(|error| {
                Failure::input(format!("`{}`: {error}", file.display()))
                    .help("Give what `hirewall decide` prints, one decision a line.")
            })?;
        }
    }
    let report = evaluation.finish();
    if report.coverage.labelled.total() == 0 {
        return Err(Failure::input("none of the records has a label")
            .help("A label names its record by `kind` and `id`: look whether these are those of the records.")
            .into());
    }
    if let Some(path) = &arguments.html {
        fs::write(path, html::render(&report)).map_err(|error| Failure::unwritable(path, &error))?;
    }
    match arguments.format {
        Format::Text => terminal.print_text(&text::render(&report))?,
        Format::Json => terminal.print_json(&format!("{}\n", serde_json::to_string_pretty(&report)?))?,
    }
    if interrupted {
        terminal.note("interrupted: the records read so far were measured\n");
        return Ok(Exit::Interrupted);
    }
    Ok(ended(arguments, &report, terminal))
}

fn ended(arguments: &Arguments, report: &Report, terminal: &Terminal) -> Exit {
    let gates = Gates { min_recall: arguments.min_recall, max_honest_review: arguments.max_honest_review };
    let unmet = gates.unmet(report);
    for unmet in &unmet {
        let failed = style::paint("not met", style::ERROR, terminal.err_color);
        terminal.note(&format!("{failed}: {unmet}\n"));
    }
    match (report.coverage.refused, unmet.is_empty()) {
        (1.., _) => Exit::BadInput,
        (0, false) => Exit::Findings,
        (0, true) => Exit::Fine,
    }
}

fn read_labels(path: &Path, terminal: &Terminal) -> anyhow::Result<Labels> {
    let name = path.display();
    let failure = match Labels::read(open(path)?) {
        Ok(labels) => return Ok(labels),
        Err(LabelsError::Unreadable(error)) => Failure::unreadable(path, &error),
        Err(LabelsError::Faulty { faults, more }) => {
            for fault in &faults {
                let error = style::paint("error", style::ERROR, terminal.err_color);
                let arrow = style::paint("-->", style::HELP, terminal.err_color);
                let help = style::paint("= help:", style::HELP, terminal.err_color);
                let place = safe::line(&format!("{name}:{}", fault.line)).into_owned();
                terminal.note(&format!("{error}: {}\n {arrow} {place}\n  {help} {}\n", fault.message, fault.help));
            }
            let wrong = match faults.len() as u64 + more {
                1 => "a line is wrong".to_owned(),
                lines => format!("{} lines are wrong", number::grouped(lines)),
            };
            Failure::input(format!("the labels in `{name}` cannot be used: {wrong}"))
        }
        Err(error) => Failure::input(format!("`{name}`: {error}"))
            .help("Give NDJSON such as `{\"kind\": \"applicant\", \"id\": \"a-1\", \"label\": \"honest\"}`."),
    };
    Err(failure.into())
}

fn open(path: &Path) -> Result<BufReader<Opened>, Failure> {
    let source = if path == Path::new("-") { Source::stdin() } else { Source::file(path) };
    let opened = Opened::open(&source, Arc::new(AtomicU64::new(0)));
    opened.map(BufReader::new).map_err(|error| Failure::unreadable(path, &error))
}

/// What there is to know of the rules beside what decisions say.
fn rule_set(engine: &Engine) -> RuleSet {
    let bundle = engine.bundle();
    let mut rules = Vec::new();
    for policy in &bundle.policies {
        for rule in &policy.rules {
            let (mode, _) = engine.decider().mode(&rule.id).unwrap_or_default();
            rules.push(RuleEntry {
                id: rule.id.clone(),
                kind: policy.applies_to.clone(),
                title: rule.title.clone(),
                score: rule.score,
                verdict: rule.verdict,
                mode,
                from: rule.effective.from,
                until: rule.effective.until,
            });
        }
    }
    RuleSet { bundle: bundle.digest.clone(), bands: bundle.settings.verdicts.clone(), rules }
}

/// What became of a record on its way to the counts.
enum Outcome {
    Decided(Box<Decision>, Option<Time>),
    Refused(Refusal),
}

/// Judges the records in their order, and counts; whether it was interrupted.
fn judge(
    arguments: &Arguments,
    engine: &Engine,
    now: Time,
    evaluation: &mut Evaluation,
    terminal: &Terminal,
) -> anyhow::Result<bool> {
    let interrupt = Interrupt::listen().unwrap_or_default();
    let sources = input::find(&arguments.files)?;
    if arguments.files.iter().any(|file| file == Path::new("-")) && io::stdin().is_terminal() {
        terminal.note("reading records from standard input; Ctrl-D ends it\n");
    }
    let progress = arguments.bulk.progress(&sources, false, terminal);
    let feed = Feed::start(sources, progress.counter(), interrupt.clone())?;
    let mut problems = arguments.bulk.problems(terminal);
    let mut kinds = BTreeSet::new();
    let (mut decided, mut refused) = (0, 0);
    let outcome = bulk::decide(engine, &arguments.bulk.options(Given::at(now)), feed, judged, |(outcome, pause)| {
        match outcome {
            Outcome::Decided(decision, at) => {
                decided += 1;
                if !kinds.contains(&decision.record.kind) {
                    kinds.insert(decision.record.kind.clone());
                }
                evaluation.add(&decision, at);
            }
            Outcome::Refused(refusal) => {
                refused += 1;
                evaluation.refuse();
                if let Some(told) = problems.tell(&refusal) {
                    progress.note(&told);
                }
            }
        }
        if pause {
            progress.update(decided, refused);
        }
        Ok::<(), std::convert::Infallible>(())
    });
    progress.finish();
    outcome.map_err(|stop| halted(stop, &interrupt, |never| match never {}))?;
    if let Some(rest) = problems.rest() {
        terminal.note(&rest);
    }
    policies::unjudged(engine, kinds.iter().map(String::as_str), terminal);
    Ok(interrupt.signalled())
}

fn judged(judged: Judged<'_>) -> (Outcome, bool) {
    let input = judged.input;
    let outcome = match judged.answer {
        Ok((record, judgement)) => Outcome::Decided(Box::new(judgement.into_decision()), record.time()),
        Err(refused) => Outcome::Refused(Refusal::new(input, refused)),
    };
    (outcome, input.pause)
}

/// Refuses a file that cannot be written. What is in it stays until there is something new.
fn writable(path: &Path) -> Result<(), Failure> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let why = match (path.is_dir(), folder.is_dir()) {
        (true, _) => "it is a directory",
        (false, false) => "there is no such folder",
        (false, true) => return Ok(()),
    };
    Err(Failure::usage(format!("cannot write `{}`: {why}", path.display()))
        .help("Name a file in a folder that exists."))
}
