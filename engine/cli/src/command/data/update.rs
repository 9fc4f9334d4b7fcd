//! `hirewall data update`: a list or table from a file that its publisher offers. Nothing is written unless the policy directory
//! loads with the new data.

use std::fs::{self, File};
use std::io::Read as _;
use std::path::{Path, PathBuf};

use clap::Args;
use clap::builder::{PossibleValuesParser, TypedValueParser as _};
use hirewall::policy::{DataDocument, DataKind, data_documents, with_document_values};
use hirewall::{Loader, SourceFile, Time};
use hirewall_data::{Difference, Entries, Format, Input, Limits, MatchKind, Target, import};

use super::changed;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::output::terminal::Terminal;
use crate::output::{replace, safe};
use crate::plugins::PluginArguments;
use crate::{policies, time};

/// Bring a list or table up to date from a file that its publisher offers
#[derive(Debug, Args)]
#[command(after_help = "\
The data file is written sorted and without repetitions; in the YAML document only `updated` and, if given, `source` change. Nothing is
written unless the policy directory loads with the new data. docs/data.md names the files to download for the lists that ship.

Examples:
  hirewall data update disposable_mail_domains --from disposable_email_blocklist.conf
  hirewall data update schools --from world_universities_and_domains.json --dry-run
  hirewall data update time_zones --from zone.tab --from zone1970.tab --from tzdata.zi
  hirewall data update vpn_networks --from list.json --as-of 2026-11-01")]
pub(crate) struct Arguments {
    /// The id of the list or table; `lists.ID` or `tables.ID` where both have it
    #[arg(value_name = "LIST-OR-TABLE")]
    id: String,
    /// The publisher's file, unpacked; several times where the data come in several files
    #[arg(long, value_name = "FILE", required = true)]
    from: Vec<PathBuf>,
    /// The policy directory
    #[arg(long, value_name = "DIR", default_value = policies::DEFAULT)]
    policies: PathBuf,
    /// What the document names as its source from now on
    #[arg(long, value_name = "URL")]
    source: Option<String>,
    /// The day of the data; without it, today
    #[arg(long, value_name = "DATE", value_parser = time::parse)]
    as_of: Option<Time>,
    /// The format of the file; without it, the file is looked at
    #[arg(long, value_name = "FORMAT", value_parser = formats())]
    format: Option<Format>,
    /// The column of a CSV file that holds the items of a list; without it, the first
    #[arg(long, value_name = "NAME")]
    column: Option<String>,
    /// Say what would change, and write nothing
    #[arg(long)]
    dry_run: bool,
    /// Write even if more than 20 % of the entries vanish, or all
    #[arg(long)]
    force: bool,
    /// Bytes of a file that are read at most
    #[arg(long, value_name = "BYTES", default_value_t = Limits::default().bytes)]
    max_bytes: u64,
    #[command(flatten)]
    plugins: PluginArguments,
}

fn formats() -> impl clap::builder::TypedValueParser<Value = Format> {
    PossibleValuesParser::new(Format::ALL.map(Format::name))
        .try_map(|name| Format::named(&name).ok_or_else(|| format!("there is no format `{name}`")))
}

/// Brings the list or table up to date.
pub(crate) fn run(arguments: &Arguments, terminal: &Terminal) -> anyhow::Result<Exit> {
    policies::exists(&arguments.policies)?;
    let loader = arguments.plugins.given_to(Loader::new(), terminal)?;
    let mut files = policies::read(&arguments.policies, &loader, terminal)?;
    let (yaml, document) = find(&files, &arguments.id)?;
    let path = data_file(&document, &yaml)?;
    let target = target(&document, arguments);
    let limits = Limits { bytes: arguments.max_bytes, ..Limits::default() };

    let texts = read(&arguments.from, limits.bytes)?;
    let inputs: Vec<Input<'_>> = texts.iter().map(|(name, bytes)| Input { name, bytes }).collect();
    let imported = import(&target, &inputs, arguments.format, &limits).map_err(refused)?;
    for note in &imported.notes {
        terminal.note(&format!("note: {}\n", safe::line(note)));
    }
    let old_text = files.iter().find(|file| file.path == path).map(|file| file.text.as_str());
    let old = previous(&target, old_text.unwrap_or_default());
    let difference = Difference::between(&old, &imported.entries);
    terminal.print(&changed::told(&name(&document), &imported.entries, &difference))?;
    if let Some(why) = changed::suspicious(&old, &imported.entries, &difference).filter(|_| !arguments.force) {
        terminal.fail(
            &Failure::input(format!("{why}; nothing was written"))
                .help("Look whether the file is whole and the right one; `--force` writes it all the same.")
                .into(),
        );
        return Ok(Exit::Findings);
    }

    let data = comments(&document, old_text.unwrap_or_default()) + &imported.entries.to_text();
    let day: String =
        arguments.as_of.unwrap_or_else(hirewall::now).to_string().chars().take("2026-11-26".len()).collect();
    let mut values = vec![("updated", day.as_str())];
    values.extend(arguments.source.as_deref().map(|source| ("source", source)));
    let dated = with_document_values(&yaml.text, &document, &values).ok_or_else(|| {
        Failure::usage(format!("`updated` and `source` of `{}` cannot be changed in `{}`", document.id, yaml.path))
            .help("Write both into the document, each on a line of its own and without `*` or `<<`.")
    })?;
    files.retain(|file| file.path != path && file.path != yaml.path);
    files.push(SourceFile::new(path.clone(), data.clone()));
    files.push(SourceFile::new(yaml.path.clone(), dated.clone()));
    fit(&files)?;
    policies::compile(&arguments.policies, files, &loader, terminal).map_err(|failure| {
        Failure { message: format!("{}; nothing was written", failure.message), ..failure }
            .help("Correct the file that you gave, or what `hirewall check` finds.")
    })?;
    if arguments.dry_run {
        terminal.note("nothing was written, as `--dry-run` says\n");
    } else {
        write(&arguments.policies, (&path, &data), (&yaml, &dated))?;
        let written = [path, yaml.path].map(|path| format!("`{}`", arguments.policies.join(path).display()));
        terminal.note(&format!("wrote {}\n", safe::line(&written.join(" and "))));
    }
    Ok(Exit::Fine)
}

/// The document with that id, and the file that it stands in.
fn find(files: &[SourceFile], id: &str) -> Result<(SourceFile, DataDocument), Failure> {
    let yaml = |file: &&SourceFile| file.path.ends_with(".yaml") || file.path.ends_with(".yml");
    let all: Vec<(&SourceFile, DataDocument)> = files
        .iter()
        .filter(yaml)
        .flat_map(|file| data_documents(file).into_iter().map(move |document| (file, document)))
        .collect();
    let mut found = all.iter().filter(|(_, document)| document.id == id || name(document) == id);
    match (found.next(), found.next()) {
        (Some((file, document)), None) => Ok(((*file).clone(), document.clone())),
        (Some(_), Some((_, other))) => Err(Failure::usage(format!("`{id}` is not the id of one document only")).help(
            format!("Where a list and a table have the id, write `lists.{}` or `tables.{}`.", other.id, other.id),
        )),
        (None, _) => {
            let names: Vec<String> = all
                .iter()
                .filter(|(_, document)| document.file.is_some())
                .map(|(_, document)| format!("`{}`", document.id))
                .collect();
            let help = match names.as_slice() {
                [] => "No list or table of the policy directory has a data file.".to_owned(),
                names => format!("These have a data file: {}.", names.join(", ")),
            };
            Err(Failure::usage(format!("there is no list or table `{id}`")).help(help))
        }
    }
}

/// The name of the document in conditions.
fn name(document: &DataDocument) -> String {
    match document.kind {
        DataKind::List { .. } => format!("lists.{}", document.id),
        DataKind::Table { .. } => format!("tables.{}", document.id),
    }
}

/// The path of the document's data file from the policy directory.
fn data_file(document: &DataDocument, yaml: &SourceFile) -> Result<String, Failure> {
    document.file.clone().ok_or_else(|| {
        let (what, end) = match document.kind {
            DataKind::List { .. } => ("items", "txt"),
            DataKind::Table { .. } => ("rows", "csv"),
        };
        let (id, path) = (&document.id, &yaml.path);
        Failure::usage(format!("`{}` has no data file inside the policy directory", name(document))).help(format!(
            "In `{path}`, replace `{what}:` by `file: data/{id}.{end}`, put what stood there into that file, and run the command again."
        ))
    })
}

fn target(document: &DataDocument, arguments: &Arguments) -> Target {
    match &document.kind {
        DataKind::List { matching } => Target::List { matching: *matching, column: arguments.column.clone() },
        DataKind::Table { key, columns } => Target::Table { key: key.clone(), columns: columns.clone() },
    }
}

/// The entries of the data file as it is. One that is not there or cannot be read has none, since then there is nothing to lose.
fn previous(target: &Target, text: &str) -> Entries {
    let (target, format) = match target {
        // Compared as they stand, so that an update also tells of entries which the list could not use.
        Target::List { .. } => (Target::List { matching: MatchKind::Exact, column: None }, Format::Lines),
        Target::Table { .. } => (target.clone(), Format::Csv),
    };
    let input = Input { name: "", bytes: text.as_bytes() };
    let limits = Limits { bytes: u64::MAX, entries: usize::MAX };
    match import(&target, &[input], Some(format), &limits) {
        Ok(imported) => imported.entries,
        Err(_) => Entries::List(std::collections::BTreeSet::new()),
    }
}

/// The comment with which the data file of a list begins: it stays.
fn comments(document: &DataDocument, old: &str) -> String {
    match document.kind {
        DataKind::List { .. } => {
            old.lines().take_while(|line| line.starts_with('#')).flat_map(|line| [line, "\n"]).collect()
        }
        DataKind::Table { .. } => String::new(),
    }
}

/// Refuses data with which the directory would be too large to be read. Limits on single files are kept by compiling.
fn fit(files: &[SourceFile]) -> Result<(), Failure> {
    let total: u64 = files.iter().map(|file| file.text.len() as u64).sum();
    let limit = hirewall::Limits::default().total_bytes;
    if total > limit {
        return Err(Failure::input(format!(
            "the files of the policy directory would be larger than {limit} bytes; nothing was written"
        ))
        .help("Keep the entries that a record can meet."));
    }
    Ok(())
}

fn read(paths: &[PathBuf], limit: u64) -> Result<Vec<(String, Vec<u8>)>, Failure> {
    let mut files = Vec::new();
    for path in paths {
        let mut bytes = Vec::new();
        // One byte more than allowed tells that there is more.
        File::open(path)
            .and_then(|file| file.take(limit.saturating_add(1)).read_to_end(&mut bytes))
            .map_err(|error| Failure::unreadable(path, &error))?;
        files.push((path.display().to_string(), bytes));
    }
    Ok(files)
}

#[expect(clippy::needless_pass_by_value, reason = "it takes the place of the error")]
fn refused(error: hirewall_data::ImportError) -> Failure {
    Failure::input(error.to_string()).help(error.help())
}

/// Writes the data, then the document. If the second fails, the first is taken back.
fn write(directory: &Path, (path, data): (&str, &str), (yaml, dated): (&SourceFile, &str)) -> anyhow::Result<()> {
    let path = directory.join(path);
    let before = fs::read(&path).ok();
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).map_err(|error| Failure::unwritable(folder, &error))?;
    }
    replace::put(&path, data.as_bytes()).map_err(|error| Failure::unwritable(&path, &error))?;
    let document = directory.join(&yaml.path);
    if let Err(error) = replace::replace(&document, dated.as_bytes()) {
        let restored = match &before {
            Some(bytes) => replace::replace(&path, bytes),
            None => fs::remove_file(&path),
        };
        let failure = Failure::unwritable(&document, &error);
        return Err(match restored {
            Ok(()) => failure,
            Err(_) => failure.help(format!("`{}` has the new data already; set `updated` by hand.", path.display())),
        }
        .into());
    }
    Ok(())
}
