//! What detectors may call: granted lists, tables and log lines, and nothing else.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

use crate::guest::{Guest, NOTHING, detect, manifest, patient, record, schema};
use hirewall_detector::{
    Binding, Detector, Grants, Host, HostOptions, LoadError, LogLevel, LogSink, NamedList, NamedTable, Plugin,
};
use hirewall_model::{Answer, Time};
use serde_json::{Value, json};

#[derive(Default)]
struct Lines(Mutex<Vec<String>>);

impl LogSink for Lines {
    fn write(&self, detector: &str, level: LogLevel, text: &str) {
        self.0.lock().unwrap().push(format!("{detector} {} {text}", level.as_str()));
    }
}

struct Staff;

impl NamedList for Staff {
    fn contains(&self, key: &str) -> bool {
        key == "Ann"
    }
}

impl NamedTable for Staff {
    fn get(&self, key: &str) -> Option<String> {
        (key == "Ann").then(|| r#"{"since":2020}"#.to_owned())
    }
}

fn grants(lines: &Arc<Lines>) -> Grants {
    Grants {
        log: Some(Arc::clone(lines) as Arc<dyn LogSink>),
        lists: BTreeMap::from([("staff".to_owned(), Arc::new(Staff) as Arc<dyn NamedList>)]),
        tables: BTreeMap::from([("staff".to_owned(), Arc::new(Staff) as Arc<dyn NamedTable>)]),
        ..Grants::default()
    }
}

fn plugin(imports: &'static [&'static str], body: &str, capabilities: &Value) -> Plugin {
    let mut about = manifest();
    about["capabilities"] = capabilities.clone();
    Guest { imports, detect: detect(body), ..Guest::default() }.plugin_with(about)
}

fn load(plugin: &Plugin, grants: Grants) -> Result<Detector, LoadError> {
    let schemas = BTreeMap::from([("person".to_owned(), schema())]);
    let host = Host::new(HostOptions { instances: 4, ..patient() }).unwrap();
    host.load(plugin, Binding { id: "small".to_owned(), grants, schemas, ..Binding::default() })
}

fn ask(detector: &Detector, name: &str) -> Answer {
    let schema = schema();
    let text = json!({"id": "1", "name": name}).to_string();
    detector.detect(&record(&schema, &text), Time::new(0, 0).unwrap())
}

#[track_caller]
fn code(answer: &Answer) -> &str {
    match answer {
        Answer::Failed(failure) => &failure.code,
        Answer::Signals { .. } => "ok",
    }
}

/// The first input as address and length.
const KEY: &str = "(i32.load offset=8 (local.get $inputs)) (i32.load offset=12 (local.get $inputs))";

#[test]
fn a_granted_list_is_asked() {
    // The signal `count` is whether the list holds the name.
    let body = format!(
        "(i64.store (i32.const 568) (i64.extend_i32_u (call $contains (i32.const 80) (i32.const 5) {KEY})))
         (i32.store (i32.const 552) (i32.const 24)) (i32.store (i32.const 556) (i32.const 5))
         (i64.store (i32.const 560) (i64.const 2))
         (i64.store (i32.const 576) (i64.const 0)) (i64.store (i32.const 584) (i64.const 0))
         (i32.store8 (i32.const 256) (i32.const 0))
         (i32.store (i32.const 260) (i32.const 552)) (i32.store (i32.const 264) (i32.const 1)) (i32.const 256)"
    );
    let plugin = plugin(&["contains"], &body, &json!({"lists": ["staff"]}));
    let detector = load(&plugin, grants(&Arc::default())).unwrap();
    for (name, found) in [("Ann", 1), ("Bob", 0)] {
        let Answer::Signals { signals, .. } = ask(&detector, name) else { panic!("{name}") };
        assert_eq!(serde_json::from_str::<Value>(signals.get()).unwrap(), json!({"count": found}));
    }
    let error = load(&plugin, Grants::default()).unwrap_err();
    assert_eq!(error.to_string(), "the plugin needs the list `staff`, which it is not granted");
}

#[test]
fn a_list_or_table_beyond_the_declared_ones_ends_the_call() {
    let body = format!("(drop (call $contains (i32.const 88) (i32.const 9) {KEY})) {NOTHING}");
    let plugin_of_lists = plugin(&["contains"], &body, &json!({"lists": ["staff"]}));
    let mut wide = grants(&Arc::default());
    wide.lists.insert("elsewhere".to_owned(), Arc::new(Staff));
    assert_eq!(code(&ask(&load(&plugin_of_lists, wide).unwrap(), "Ann")), "forbidden-call");

    let body = format!("(call $get (i32.const 88) (i32.const 9) {KEY} (i32.const 700)) {NOTHING}");
    let plugin_of_tables = plugin(&["get"], &body, &json!({"tables": ["staff"]}));
    assert_eq!(code(&ask(&load(&plugin_of_tables, grants(&Arc::default())).unwrap(), "Ann")), "forbidden-call");
}

#[test]
fn log_lines_pass_unless_they_hold_what_was_handed_over() {
    let lines = Arc::new(Lines::default());
    let body =
        format!("(call $log (i32.const 2) (i32.const 48) (i32.const 20)) (call $log (i32.const 1) {KEY}) {NOTHING}");
    let plugin = plugin(&["log"], &body, &json!({"log": true}));
    let detector = load(&plugin, grants(&lines)).unwrap();
    assert_eq!(code(&ask(&detector, "Ann Example")), "ok");
    assert_eq!(*lines.0.lock().unwrap(), ["small warn hello from the guest"]);
    let silent = load(&plugin, Grants::default()).unwrap();
    assert_eq!(code(&ask(&silent, "Ann Example")), "ok");
}

#[test]
fn no_form_of_a_log_line_hides_a_value_in_it() {
    let lines = Arc::new(Lines::default());
    let body =
        format!("(call $log (i32.const 2) {KEY}) (call $log (i32.const 2) (i32.const 48) (i32.const 20)) {NOTHING}");
    let plugin = plugin(&["log"], &body, &json!({"log": true}));
    let detector = load(&plugin, grants(&lines)).unwrap();
    // What is cut, and what is escaped, before it is written.
    let names = [
        "many words ".repeat(60),
        "word ".repeat(2_000),
        "Ann\nExample".into(),
        "the `Ann`".into(),
        "A\u{202e}nn".into(),
    ];
    for name in &names {
        assert_eq!(code(&ask(&detector, name)), "ok");
    }
    let lines = lines.0.lock().unwrap();
    let (own, others): (Vec<_>, Vec<_>) = lines.iter().partition(|line| *line == "small warn hello from the guest");
    assert_eq!(own.len(), names.len());
    assert!(others.iter().all(|line| line.ends_with("1 log lines were left out")), "{others:?}");
}

#[test]
fn an_origin_must_be_declared_and_granted_and_a_private_address_is_denied_all_the_same() {
    // The message of the failure is the byte that says which error it was: 0 is `denied`.
    let fetch = "(call $fetch (i32.const 1024) (i32.const 3) (i32.const 1032) (i32.const 18)
        (i32.const 0) (i32.const 0) (i32.const 0) (i32.const 0) (i32.const 100) (i32.const 700))";
    let texts = r#"(data (i32.const 1024) "GET") (data (i32.const 1032) "https://10.0.0.1/x")"#;
    let body = format!(
        "{fetch} (if (i32.ne (i32.load8_u (i32.const 700)) (i32.const 1)) (then unreachable))
         (if (i32.load8_u (i32.const 704)) (then unreachable)) {NOTHING}"
    );
    let mut about = manifest();
    about["capabilities"] = json!({"http": ["https://10.0.0.1"]});
    let guest = Guest { imports: &["fetch"], detect: detect(&body), more: texts.to_owned(), ..Guest::default() };
    let plugin = guest.plugin_with(about.clone());
    let error = load(&plugin, Grants::default()).unwrap_err();
    assert_eq!(error.to_string(), "the plugin needs the origin `https://10.0.0.1`, which it is not granted");
    let granted = Grants { http: ["https://10.0.0.1".to_owned()].into(), ..Grants::default() };
    assert_eq!(code(&ask(&load(&plugin, granted.clone()).unwrap(), "Ann")), "ok");

    let configure = format!("(func (export \"configure\") (param i32 i32) (result i32) {fetch} unreachable)");
    let guest = Guest { imports: &["fetch"], configure, more: texts.to_owned(), ..Guest::default() };
    assert_eq!(load(&guest.plugin_with(about), granted).unwrap_err().code(), "forbidden-call");
}
