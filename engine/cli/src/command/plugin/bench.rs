//! `hirewall plugin bench`: what a plugin costs, measured where it will run.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::AtomicU64;
use std::time::{Duration, Instant};

use clap::Args;
use hirewall::detector::{Binding, Detector, Grants, Host, HostOptions, Isolation, LoadError, NamedList, NamedTable};
use hirewall::model::{Answer, Decoded, Manifest};
use hirewall::{Engine, Loader};

use super::file;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::input::{self, Item, Opened, Splitter};
use crate::output::number;
use crate::output::terminal::Terminal;
use crate::plugins::PluginArguments;
use crate::policies;

/// Records that are read at most: more do not change what comes out.
const RECORDS: usize = 1_000;

/// Measure what a plugin costs: to load, and for each record
#[derive(Debug, Args)]
#[command(after_help = "\
Each record is asked about alone, in a fresh instance, as when the plugin serves; and then in a batch, as with `isolation: batch`.
Where a policy of the directory binds the plugin, it is measured with that binding's settings, lists and tables, elsewhere with empty
ones. Figures are of this machine and this moment: compare those of one run.

Example:
  hirewall plugin bench plugins/phone tests/records/applicants.ndjson")]
pub(crate) struct Arguments {
    /// A component, or a plugin's folder with its component
    #[arg(value_name = "PLUGIN")]
    plugin: PathBuf,
    /// Records to ask about; at most 1,000 are taken
    #[arg(value_name = "FILE", required = true)]
    records: Vec<PathBuf>,
    /// The policy directory: its schemas, and the binding of the plugin
    #[arg(long, value_name = "DIR", default_value = policies::DEFAULT)]
    policies: PathBuf,
    /// How often each record is asked about
    #[arg(long, value_name = "N", default_value_t = 20, value_parser = clap::value_parser!(u32).range(1..=100_000))]
    rounds: u32,
    #[command(flatten)]
    plugins: PluginArguments,
}

/// Measures the plugin.
pub(crate) fn run(arguments: &Arguments, terminal: &Terminal) -> anyhow::Result<Exit> {
    let path = file::component(&arguments.plugin)?;
    let plugin = file::read(&path)?;
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let options = arguments.plugins.host_options();

    // Without the cache first: otherwise it would be filled before it is measured.
    let compiling = host(HostOptions { cache: None, ..options.clone() })?;
    let kinds = &plugin.manifest().records;
    let bare = |engine: &Engine, isolation| Binding {
        id: plugin.manifest().id.clone(),
        isolation,
        grants: empty_handed(plugin.manifest()),
        schemas: kinds.keys().filter_map(|kind| Some((kind.clone(), Arc::clone(engine.schema(kind)?)))).collect(),
        ..Binding::default()
    };

    // Other plugins that the policies bind must be at hand too.
    let mut plugins = arguments.plugins.read()?;
    plugins.insert(name.clone(), plugin.bytes().to_vec());
    let loader = Loader::new().plugins(plugins).host(host(options.clone())?);
    let engine = &policies::load(&arguments.policies, &loader, terminal)?;
    let bindings = |isolation| {
        let bound = engine.bundle().detectors.iter().find(|detector| detector.plugin == name);
        bound.map_or_else(|| bare(engine, isolation), |bound| Binding { isolation, ..engine.binding(bound) })
    };

    let mut text =
        format!("{} {}, {}\n", plugin.manifest().id, plugin.manifest().version, file::size(plugin.bytes().len()));
    let (cold, took) = timed(|| compiling.load(&plugin, bindings(Isolation::Record)));
    let cold = cold.map_err(|error| unloadable(&error))?;
    row(&mut text, "load, compiled anew", &millis(took));
    if options.cache.is_some() {
        let cached = host(options)?;
        cached.load(&plugin, bindings(Isolation::Record)).map_err(|error| unloadable(&error))?;
        let (again, took) = timed(|| cached.load(&plugin, bindings(Isolation::Record)));
        again.map_err(|error| unloadable(&error))?;
        row(&mut text, "load, from the cache", &millis(took));
    }
    let how =
        if cold.is_snapshot() { "a copy of the configured memory" } else { "configured anew, kept ready in a pool" };
    row(&mut text, "each instance is", how);

    let texts = records(arguments)?;
    let decoded: Vec<Decoded<'_>> = texts.iter().filter_map(|text| engine.decode(None, text).ok()).collect();
    let wanted: Vec<&Decoded<'_>> = decoded.iter().filter(|decoded| cold.looks_at(decoded.record.kind())).collect();
    if wanted.is_empty() {
        let kinds: Vec<&str> = kinds.keys().map(String::as_str).collect();
        return Err(Failure::input("none of the records can be asked about")
            .help(format!("The plugin looks at records of the kind `{}`.", kinds.join("`, `")))
            .into());
    }
    row(&mut text, "records", &number::grouped(wanted.len() as u64));
    let alone = each(&cold, &wanted, arguments.rounds);
    row(&mut text, "a record, alone", &alone.told());
    let batch = compiling.load(&plugin, bindings(Isolation::Batch)).map_err(|error| unloadable(&error))?;
    let batch = together(&batch, &wanted, arguments.rounds);
    row(&mut text, "a record, in a batch", &format!("{} on average", micros(batch)));
    for (code, count) in &alone.failures {
        row(&mut text, "failed", &format!("{} with `{code}`", number::count(*count, "record")));
    }
    terminal.print(&text)?;
    Ok(if alone.failures.is_empty() { Exit::Fine } else { Exit::Findings })
}

/// Every list and table that the plugin asks for, with nothing in it.
fn empty_handed(manifest: &Manifest) -> Grants {
    let asked = &manifest.capabilities;
    Grants {
        lists: asked.lists.iter().map(|name| (name.clone(), Arc::new(Empty) as Arc<dyn NamedList>)).collect(),
        tables: asked.tables.iter().map(|name| (name.clone(), Arc::new(Empty) as Arc<dyn NamedTable>)).collect(),
        ..Grants::default()
    }
}

/// A list or table of nothing.
struct Empty;

impl NamedList for Empty {
    fn contains(&self, _: &str) -> bool {
        false
    }
}

impl NamedTable for Empty {
    fn get(&self, _: &str) -> Option<String> {
        None
    }
}

/// Calls of single records.
struct Alone {
    times: Vec<Duration>,
    failures: BTreeMap<String, u64>,
}

impl Alone {
    fn told(&self) -> String {
        let at = |percent: usize| {
            let at = (self.times.len() * percent / 100).min(self.times.len().saturating_sub(1));
            micros(self.times.get(at).copied().unwrap_or_default())
        };
        format!("{} median, {} p99, {} at most", at(50), at(99), at(100))
    }
}

fn each(detector: &Detector, records: &[&Decoded<'_>], rounds: u32) -> Alone {
    let mut alone = Alone { times: Vec::new(), failures: BTreeMap::new() };
    let now = hirewall::now();
    for round in 0..rounds {
        for decoded in records {
            let (answer, took) = timed(|| detector.detect(&decoded.record, now));
            alone.times.push(took);
            if let (0, Answer::Failed(failure)) = (round, answer) {
                *alone.failures.entry(failure.code).or_default() += 1;
            }
        }
    }
    alone.times.sort_unstable();
    alone
}

fn together(detector: &Detector, records: &[&Decoded<'_>], rounds: u32) -> Duration {
    let now = hirewall::now();
    let (answers, took) = timed(|| {
        let rounds =
            (0..rounds).map(|_| detector.detect_many(records.iter().map(|decoded| &decoded.record), now).len());
        rounds.sum::<usize>()
    });
    took / u32::try_from(answers).unwrap_or(u32::MAX).max(1)
}

fn host(options: HostOptions) -> Result<Host, Failure> {
    Host::new(options)
        .map_err(|error| Failure::internal(format!("plugins cannot run here: {error}")).help(error.help()))
}

fn unloadable(error: &LoadError) -> Failure {
    let message = format!("the plugin cannot serve: {error} [{}]", error.code());
    Failure { exit: Exit::Findings, ..Failure::input(message) }.help(error.help())
}

/// The texts of the records.
fn records(arguments: &Arguments) -> Result<Vec<Vec<u8>>, Failure> {
    let mut records = Vec::new();
    for source in input::find(&arguments.records)? {
        let opened = Opened::open(&source, Arc::new(AtomicU64::new(0))).map_err(|error| {
            Failure::input(format!("cannot read `{}`: {}", source.name, crate::failure::reason(&error)))
        })?;
        let mut splitter = Splitter::new(opened, source.lines());
        while let Some(batch) = splitter.next_batch() {
            for item in batch.items {
                if records.len() >= RECORDS {
                    return Ok(records);
                }
                if let Item::Record { range, .. } = item {
                    records.push(batch.bytes.get(range).unwrap_or_default().to_vec());
                }
            }
        }
    }
    Ok(records)
}

fn timed<T>(work: impl FnOnce() -> T) -> (T, Duration) {
    let begun = Instant::now();
    let done = work();
    (done, begun.elapsed())
}

fn row(text: &mut String, name: &str, value: &str) {
    let _ = writeln!(text, "  {name:<22} {value}");
}

fn millis(time: Duration) -> String {
    format!("{:.1} ms", time.as_secs_f64() * 1e3)
}

fn micros(time: Duration) -> String {
    format!("{:.1} µs", time.as_secs_f64() * 1e6)
}
