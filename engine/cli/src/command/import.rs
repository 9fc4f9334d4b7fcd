//! `hirewall import`: exports of other systems in, records out, one a line. What a field becomes is in the crate `hirewall-import`.

use std::fs;
use std::io::{self, BufWriter, IsTerminal as _, Write as _};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::AtomicU64;

use clap::builder::PossibleValuesParser;
use clap::{Args, ValueEnum};
use hirewall_import::{Applicants, ApplicantsError, Importer, Mapping, Options, Problem, Record, Rows, Source};

use crate::exit::Exit;
use crate::failure::Failure;
use crate::input::{self, Item, Opened, Splitter, Trouble};
use crate::output::terminal::{Terminal, output_failed};

mod check;
mod told;

use check::Check;
use told::Told;

/// The source that needs a mapping.
const CSV: &str = "csv";

/// Turn exports of applicant tracking and device management into records
#[derive(Debug, Args)]
#[command(after_help = "\
A FILE is what the system's interface answers: one object, an array, a page of records, or one object a line, as it is or packed
with gzip or zstd; a directory stands for all such files below it; - or nothing is standard input. Records go to standard output as NDJSON. Fields that
the schema has no place for are kept below `custom`; what is dropped is listed on standard error by path, never by value.
Records that cannot be made are reported and the others go on; the exit code is then 3.

Examples:
  hirewall import greenhouse tests/imports/greenhouse.json | hirewall decide
  hirewall import lever --default job.remote=true tests/imports/lever.json
  hirewall import intune --report report.json tests/imports/intune.json > devices.ndjson
  hirewall import csv --mapping tests/imports/applicants.toml tests/imports/applicants.csv")]
pub(crate) struct Arguments {
    /// The system that wrote the files
    #[arg(value_name = "SOURCE", value_parser = sources())]
    source: String,
    /// Files, directories, or - for standard input
    #[arg(value_name = "FILE")]
    files: Vec<PathBuf>,
    /// For csv: the file that says which column goes where
    #[arg(long, value_name = "FILE", required_if_eq("source", CSV))]
    mapping: Option<PathBuf>,
    /// What a record gets where the source says nothing, such as applied_at=2026-01-05 or job.remote=true
    #[arg(long, value_name = "PATH=VALUE")]
    default: Vec<String>,
    /// Text before every id, so that ids of two systems cannot meet
    #[arg(long, value_name = "TEXT", default_value = "", hide_default_value = true)]
    id_prefix: String,
    /// A record without an id is named after its file
    #[arg(long)]
    id_from_file: bool,
    /// For devices: CSV with the columns `email` and `applicant_id`, which says whose application stands behind the user of a computer
    #[arg(long, value_name = "FILE")]
    applicants: Option<PathBuf>,
    /// How the source keeps phone numbers; without it, as its documentation lets expect
    #[arg(long, value_enum, value_name = "HOW")]
    phones: Option<Phones>,
    /// The schema that records must fit; without it, the one that ships
    #[arg(long, value_name = "FILE")]
    schema: Option<PathBuf>,
    /// Write what was dropped and what is below `custom` into this file, as JSON
    #[arg(long, value_name = "FILE")]
    report: Option<PathBuf>,
    /// Exit with 1 when a field of a record was dropped
    #[arg(long)]
    strict: bool,
    /// Show at most this many records that cannot be made; all are counted
    #[arg(long, value_name = "N", default_value_t = 20)]
    problems: u64,
    /// No summary
    #[arg(long, short)]
    quiet: bool,
}

/// What a source does with phone numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Phones {
    /// As the applicant typed them
    Typed,
    /// Rewritten, so that their spelling tells nothing
    Rewritten,
}

fn sources() -> PossibleValuesParser {
    PossibleValuesParser::new(Source::ALL.iter().map(|source| source.name()).chain([CSV]))
}

/// Imports the files.
pub(crate) fn run(arguments: &Arguments, terminal: &Terminal) -> anyhow::Result<Exit> {
    let options = options(arguments)?;
    let source: Option<Source> = arguments.source.parse().ok();
    if source.is_some() && arguments.mapping.is_some() {
        return Err(Failure::usage("a mapping is for csv alone").help("Leave `--mapping` out.").into());
    }
    let mapping = arguments.mapping.as_deref().map(mapping).transpose()?;
    let kind = match (source, &mapping) {
        (Some(source), _) => source.kind(),
        (None, Some(mapping)) => mapping.kind(),
        (None, None) => {
            return Err(Failure::usage("csv needs a mapping").help("Name it with `--mapping FILE`.").into());
        }
    };
    if arguments.applicants.is_some() && kind != "device" {
        return Err(Failure::usage("a list of applicants is for devices alone")
            .help("Leave `--applicants` out.")
            .into());
    }
    let check = Check::new(kind, arguments.schema.as_deref())?;
    let files = input::find(&arguments.files)?;
    if arguments.files.is_empty() && io::stdin().is_terminal() {
        terminal.note("reading from standard input; Ctrl-D ends it\n");
    }
    let mut told = Told::new(arguments.source.clone(), files.len(), arguments.problems, terminal);
    let mut out = Out {
        out: BufWriter::new(io::stdout().lock()),
        check,
        safe: terminal.out_is_terminal,
        joins: options.applicants.is_some(),
    };
    if let Some(source) = source {
        let mut importer = Importer::new(source, options);
        for file in &files {
            import(file, &mut importer, arguments.id_from_file, &mut out, &mut told)?;
        }
        for record in importer.finish() {
            out.take(record, "the lines of the log", 0, &mut told)?;
        }
        told.ledger(importer.ledger());
    } else if let Some(mapping) = mapping {
        for file in &files {
            let Some(opened) = open(file, &mut told) else { continue };
            let mut rows = Rows::new(opened, mapping.clone(), options.clone());
            for (line, record) in rows.by_ref() {
                out.take(record, &file.name, line, &mut told)?;
            }
            told.ledger(rows.ledger());
        }
    }
    out.out.flush().map_err(output_failed)?;
    if let Some(path) = &arguments.report {
        let text = format!("{:#}\n", told.report());
        fs::write(path, text).map_err(|error| Failure::unwritable(path, &error))?;
    }
    told.finish(arguments.quiet);
    Ok(if told.refused > 0 {
        Exit::BadInput
    } else if arguments.strict && told.lost_fields() {
        Exit::Findings
    } else {
        Exit::Fine
    })
}

fn options(arguments: &Arguments) -> Result<Options, Failure> {
    let mut options = Options::default();
    options.id_prefix.clone_from(&arguments.id_prefix);
    options.phones_normalised = arguments.phones.map(|phones| phones == Phones::Rewritten);
    options.applicants = arguments.applicants.as_deref().map(applicants).transpose()?;
    for default in &arguments.default {
        let Some((path, value)) = default.split_once('=') else {
            return Err(Failure::usage("a default must be written as PATH=VALUE")
                .help("Write for example `--default applied_at=2026-01-05`."));
        };
        options.set_default(path, value).map_err(|error| {
            Failure::usage(error.to_string()).help("Write for example `--default applied_at=2026-01-05`.")
        })?;
    }
    Ok(options)
}

fn mapping(path: &Path) -> Result<Mapping, Failure> {
    let text = fs::read_to_string(path).map_err(|error| Failure::unreadable(path, &error))?;
    Mapping::parse(&text).map_err(|error| {
        Failure::usage(format!("`{}`: {error}", path.display())).help("docs/import.md shows a whole mapping.")
    })
}

fn applicants(path: &Path) -> Result<Applicants, Failure> {
    let file = fs::File::open(path).map_err(|error| Failure::unreadable(path, &error))?;
    Applicants::read(file).map_err(|error| {
        let help = match error {
            ApplicantsError::Header => {
                "The first row must be like `email,applicant_id`; other columns may stand beside them."
            }
            ApplicantsError::Twice { .. } => "Keep the line of the person whose computer it is.",
            _ => "docs/import.md shows such a list.",
        };
        Failure::usage(format!("`{}`: {error}", path.display())).help(help)
    })
}

fn open(file: &input::Source, told: &mut Told<'_>) -> Option<Opened> {
    Opened::open(file, Arc::new(AtomicU64::new(0)))
        .inspect_err(|error| told.trouble(&file.name, &Trouble::unreadable(error)))
        .ok()
}

/// Imports a file of JSON.
fn import(
    file: &input::Source,
    importer: &mut Importer,
    id_from_file: bool,
    out: &mut Out<'_>,
    told: &mut Told<'_>,
) -> anyhow::Result<()> {
    let Some(opened) = open(file, told) else { return Ok(()) };
    importer.set_fallback_id(if id_from_file { stem(&file.name) } else { None });
    let mut splitter = Splitter::new(opened, file.lines());
    while let Some(batch) = splitter.next_batch() {
        for item in batch.items {
            match item {
                Item::Record { range, line, .. } => {
                    for record in importer.document(batch.bytes.get(range).unwrap_or_default()) {
                        out.take(record, &file.name, line, told)?;
                    }
                }
                Item::Trouble(trouble) => told.trouble(&file.name, &trouble),
            }
        }
        // Whoever waits at the other end of a slow pipe is to have the records of what was sent.
        out.out.flush().map_err(output_failed)?;
    }
    Ok(())
}

/// The name of a file without folders and endings; none for standard input.
fn stem(name: &str) -> Option<String> {
    let name = Path::new(name).file_name()?.to_str()?;
    let name = name.strip_suffix(".gz").or_else(|| name.strip_suffix(".zst")).unwrap_or(name);
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    (!stem.is_empty() && name != "<stdin>").then(|| stem.to_owned())
}

/// Where records go.
struct Out<'a> {
    out: BufWriter<io::StdoutLock<'a>>,
    check: Check,
    safe: bool,
    /// Whether devices are to say whose application stands behind their user.
    joins: bool,
}

impl Out<'_> {
    /// Prints a record that fits its schema, and tells of any other. `line` is that where its document begins.
    fn take(
        &mut self,
        record: Result<Record, Problem>,
        file: &str,
        line: u64,
        told: &mut Told<'_>,
    ) -> anyhow::Result<()> {
        let nobody = self.joins && record.as_ref().is_ok_and(|record| !record.names_applicant());
        let record = match record {
            Ok(record) => record.to_string(),
            Err(problem) => {
                // Lines of a problem count from the beginning of its document.
                let within = problem.line.map_or(0, |within| within.saturating_sub(1));
                told.problem(file, line + within, &problem.pointer, &problem.message, &problem.help);
                return Ok(());
            }
        };
        if let Some(misfit) = self.check.misfit(&record) {
            told.misfit(file, line, &misfit);
            return Ok(());
        }
        told.records += 1;
        told.of_nobody += u64::from(nobody);
        let safe = if self.safe { crate::output::safe::json(&record) } else { record.as_str().into() };
        self.out.write_all(safe.as_bytes()).and_then(|()| self.out.write_all(b"\n")).map_err(output_failed)
    }
}
