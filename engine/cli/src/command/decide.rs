//! `hirewall decide`: records in, decisions out, in the order of the input and in constant memory.

use std::io::{self, BufWriter, IsTerminal as _, Write as _};
use std::mem;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Instant;

use clap::{Args, ValueEnum};
use hirewall::bulk::{self, Judged};
use hirewall::model::Verdict;
use hirewall::signals::Recorded;
use hirewall::{Engine, Given, Judgement, Reveal, Time};

use crate::exit::Exit;
use crate::failure::Failure;
use crate::input;
use crate::output::progress::Progress;
use crate::output::safe;
use crate::output::summary::Summary;
use crate::output::table::Table;
use crate::output::terminal::{Terminal, output_failed};
use crate::plugins::PluginArguments;
use crate::policies;
use crate::run::bulk::{BulkArguments, halted};
use crate::run::feed::Feed;
use crate::run::interrupt::Interrupt;
use crate::run::problems::{Problems, Refusal};
use crate::run::signals;
use crate::time;

/// Judge records and say why
#[derive(Debug, Args)]
#[command(after_help = "\
A FILE is NDJSON, a JSON object or a JSON array of objects, as it is or packed with gzip or zstd; a directory stands for all
such files below it; - or nothing is standard input. Decisions go to standard output in the order of the records, a
summary and whatever is wrong to standard error. Counters count over all records of the run, in their order. Records that do not fit their schema are reported and the others go on;
the exit code is then 3. Ctrl-C ends the run after the records that were read; the exit code is then 130.

Examples:
  hirewall decide tests/records/applicants.ndjson
  hirewall decide --format table tests/records/applicants.ndjson tests/records/devices.ndjson
  hirewall decide --explain --as-of 2026-02-01 tests/records/devices.ndjson
  hirewall decide --record-signals signals.ndjson tests/records/applicants.ndjson > decisions.ndjson
  hirewall decide --replay-signals signals.ndjson tests/records/applicants.ndjson
  hirewall decide --fail-on block < tests/records/applicants.ndjson > decisions.ndjson")]
pub(crate) struct Arguments {
    /// Files, directories, or - for standard input
    #[arg(value_name = "FILE")]
    files: Vec<PathBuf>,
    /// The policy directory
    #[arg(long, value_name = "DIR", default_value = policies::DEFAULT)]
    policies: PathBuf,
    #[command(flatten)]
    plugins: PluginArguments,
    /// The kind of all records; without it each record names its own in `kind`
    #[arg(long)]
    kind: Option<String>,
    /// Judge as of this time: 2026-02-01 or 2026-02-01T09:30:00Z; without it, now
    #[arg(long, value_name = "TIME", value_parser = time::parse)]
    as_of: Option<Time>,
    /// How decisions are printed; without it, a table on a terminal and NDJSON elsewhere
    #[arg(long, value_enum)]
    format: Option<Format>,
    /// Show with each finding what it rests on: the deciding part of the condition, the paths, their classes
    #[arg(long)]
    explain: bool,
    /// Write what the detectors say into this file, one line a record, with what counters came to and the text of joined
    /// records, so that the decisions can be made again
    #[arg(long, value_name = "FILE", conflicts_with = "replay_signals")]
    record_signals: Option<PathBuf>,
    /// Ask no detector and count nothing: take what this file says, and the time at which it was said
    #[arg(long, value_name = "FILE", conflicts_with = "as_of")]
    replay_signals: Option<PathBuf>,
    /// Show personal values up to this class in reasons and evidence
    #[arg(long, value_enum, value_name = "CLASS", default_value = "none")]
    reveal: RevealUpTo,
    #[command(flatten)]
    bulk: BulkArguments,
    /// Exit with 1 when a decision reaches this verdict
    #[arg(long, value_enum, value_name = "VERDICT")]
    fail_on: Option<FailOn>,
    /// No summary
    #[arg(long, short)]
    quiet: bool,
}

/// The form of the output.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// One decision a line, as JSON
    Ndjson,
    /// For reading: grouped by verdict, the gravest first
    Table,
}

/// What may be shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum RevealUpTo {
    /// Only values that are not personal
    None,
    /// Also values that tell of a person together with others
    Indirect,
    /// Also names, numbers and addresses
    Direct,
    /// Everything
    All,
}

/// A verdict to fail on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum FailOn {
    /// Stronger proof of identity is needed
    Verify,
    /// A person should look
    Review,
    /// It is held
    Block,
}

impl From<FailOn> for Verdict {
    fn from(fail_on: FailOn) -> Self {
        match fail_on {
            FailOn::Verify => Self::Verify,
            FailOn::Review => Self::Review,
            FailOn::Block => Self::Block,
        }
    }
}

impl From<RevealUpTo> for Reveal {
    fn from(reveal: RevealUpTo) -> Self {
        match reveal {
            RevealUpTo::None => Self::None,
            RevealUpTo::Indirect => Self::Indirect,
            RevealUpTo::Direct => Self::Direct,
            RevealUpTo::All => Self::All,
        }
    }
}

/// What became of a record on its way to the output.
struct Answer {
    outcome: Outcome,
    /// Whether the next record may be long in coming, so that what was printed is to be seen.
    pause: bool,
}

enum Outcome {
    /// The decision, its line, and the line of what the detectors said.
    Decided(Box<Judgement>, String, Option<String>),
    Refused(Refusal),
}

/// Judges the records.
pub(crate) fn run(arguments: &Arguments, terminal: &Terminal) -> anyhow::Result<Exit> {
    let begun = Instant::now();
    let now = arguments.as_of.unwrap_or_else(hirewall::now);
    let loader = arguments.bulk.loader(now);
    let loader = arguments.plugins.given_to(loader, terminal)?;
    let engine = policies::load(&arguments.policies, &loader, terminal)?;
    known_kind(&engine, arguments.kind.as_deref())?;
    let replay = arguments.replay_signals.as_deref().map(signals::read).transpose()?.map(Arc::new);
    let mut recording = arguments.record_signals.as_deref().map(signals::Writer::create).transpose()?;
    let sources = input::find(&arguments.files)?;
    if arguments.files.is_empty() && io::stdin().is_terminal() {
        terminal.note("reading records from standard input; Ctrl-D ends it\n");
    }
    let files = sources.len();

    let table = match arguments.format {
        Some(format) => format == Format::Table,
        None => terminal.out_is_terminal,
    };
    let progress = arguments.bulk.progress(&sources, !table, terminal);
    let interrupt = Interrupt::listen().unwrap_or_default();
    let feed = Feed::start(sources, progress.counter(), interrupt.clone())?;

    let mut given = Given::at(now);
    given.reveal = arguments.reveal.into();
    let mut options = arguments.bulk.options(given);
    options.replay = replay;
    options.kind.clone_from(&arguments.kind);

    let mut sink = Sink {
        summary: Summary::default(),
        problems: arguments.bulk.problems(terminal),
        table: table.then(|| Table::new(arguments.explain)),
        recording: recording.as_mut(),
        out: BufWriter::with_capacity(64 << 10, io::stdout().lock()),
        safe: terminal.out_is_terminal,
        progress: progress.clone(),
        interrupt: interrupt.clone(),
    };
    let keep = arguments.record_signals.is_some().then_some(now);
    let render = |judged: Judged<'_>| answer(judged, table, arguments.explain, keep);
    let outcome = bulk::decide(&engine, &options, feed, render, |answer| sink.take(answer));
    progress.finish();
    outcome.map_err(|stop| {
        halted(stop, &interrupt, |not_written| match not_written {
            NotWritten::Out(error) => output_failed(error),
            NotWritten::Signals(failure) => failure.into(),
        })
    })?;
    sink.finish(terminal)?;
    let summary = mem::take(&mut sink.summary);
    drop(sink);
    if let Some(recording) = recording {
        recording.finish()?;
    }
    policies::unjudged(&engine, summary.kinds(), terminal);
    if !arguments.quiet {
        terminal.note(&summary.text(files, begun.elapsed(), terminal.err_color));
    }
    if interrupt.signalled() {
        terminal.note("interrupted: the records read so far were decided\n");
        return Ok(Exit::Interrupted);
    }
    let failed = arguments.fail_on.is_some_and(|fail_on| summary.reached(fail_on.into()));
    Ok(if summary.refused > 0 {
        Exit::BadInput
    } else if failed {
        Exit::Findings
    } else {
        Exit::Fine
    })
}

/// Bytes that the line of a decision usually has.
const LINE: usize = 4 << 10;

/// Turns a judged record into what is printed, on the thread that judged it.
fn answer(judged: Judged<'_>, table: bool, explain: bool, keep: Option<Time>) -> Answer {
    let input = judged.input;
    let outcome = match judged.answer {
        Ok((record, mut judgement)) => {
            let recorded = |now| Recorded::new(record, now, judged.answers.to_vec(), judged.counted.clone());
            let said = keep.map(|now| signals::line(&recorded(now)));
            if !explain {
                judgement.findings.iter_mut().flat_map(|finding| &mut finding.evidence).for_each(|it| it.leaf = None);
            }
            let mut line = Vec::new();
            if !table {
                line.reserve(LINE);
                judgement.print(&mut line);
                line.push(b'\n');
            }
            Outcome::Decided(Box::new(judgement), String::from_utf8(line).unwrap_or_default(), said)
        }
        Err(refused) => Outcome::Refused(Refusal::new(input, refused)),
    };
    Answer { outcome, pause: input.pause }
}

/// What could not be written.
enum NotWritten {
    /// The decisions.
    Out(io::Error),
    /// What the detectors said.
    Signals(Failure),
}

impl From<Failure> for NotWritten {
    fn from(failure: Failure) -> Self {
        Self::Signals(failure)
    }
}

/// Where the answers go, in the order of the records.
struct Sink<'a> {
    summary: Summary,
    problems: Problems,
    table: Option<Table>,
    recording: Option<&'a mut signals::Writer>,
    out: BufWriter<io::StdoutLock<'a>>,
    safe: bool,
    progress: Progress,
    interrupt: Interrupt,
}

impl Sink<'_> {
    fn take(&mut self, answer: Answer) -> Result<(), NotWritten> {
        match answer.outcome {
            Outcome::Decided(judgement, line, said) => {
                self.summary.add(&judgement);
                // Before the decision: whoever sees a decision can make it again.
                if let (Some(recording), Some(said)) = (&mut self.recording, said) {
                    recording.write(&said).inspect_err(|_| self.interrupt.stop())?;
                }
                if let Some(table) = &mut self.table {
                    table.add(judgement.into_decision());
                } else {
                    self.print(&line).map_err(NotWritten::Out)?;
                }
            }
            Outcome::Refused(refusal) => {
                self.summary.refused += 1;
                if let Some(told) = self.problems.tell(&refusal) {
                    self.progress.note(&told);
                }
            }
        }
        if answer.pause {
            let flushed = self.out.flush().map_err(NotWritten::Out);
            flushed.inspect_err(|_| self.interrupt.stop())?;
            if let Some(recording) = &mut self.recording {
                recording.flush().inspect_err(|_| self.interrupt.stop())?;
            }
            self.progress.update(self.summary.decided(), self.summary.refused);
        }
        Ok(())
    }

    fn print(&mut self, line: &str) -> io::Result<()> {
        let safe = if self.safe { safe::json(line) } else { line.into() };
        // Without the stop, a reader that went away would leave us waiting for input that may never come.
        self.out.write_all(safe.as_bytes()).inspect_err(|_| self.interrupt.stop())
    }

    fn finish(&mut self, terminal: &Terminal) -> anyhow::Result<()> {
        if let Some(table) = &mut self.table {
            let text = table.text(terminal.width, terminal.out_color);
            self.out.write_all(text.as_bytes()).map_err(output_failed)?;
        }
        self.out.flush().map_err(output_failed)?;
        if let Some(rest) = self.problems.rest() {
            terminal.note(&rest);
        }
        Ok(())
    }
}

fn known_kind(engine: &Engine, kind: Option<&str>) -> Result<(), Failure> {
    let Some(kind) = kind else { return Ok(()) };
    if engine.schema(kind).is_some() {
        return Ok(());
    }
    let known: Vec<String> = engine.kinds().map(|kind| format!("`{kind}`")).collect();
    Err(Failure::usage(format!("there is no record kind `{kind}`"))
        .help(format!("The policies know {}.", known.join(", "))))
}
