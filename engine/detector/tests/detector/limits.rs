//! Limits hold, one by one, and what one detector uses up is no other's.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use crate::guest::{Guest, NOTHING, detect, manifest, patient, record, schema};
use hirewall_detector::{
    Binding, BreakerOptions, Clock, CompileLimits, Detector, Grants, Host, HostOptions, LoadError, NamedList, Observer,
};
use hirewall_model::manifest::Limits;
use hirewall_model::{Answer, Blame, Time};
use serde_json::json;

fn binding() -> Binding {
    Binding { id: "small".to_owned(), schemas: BTreeMap::from([("person".to_owned(), schema())]), ..Binding::default() }
}

fn host() -> Host {
    Host::new(HostOptions { instances: 4, ..patient() }).unwrap()
}

fn ask(detector: &Detector) -> Answer {
    let schema = schema();
    detector.detect(&record(&schema, r#"{"id": "1", "name": "Ann"}"#), Time::new(0, 0).unwrap())
}

fn code(answer: &Answer) -> &str {
    match answer {
        Answer::Failed(failure) => &failure.code,
        Answer::Signals { .. } => "ok",
    }
}

#[test]
fn tables_grow_as_far_as_their_limit() {
    let grow = |by: u32| {
        let body = format!(
            "(if (i32.eq (table.grow $t (ref.null func) (i32.const {by})) (i32.const -1)) (then unreachable)) {NOTHING}"
        );
        let guest = Guest { detect: detect(&body), more: "(table $t 1 funcref)".to_owned(), ..Guest::default() };
        code(&ask(&host().load(&guest.plugin(), binding()).unwrap())).to_owned()
    };
    assert_eq!(grow(9_999), "ok");
    assert_eq!(grow(10_000), "table-limit");
}

#[test]
fn memory_grows_as_far_as_its_limit() {
    // The guest has two pages from the beginning.
    let grow = |pages: u32| {
        let body =
            format!("(if (i32.eq (memory.grow (i32.const {pages})) (i32.const -1)) (then unreachable)) {NOTHING}");
        let limits = Limits { memory_mib: Some(1), ..Limits::default() };
        let plugin = Guest { detect: detect(&body), ..Guest::default() }.plugin();
        code(&ask(&host().load(&plugin, Binding { limits, ..binding() }).unwrap())).to_owned()
    };
    assert_eq!(grow(14), "ok");
    assert_eq!(grow(15), "memory-limit");
}

#[test]
fn memory_beyond_what_the_host_gives_is_refused_when_loading() {
    let host = Host::new(HostOptions { instances: 1, most_memory_mib: 8, ..patient() }).unwrap();
    let limits = Limits { memory_mib: Some(9), ..Limits::default() };
    let error = host.load(&Guest::default().plugin(), Binding { limits, ..binding() }).unwrap_err();
    assert_eq!(error.to_string(), "a limit of 9 MiB of memory is more than the host's 8 MiB");
    let limits = Limits { memory_mib: Some(8), ..Limits::default() };
    assert_eq!(code(&ask(&host.load(&Guest::default().plugin(), Binding { limits, ..binding() }).unwrap())), "ok");
}

#[test]
fn a_start_that_does_not_end_and_one_that_traps_refuse_the_plugin() {
    let limits = Limits { configure_ms: Some(20), ..Limits::default() };
    for (start, code) in [("(loop $l (br $l))", "time-limit"), ("unreachable", "trap")] {
        let more = format!("(func $s {start}) (start $s)");
        let plugin = Guest { more, ..Guest::default() }.plugin();
        let error = host().load(&plugin, Binding { limits, ..binding() }).unwrap_err();
        assert!(matches!(error, LoadError::Start { .. }), "{error}");
        assert_eq!(error.code(), code);
        let configure = format!("(func (export \"configure\") (param i32 i32) (result i32) {start} unreachable)");
        let plugin = Guest { configure, ..Guest::default() }.plugin();
        let error = host().load(&plugin, Binding { limits, ..binding() }).unwrap_err();
        assert!(matches!(error, LoadError::Configure { .. }), "{error}");
        assert_eq!(error.code(), code);
    }
}

#[test]
fn what_would_take_too_long_to_compile_is_refused_before_it_is() {
    let all = CompileLimits::default();
    let cases = [
        ("core modules", CompileLimits { modules: 1, ..all }),
        ("functions", CompileLimits { functions: 2, ..all }),
        ("bytes of code", CompileLimits { code_bytes: 100, ..all }),
        ("bytes of one function", CompileLimits { function_bytes: 100, ..all }),
        ("blocks of one function times its variables", CompileLimits { function_effort: 0, ..all }),
        ("components", CompileLimits { components: 1, ..all }),
        ("parts", CompileLimits { parts: 10, ..all }),
    ];
    for (what, compile) in cases {
        let host = Host::new(HostOptions { instances: 1, compile, ..patient() }).unwrap();
        let more = "(func (local i32 i32) (loop (block)))".to_owned();
        let outside = "(component) (component)".to_owned();
        let error = host.load(&Guest { more, outside, ..Guest::default() }.plugin(), binding()).unwrap_err();
        assert_eq!(error.code(), "compile-limit");
        assert!(error.to_string().contains(what), "{error}, not {what}");
    }
}

#[test]
fn examples_that_are_quick_one_by_one_are_bounded_together() {
    // Each takes some milliseconds of the 100 that it may, and all of them together more than 400.
    let work = "(local $n i32) (loop $l
        (br_if $l (i32.lt_u (local.tee $n (i32.add (local.get $n) (i32.const 1))) (i32.const 4000000))))";
    let configure = format!("(func (export \"configure\") (param i32 i32) (result i32) {work} (i32.const 256))");
    let mut about = manifest();
    let example = |at: u32| json!({"name": format!("{at}"), "kind": "person", "signals": {}, "canary": true});
    about["examples"] = (0..1_000).map(example).collect();
    let limits = Limits { configure_ms: Some(100), ..Limits::default() };
    let plugin = Guest { configure, ..Guest::default() }.plugin_with(about);
    let error = host().load(&plugin, Binding { limits, ..binding() }).unwrap_err();
    assert_eq!(error.code(), "canary");
    assert!(error.to_string().ends_with("took longer than 400 ms together"), "{error}");
}

#[test]
fn features_that_no_detector_needs_are_off() {
    for more in [
        "(memory $second 1)",
        "(func (param v128 v128 v128) (result v128) (f32x4.relaxed_madd (local.get 0) (local.get 1) (local.get 2)))",
        "(tag $t) (func (throw $t))",
        "(type $s (struct (field i32)))",
        "(func $f (return_call $f))",
    ] {
        let error = host().load(&Guest { more: more.to_owned(), ..Guest::default() }.plugin(), binding()).unwrap_err();
        assert_eq!(error.code(), "invalid-component", "{more}");
    }
}

#[test]
fn a_schema_that_could_keep_the_host_busy_is_refused() {
    let mut about = manifest();
    about["signals"]["properties"]["first"] = json!({"$ref": "#/properties/first"});
    let error = host().load(&Guest::default().plugin_with(about), binding()).unwrap_err();
    assert_eq!(
        error.to_string(),
        "the plugin's signals schema cannot be used at `/properties/first`: it refers to itself"
    );
    let mut about = manifest();
    about["config"]["properties"] = json!({"a": {"pattern": "(?=x)"}});
    assert_eq!(host().load(&Guest::default().plugin_with(about), binding()).unwrap_err().code(), "config-schema");
}

#[test]
fn settings_that_do_not_fit_are_refused_with_their_place() {
    let mut about = manifest();
    about["config"] =
        json!({"type": "object", "properties": {"region": {"type": "string"}}, "additionalProperties": false});
    let plugin = Guest::default().plugin_with(about);
    let load =
        |settings: &str| host().load(&plugin, Binding { settings: settings.to_owned(), ..binding() }).map(|_| ());
    load(r#"{"region": "US"}"#).unwrap();
    for (settings, message) in [
        ("{", "the settings do not fit: not JSON at line 1 column 1"),
        (r#"{"region": 1}"#, "the settings do not fit at `/region`: "),
        (r#"{"regon": "US"}"#, "the settings do not fit: "),
    ] {
        let error = load(settings).unwrap_err().to_string();
        assert!(error.starts_with(message), "{error}");
    }
}

/// A list that tells when it is asked, and answers when it is told.
struct Gate {
    asked: Sender<()>,
    go: Mutex<Receiver<()>>,
}

impl NamedList for Gate {
    fn contains(&self, _: &str) -> bool {
        self.asked.send(()).is_ok() && self.go.lock().unwrap().recv().is_ok()
    }
}

#[test]
fn a_call_that_finds_no_free_instance_fails_by_the_hosts_fault() {
    let body = format!("(drop (call $contains (i32.const 80) (i32.const 5) (i32.const 80) (i32.const 5))) {NOTHING}");
    let mut about = manifest();
    about["capabilities"] = json!({"lists": ["staff"]});
    let plugin = Guest { imports: &["contains"], detect: detect(&body), ..Guest::default() }.plugin_with(about);
    let host = Host::new(HostOptions { instances: 1, wait: Duration::ZERO, ..patient() }).unwrap();
    let (asked, was_asked) = channel();
    let (go, may_go) = channel();
    let gate = Arc::new(Gate { asked, go: Mutex::new(may_go) });
    let grants =
        Grants { lists: BTreeMap::from([("staff".to_owned(), gate as Arc<dyn NamedList>)]), ..Grants::default() };
    let slow = host.load(&plugin, Binding { grants, ..binding() }).unwrap();
    let other = host.load(&Guest::default().plugin(), binding()).unwrap();
    std::thread::scope(|scope| {
        let call = scope.spawn(|| code(&ask(&slow)).to_owned());
        was_asked.recv().unwrap();
        let Answer::Failed(failure) = ask(&other) else { panic!("there was an instance") };
        assert_eq!((&*failure.code, failure.blame), ("host-busy", Blame::Host));
        go.send(()).unwrap();
        assert_eq!(call.join().unwrap(), "ok");
    });
    assert_eq!(code(&ask(&other)), "ok");
}

#[test]
fn many_threads_share_few_instances() {
    let host = Host::new(HostOptions { instances: 2, ..patient() }).unwrap();
    let detector = host.load(&Guest::default().plugin(), binding()).unwrap();
    std::thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| {
                for _ in 0..100 {
                    assert_eq!(code(&ask(&detector)), "ok");
                }
            });
        }
    });
}

#[derive(Default)]
struct Hand(AtomicU64);

impl Clock for Hand {
    fn now(&self) -> Duration {
        Duration::from_secs(self.0.load(Ordering::SeqCst))
    }
}

#[derive(Default)]
struct Seen(Mutex<Vec<String>>);

impl Observer for Seen {
    fn called(&self, detector: &str, outcome: &str, _: Duration) {
        self.0.lock().unwrap().push(format!("{detector} {outcome}"));
    }
}

#[test]
fn a_detector_that_fails_again_and_again_is_left_alone_for_a_while() {
    let (clock, seen) = (Arc::new(Hand::default()), Arc::new(Seen::default()));
    let host = Host::new(HostOptions {
        instances: 2,
        breaker: BreakerOptions { failures: 2, pause: Duration::from_secs(10) },
        clock: Arc::clone(&clock) as Arc<dyn Clock>,
        observer: Some(Arc::clone(&seen) as Arc<dyn Observer>),
        ..patient()
    })
    .unwrap();
    let broken = Guest { detect: detect("unreachable"), ..Guest::default() }.plugin();
    let broken = host.load(&broken, Binding { id: "broken".to_owned(), ..binding() }).unwrap();
    let fine = host.load(&Guest::default().plugin(), binding()).unwrap();
    let codes: Vec<String> = (0..4).map(|_| code(&ask(&broken)).to_owned()).collect();
    assert_eq!(codes, ["trap", "trap", "circuit-open", "circuit-open"]);
    assert_eq!(code(&ask(&fine)), "ok");
    clock.0.store(10, Ordering::SeqCst);
    assert_eq!((code(&ask(&broken)), code(&ask(&broken))), ("trap", "circuit-open"));
    let seen = seen.0.lock().unwrap();
    assert_eq!(seen.iter().filter(|call| *call == "broken trap").count(), 3);
    assert_eq!(seen.iter().filter(|call| *call == "broken circuit-open").count(), 3);
    assert_eq!(seen.iter().filter(|call| *call == "small ok").count(), 1);
}
