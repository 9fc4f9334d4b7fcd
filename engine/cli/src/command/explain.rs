//! `hirewall explain`: why a rule matched one record, or did not, and what would change that.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::AtomicU64;

use clap::builder::styling::Style;
use clap::{Args, ValueEnum};
use hirewall::counting::{Counted, Counting, Limits};
use hirewall::explain::{ConditionPart, ExplainError, Explanation, Operator, PartTruth, explain_beside};
use hirewall::model::{Answer, Mode, RuleOutcome};
use hirewall::{Engine, Given, Loader, Record, Time};

use crate::command::decide::RevealUpTo;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::input::{Item, Opened, Source, Splitter};
use crate::output::terminal::Terminal;
use crate::output::wrap::wrap;
use crate::output::{safe, style, summary};
use crate::plugins::PluginArguments;
use crate::run::problems::{Problems, Refusal};
use crate::{policies, time};

/// Say why a rule matched a record or did not
#[derive(Debug, Args)]
#[command(after_help = "\
RECORD is a file with one record, FILE#ID for one of several, or - for standard input. Where the rules count across records
or read others, those before it in the file arrived before it. Values are shown up to the class that --reveal names.

Examples:
  hirewall explain tests/records/applicants.ndjson#a-0001 --rule contact/plus_one_prefix
  head -n 1 tests/records/applicants.ndjson | hirewall explain - --rule contact/plus_one_prefix --reveal direct")]
pub(crate) struct Arguments {
    /// The record
    record: String,
    /// The full id of the rule, such as contact/shared_phone
    #[arg(long, value_name = "ID")]
    rule: String,
    /// The policy directory
    #[arg(long, value_name = "DIR", default_value = policies::DEFAULT)]
    policies: PathBuf,
    #[command(flatten)]
    plugins: PluginArguments,
    /// The kind of the record; without it the record names its own
    #[arg(long)]
    kind: Option<String>,
    /// Judge as of this time; without it, now
    #[arg(long, value_name = "TIME", value_parser = time::parse)]
    as_of: Option<Time>,
    /// Show personal values up to this class
    #[arg(long, value_enum, value_name = "CLASS", default_value = "none")]
    reveal: RevealUpTo,
    /// The form of the output
    #[arg(long, value_enum, default_value = "text")]
    format: Format,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For reading
    Text,
    /// One JSON object
    Json,
}

/// Explains the rule.
pub(crate) fn run(arguments: &Arguments, terminal: &Terminal) -> anyhow::Result<Exit> {
    let loader = arguments.plugins.given_to(Loader::new(), terminal)?;
    let engine = policies::load(&arguments.policies, &loader, terminal)?;
    if engine.bundle().rule(&arguments.rule).is_none() {
        return Err(unknown_rule(&engine, &arguments.rule).into());
    }
    let now = arguments.as_of.unwrap_or_else(hirewall::now);
    let given = Given::at(now).reveal(arguments.reveal.into());
    let mut before = Before { engine: &engine, given: &given, counting: Counting::new(Limits::default()) };
    let found = find(arguments, &mut before)?;
    let decoded = match engine.decode(arguments.kind.as_deref(), &found.bytes) {
        Ok(decoded) => decoded,
        Err(refused) => {
            let refusal = Refusal {
                source: found.source,
                line: found.line,
                column: found.column.saturating_add(1),
                problems: refused.problems,
            };
            let told = Problems::new(1, terminal.err_color).tell(&refusal);
            terminal.note(&told.unwrap_or_default());
            return Ok(Exit::BadInput);
        }
    };
    let answers = engine.answers(&decoded.record, now);
    let counted = before.count(&decoded.record, &answers)?;
    let explanation = counted
        .beside(&engine, &answers, |beside| explain_beside(&engine, &decoded.record, &arguments.rule, beside, &given))
        .map_err(|refused| Failure::internal(refused.to_string()))?
        .map_err(|error| match error {
            ExplainError::OtherKind { .. } => Failure::input(error.to_string()),
            error => Failure::internal(error.to_string()),
        })?;
    match arguments.format {
        Format::Text => terminal.print(&text(&explanation, decoded.record.id(), terminal))?,
        Format::Json => terminal.print_json(&format!("{}\n", serde_json::to_string_pretty(&explanation)?))?,
    }
    Ok(Exit::Fine)
}

fn unknown_rule(engine: &Engine, rule: &str) -> Failure {
    let near = hirewall::explain::near(engine, rule);
    let help = if near.is_empty() {
        "Give the full id, policy/rule, as decisions name it.".to_owned()
    } else {
        format!("There is `{}`.", near.join("`, `"))
    };
    Failure::usage(format!("there is no rule `{rule}`")).help(help)
}

/// The records before the one that is meant, counted.
struct Before<'e> {
    engine: &'e Engine,
    given: &'e Given,
    counting: Counting,
}

impl Before<'_> {
    /// Counts a record that is not meant; one that does not fit its schema is left out, as it is when records are judged.
    fn pass(&mut self, kind: Option<&str>, bytes: &[u8]) -> Result<(), Failure> {
        if !self.engine.counts() {
            return Ok(());
        }
        let Ok(decoded) = self.engine.decode(kind, bytes) else { return Ok(()) };
        let answers = if self.engine.decider().counts(decoded.record.kind()) {
            self.engine.answers(&decoded.record, self.given.now)
        } else {
            Vec::new()
        };
        self.count(&decoded.record, &answers).map(|_| ())
    }

    fn count(&mut self, record: &Record<'_>, answers: &[Answer]) -> Result<Counted, Failure> {
        let observed = self.engine.observations(record, answers, self.given, &Counting::secret());
        let observed = observed.map_err(|error| Failure::internal(error.to_string()))?;
        self.counting
            .take(self.engine, record, &observed, self.given.now)
            .map_err(|error| Failure::input(error.to_string()).help("Take the records of a shorter time."))
    }
}

/// A record's text and where it stands.
struct Found {
    source: Arc<str>,
    line: u64,
    column: u32,
    bytes: Vec<u8>,
}

/// The record that is meant.
fn find(arguments: &Arguments, before: &mut Before<'_>) -> Result<Found, Failure> {
    let named = arguments.record.as_str();
    // A file whose name holds a `#` goes before an id.
    let (path, id) = match named.rsplit_once('#') {
        Some((path, id)) if !Path::new(named).exists() => (path, Some(id)),
        _ => (named, None),
    };
    let source = if path == "-" { Source::stdin() } else { Source::file(Path::new(path)) };
    let opened = Opened::open(&source, Arc::new(AtomicU64::new(0)))
        .map_err(|error| Failure::unreadable(Path::new(path), &error))?;
    let mut splitter = Splitter::new(opened, source.lines());
    let mut found: Option<Found> = None;
    while let Some(batch) = splitter.next_batch() {
        for item in batch.items {
            let (range, line, column) = match item {
                Item::Record { range, line, column } => (range, line, column),
                // With an id, what is wrong elsewhere in the file does not matter.
                Item::Trouble(_) if id.is_some() => continue,
                Item::Trouble(trouble) => {
                    let line = trouble.line.map(|line| format!(":{line}")).unwrap_or_default();
                    let failure = Failure::input(format!("{}{line}: {}", source.name, trouble.message));
                    return Err(trouble.help.into_iter().fold(failure, Failure::help));
                }
            };
            let bytes = batch.bytes.get(range).unwrap_or_default();
            let record = || Found { source: Arc::clone(&source.name), line, column, bytes: bytes.to_vec() };
            match id {
                Some(id) if has_id(before.engine, arguments.kind.as_deref(), bytes, id) => return Ok(record()),
                Some(_) => before.pass(arguments.kind.as_deref(), bytes)?,
                None if found.is_some() => {
                    return Err(Failure::usage(format!("`{path}` holds more than one record"))
                        .help(format!("Name one by its id: {path}#ID.")));
                }
                None => found = Some(record()),
            }
        }
    }
    found.ok_or_else(|| match id {
        Some(id) => Failure::input(format!("no record with the id `{id}` in `{path}`"))
            .help("Only records that fit their schema are looked at; `hirewall decide` tells of the others."),
        None => Failure::input(format!("no record in `{path}`")),
    })
}

fn has_id(engine: &Engine, kind: Option<&str>, bytes: &[u8], id: &str) -> bool {
    // Most records are told apart without decoding them: an id that is nowhere in the text is not its id.
    let plain = bytes.windows(id.len().max(1)).any(|window| window == id.as_bytes());
    (plain || bytes.contains(&b'\\')) && engine.decode(kind, bytes).is_ok_and(|decoded| decoded.record.id() == id)
}

fn text(explanation: &Explanation, id: &str, terminal: &Terminal) -> String {
    let (rule, color) = (&explanation.rule, terminal.out_color);
    let (outcome, shade) = match rule.outcome {
        RuleOutcome::Matched => ("matched", style::WARNING),
        RuleOutcome::NotMatched => ("did not match", style::GOOD),
        RuleOutcome::Undetermined => ("is undetermined for", style::HELP),
    };
    let mut text = String::new();
    let _ = writeln!(
        text,
        "{} {} {}",
        style::paint(&safe::line(&rule.rule), style::STRONG, color),
        style::paint(outcome, shade, color),
        style::paint(&safe::line(id), style::STRONG, color),
    );
    let mut paragraph = |told: &str| {
        for line in wrap(&safe::block(told), terminal.width.saturating_sub(2)) {
            let _ = writeln!(text, "  {line}");
        }
    };
    if let Some(title) = &rule.title {
        paragraph(title);
    }
    let verdict = rule.verdict.map(|verdict| format!("verdict at least {}", summary::name(verdict)));
    let score = (rule.score != 0 || verdict.is_none()).then(|| format!("score {:+}", rule.score));
    let effects: Vec<String> = score.into_iter().chain(verdict).collect();
    let mut effect = format!("When it matches: {}", effects.join(", "));
    if rule.mode == Mode::Shadow {
        effect.push_str(", in shadow for this record");
    }
    effect.push('.');
    paragraph(&effect);
    if let Some(reason) = &rule.reason {
        paragraph(&format!("Reason: {reason}"));
    }
    text.push('\n');
    tree(&rule.condition, 0, terminal, &mut text);
    text.push('\n');
    for sentence in explanation.because.iter().chain(&explanation.nearest_change) {
        for line in wrap(&safe::block(sentence), terminal.width) {
            let _ = writeln!(text, "{line}");
        }
    }
    text
}

/// The condition as a tree: what each part came to, before its text.
fn tree(part: &ConditionPart, depth: usize, terminal: &Terminal, text: &mut String) {
    let (mark, shade): (&str, Style) = match part.truth {
        PartTruth::True => ("true ", style::GOOD),
        PartTruth::False => ("false", style::ERROR),
        PartTruth::Undetermined => ("?    ", style::WARNING),
        PartTruth::Known => ("     ", style::FAINT),
    };
    let name = match (part.operator, part.is_joined()) {
        (Operator::All, true) => "all of",
        (Operator::Any, true) => "any of",
        (Operator::Not, true) => "not",
        _ => part.name(),
    };
    let mut told = match (&part.label, part.is_joined()) {
        (Some(label), _) if !part.text.is_empty() => format!("{label}: {}", part.text),
        (Some(label), true) => format!("{label}: {name}"),
        _ => name.to_owned(),
    };
    if let Some(value) = &part.value {
        let _ = write!(told, " = {value}");
    }
    if !part.missing.is_empty() {
        let _ = write!(told, "  (missing {})", part.missing.join(", "));
    }
    if let Some(error) = &part.error {
        let _ = write!(told, "  (failed: {error})");
    }
    let indent = 2 * depth + 2;
    for (number, line) in wrap(&safe::block(&told), terminal.width.saturating_sub(indent + 7)).iter().enumerate() {
        let mark = if number == 0 { style::paint(mark, shade, terminal.out_color) } else { " ".repeat(5) };
        let _ = writeln!(text, "{:indent$}{mark}  {line}", "");
    }
    for inner in &part.parts {
        tree(inner, depth + 1, terminal, text);
    }
}
