//! Hostile guests, kept as data in `tests/guests`: each ends as it says there, and its neighbour in the same host answers as
//! before.

use std::collections::BTreeMap;
use std::fs;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use crate::guest::{Guest, patient, record, schema};
use case::{Case, word};
use hirewall_detector::{
    Binding, BreakerOptions, Clock, Detector, Grants, Host, HostOptions, LoadError, LogLevel, LogSink, NamedList,
    NamedTable, Plugin,
};
use hirewall_model::{Answer, Blame, Time, manifest};
use serde_json::Value;

mod case;
#[cfg(target_os = "linux")]
mod resident;
mod settings;

/// A name that no message and no line may hold.
const NAME: &str = "Xanthippe Quillfeather";

#[derive(Default)]
struct Lines(Mutex<Vec<String>>);

impl LogSink for Lines {
    fn write(&self, _: &str, _: LogLevel, text: &str) {
        self.0.lock().unwrap().push(text.to_owned());
    }
}

/// The operator's data: nobody is in it.
struct Nobody;

impl NamedList for Nobody {
    fn contains(&self, _: &str) -> bool {
        false
    }
}

impl NamedTable for Nobody {
    fn get(&self, _: &str) -> Option<String> {
        None
    }
}

/// A clock that stands, so that the pace of log lines is the same each time.
struct Still;

impl Clock for Still {
    fn now(&self) -> Duration {
        Duration::ZERO
    }
}

/// Options under which every call is made: no circuit opens.
fn options() -> HostOptions {
    HostOptions {
        instances: 4,
        breaker: BreakerOptions { failures: 0, ..BreakerOptions::default() },
        clock: Arc::new(Still),
        ..patient()
    }
}

fn binding(lines: &Arc<Lines>, limits: manifest::Limits) -> Binding {
    let lists = ["staff", "elsewhere"].map(|name| (name.to_owned(), Arc::new(Nobody) as Arc<dyn NamedList>));
    let tables = ["staff", "elsewhere"].map(|name| (name.to_owned(), Arc::new(Nobody) as Arc<dyn NamedTable>));
    Binding {
        id: "hostile".to_owned(),
        schemas: BTreeMap::from([("person".to_owned(), schema())]),
        limits,
        grants: Grants {
            log: Some(Arc::clone(lines) as Arc<dyn LogSink>),
            lists: lists.into(),
            tables: tables.into(),
            http: ["https://granted.example".to_owned()].into(),
        },
        ..Binding::default()
    }
}

fn ask(detector: &Detector) -> Answer {
    let text = format!(r#"{{"id": "1", "name": "{NAME}", "age": 41}}"#);
    detector.detect(&record(&schema(), &text), Time::new(0, 0).unwrap())
}

/// An answer, byte by byte.
fn bytes(answer: &Answer) -> String {
    match answer {
        Answer::Signals { signals, evidence, .. } => format!("{signals} {evidence:?}"),
        Answer::Failed(failure) => panic!("{failure:?}"),
    }
}

/// Where a guest ended, and with what code. Its answers and words are looked at on the way.
fn end(case: &Case, host: &Host) -> (&'static str, String) {
    let plugin = match case.plugin() {
        Ok(plugin) => plugin,
        Err(error) => return ("read", error.code().to_owned()),
    };
    if case.stage == "signature" {
        return ("signature", word(&plugin.signature()).to_owned());
    }
    let lines = Arc::new(Lines::default());
    let detector = match host.load(&plugin, binding(&lines, case.limits)) {
        Ok(detector) => detector,
        Err(error) => return ("load", refused(case, &error)),
    };
    let codes: Vec<String> = (0..5).map(|_| called(case, &ask(&detector))).collect();
    assert!(codes.iter().all(|code| *code == codes[0]), "{}: {codes:?}", case.name);
    let lines = lines.0.lock().unwrap();
    assert_eq!(lines.len(), case.lines, "{}: {lines:?}", case.name);
    assert!(lines.iter().all(|line| !told(line)), "{}: {lines:?}", case.name);
    ("call", codes[0].clone())
}

fn refused(case: &Case, error: &LoadError) -> String {
    assert!(error.help().ends_with('.') && !told(&error.to_string()), "{}: {error}", case.name);
    error.code().to_owned()
}

fn called(case: &Case, answer: &Answer) -> String {
    match answer {
        Answer::Signals { signals, .. } => {
            let signals: Value = serde_json::from_str(signals.get()).unwrap();
            assert_eq!(Some(signals), case.answer, "{}", case.name);
            "ok".to_owned()
        }
        Answer::Failed(failure) => {
            assert_eq!(failure.blame, Blame::Plugin, "{}: {failure:?}", case.name);
            assert!(!told(&failure.reason) && !told(&failure.code), "{}: {failure:?}", case.name);
            failure.code.clone()
        }
    }
}

/// Whether a text tells of the record.
fn told(text: &str) -> bool {
    text.contains("Xanthippe") || text.contains("Quillfeather")
}

#[test]
fn each_guest_ends_as_it_says_and_its_neighbour_answers_as_before() {
    let cases = Case::all();
    assert!(cases.len() >= 25, "only {} guests were found", cases.len());
    let mut wrong = Vec::new();
    for pooling in [true, false] {
        let host = Host::new(HostOptions { pooling, ..options() }).unwrap();
        let neighbour = Binding { id: "neighbour".to_owned(), ..binding(&Arc::default(), manifest::Limits::default()) };
        let neighbour = host.load(&Guest::default().plugin(), neighbour).unwrap();
        let before = bytes(&ask(&neighbour));
        assert!(before.contains(NAME), "{before}");
        for case in &cases {
            let (stage, code) = end(case, &host);
            if (stage, &*code) != (&*case.stage, &*case.code) {
                wrong.push(format!(
                    "{}: {} {}, but {stage} {code}, pooling {pooling}",
                    case.name, case.stage, case.code
                ));
            }
            assert_eq!(bytes(&ask(&neighbour)), before, "after {}", case.name);
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn the_readme_tells_of_each_guest() {
    let row = |case: &Case| format!("| `{}` | {} | {} |", case.name, case.tries, case.outcome());
    let rows = Case::all().iter().map(row).collect::<Vec<_>>().join("\n");
    let readme = fs::read_to_string(Case::directory().join("README.md")).unwrap();
    let table = readme.split_once("| --- | --- | --- |\n").map(|(_, table)| table.trim_end()).unwrap_or_default();
    assert_eq!(table, rows, "the table should be\n{rows}");
}

#[test]
fn no_flipped_bit_reaches_the_neighbour() {
    let host = Host::new(options()).unwrap();
    let good = Guest::default();
    let neighbour = host.load(&good.plugin(), binding(&Arc::default(), manifest::Limits::default())).unwrap();
    let before = bytes(&ask(&neighbour));
    let (whole, end) = (good.plugin().bytes().to_vec(), good.component().len());
    // A flipped bit may make a loop of what was none.
    let limits = manifest::Limits { time_ms: Some(20), configure_ms: Some(200), ..manifest::Limits::default() };
    let (mut loaded, mut refused) = (0, 0);
    for at in (0..end).step_by(11) {
        let mut changed = whole.clone();
        changed[at] ^= 1 << (at % 8);
        let Ok(plugin) = Plugin::read(changed) else { continue };
        match host.load(&plugin, binding(&Arc::default(), limits)) {
            Ok(detector) => {
                let _ = ask(&detector);
                loaded += 1;
            }
            Err(_) => refused += 1,
        }
        assert_eq!(bytes(&ask(&neighbour)), before, "byte {at}");
    }
    assert!(loaded > 10 && refused > 10, "{loaded} were loaded, {refused} refused");
}
