//! Plugins in JavaScript, as `sdk/javascript` builds them: a whole language engine with a vendor's script in it keeps to the same
//! contract and the same limits as any other plugin.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Arc, LazyLock};

use hirewall_detector::{Binding, Detector, Host, HostOptions, Interface, Isolation, LoadError, NamedList, Plugin};
use hirewall_model::manifest::{Example, Limits};
use hirewall_model::{Answer, Blame, DecodeOptions, Record, Schema, Time};
use serde_json::{Value, json};

/// One host for all of these tests: what goes wrong in one of them must not be felt in another.
static HOST: LazyLock<Host> = LazyLock::new(|| {
    // A language engine compiles for seconds: once is enough for all tests and runs.
    let cache = Some(Path::new(env!("CARGO_TARGET_TMPDIR")).join("compiled"));
    Host::new(HostOptions { instances: 16, cache, ..HostOptions::default() }).unwrap()
});
static PROBE: LazyLock<Detector> = LazyLock::new(|| probe(Isolation::Record));

fn kit(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../sdk/javascript").join(path)
}

fn plugin(path: &str) -> Plugin {
    Plugin::read(fs::read(kit(path)).unwrap()).unwrap()
}

fn schema() -> Arc<Schema> {
    let text = json!({
        "type": "object", "x-record": {"kind": "applicant", "id": "/id"}, "required": ["id"],
        "properties": {
            "id": {"type": "string"},
            "basics": {"type": "object", "properties": {"label": {"type": "string"}, "email": {"type": "string"}}},
            "emails": {"type": "array", "items": {"type": "object", "properties": {
                "address": {"type": "string"}, "type": {"type": "string"}}}},
            "custom": {"type": "object", "properties": {"number": {"type": "integer"}}},
        },
    });
    Arc::new(Schema::compile(&text.to_string()).unwrap())
}

fn binding(id: &str) -> Binding {
    Binding { id: id.to_owned(), schemas: BTreeMap::from([("applicant".to_owned(), schema())]), ..Binding::default() }
}

/// Time enough for an unoptimized host on a busy machine; the endless loop is stopped all the same.
fn patient() -> Limits {
    Limits { time_ms: Some(2_000), memory_mib: Some(32), configure_ms: Some(20_000) }
}

fn probe(isolation: Isolation) -> Detector {
    let settings = r#"{"first": 40}"#.to_owned();
    let binding = Binding { isolation, settings, limits: patient(), ..binding("probe") };
    HOST.load(&plugin("test/probe/probe.wasm"), binding).unwrap()
}

struct Items(&'static [&'static str]);

impl NamedList for Items {
    fn contains(&self, key: &str) -> bool {
        self.0.contains(&key)
    }
}

fn ask(detector: &Detector, record: &Value) -> Answer {
    let schema = schema();
    let text = record.to_string();
    let decoded = Record::decode(&schema, text.as_bytes(), &DecodeOptions::default()).unwrap();
    detector.detect(&decoded.record, "2026-02-01T00:00:00Z".parse::<Time>().unwrap())
}

fn behave(detector: &Detector, behaviour: &str) -> Answer {
    let record = json!({"id": "1", "basics": {"label": behaviour, "email": "jane.doe@example.com"}});
    ask(detector, &record)
}

#[track_caller]
fn signals(answer: &Answer) -> Value {
    match answer {
        Answer::Signals { signals, .. } => serde_json::from_str(signals.get()).unwrap(),
        Answer::Failed(failure) => panic!("{failure:?}"),
    }
}

#[track_caller]
fn failure(answer: &Answer) -> (String, String) {
    match answer {
        Answer::Failed(failure) => {
            assert_eq!(failure.blame, Blame::Plugin, "{failure:?}");
            (failure.code.clone(), failure.reason.clone())
        }
        Answer::Signals { signals, .. } => panic!("{signals}"),
    }
}

#[test]
fn a_plugin_imports_what_its_manifest_declares_and_nothing_else() {
    let example = plugin("example/email_shape.wasm");
    assert_eq!(example.interfaces().into_iter().collect::<Vec<_>>(), [Interface::Types, Interface::Lists]);
    let probe = plugin("test/probe/probe.wasm");
    assert_eq!(probe.interfaces().into_iter().collect::<Vec<_>>(), [Interface::Types]);
}

#[test]
fn the_example_gives_the_signals_of_its_cases() {
    let cases: Vec<Example> = serde_json::from_slice(&fs::read(kit("example/cases/addresses.json")).unwrap()).unwrap();
    assert!(cases.len() >= 6);
    let trial = HOST.trial(&plugin("example/email_shape.wasm")).unwrap();
    for case in &cases {
        let mismatches: Vec<String> = trial.run(case).mismatches.iter().map(ToString::to_string).collect();
        assert_eq!(mismatches, Vec::<String>::new(), "{}", case.name);
    }
}

#[test]
fn the_example_serves_with_the_operators_lists_and_gives_its_evidence() {
    let mut binding = Binding { limits: patient(), ..binding("email") };
    let lists: [(&str, Items); 2] =
        [("free_mail_domains", Items(&["gmail.com"])), ("disposable_mail_domains", Items(&["trash.example"]))];
    for (name, items) in lists {
        binding.grants.lists.insert(name.to_owned(), Arc::new(items));
    }
    let detector = HOST.load(&plugin("example/email_shape.wasm"), binding).unwrap();
    let record = json!({
        "id": "1",
        "basics": {"label": "never handed over", "email": "Dana.Reed+1@gmail.com"},
        "emails": [{"address": "x99@trash.example", "type": "home"}],
    });
    let answer = ask(&detector, &record);
    let found = signals(&answer);
    assert_eq!(found["disposable"], true);
    assert_eq!(found["addresses"][0]["canonical"], "danareed@gmail.com");
    assert_eq!(found["addresses"][0]["provider"], "free");
    assert_eq!(found["addresses"][1]["trailing_digits"], 2);
    let Answer::Signals { evidence, .. } = answer else { unreachable!() };
    assert_eq!(evidence["disposable"], ["/emails/0/address"]);
    assert_eq!(evidence["addresses"], ["/basics/email", "/emails/0/address"]);
}

#[test]
fn lists_that_are_not_granted_keep_it_from_loading() {
    let error = HOST.load(&plugin("example/email_shape.wasm"), binding("email")).unwrap_err();
    assert!(matches!(error, LoadError::NotGranted { what: "list", .. }), "{error}");
}

#[test]
fn settings_that_the_script_refuses_keep_it_from_loading() {
    let mut binding =
        Binding { settings: r#"{"dotless_domains": ["a@b"]}"#.to_owned(), limits: patient(), ..binding("email") };
    for name in ["free_mail_domains", "disposable_mail_domains"] {
        binding.grants.lists.insert(name.to_owned(), Arc::new(Items(&[])));
    }
    let error = HOST.load(&plugin("example/email_shape.wasm"), binding).unwrap_err();
    assert!(error.to_string().contains("dotless_domains"), "{error}");
}

#[test]
fn the_configured_engine_is_a_snapshot() {
    assert!(PROBE.is_snapshot());
}

#[test]
fn nothing_of_one_record_is_left_for_the_next() {
    for _ in 0..5 {
        // The state is as `configure` left it, and the module's own counter as the build left it.
        assert_eq!(signals(&behave(&PROBE, "count")), json!({"calls": 1, "state": 41}));
    }
}

#[test]
fn an_instance_that_the_operator_lends_for_a_batch_counts_on() {
    let detector = probe(Isolation::Batch);
    let seen: Vec<Value> = (0..3).map(|_| signals(&behave(&detector, "count"))["state"].clone()).collect();
    assert_eq!(seen, [41, 42, 43]);
}

#[test]
fn what_breaks_a_limit_is_a_failure_of_the_plugin_and_the_next_record_is_answered() {
    let expected = [
        ("loop", "time-limit"),
        ("pattern", "time-limit"),
        ("output", "output-limit"),
        // The kit sees it before the host does.
        ("undeclared", "plugin-failure"),
        ("wrong_type", "bad-signals"),
        ("evidence", "bad-evidence"),
    ];
    for (behaviour, code) in expected {
        let (found, reason) = failure(&behave(&PROBE, behaviour));
        assert_eq!(found, code, "{behaviour}: {reason}");
        assert_eq!(signals(&behave(&PROBE, "count"))["calls"], 1, "after {behaviour}");
    }
}

#[test]
fn memory_and_stack_that_run_out_are_a_failure_whether_the_engine_notices_or_the_host() {
    for (behaviour, codes) in [
        ("memory", ["memory-limit", "exception"]),
        ("objects", ["memory-limit", "exception"]),
        ("recursion", ["stack-overflow", "exception"]),
    ] {
        let (found, reason) = failure(&behave(&PROBE, behaviour));
        assert!(codes.contains(&found.as_str()), "{behaviour}: {found}: {reason}");
        assert_eq!(signals(&behave(&PROBE, "count"))["calls"], 1, "after {behaviour}");
    }
}

#[test]
fn there_is_no_clock_no_randomness_and_no_system() {
    for behaviour in ["clock", "new_date", "hidden_clock", "random"] {
        let (code, reason) = failure(&behave(&PROBE, behaviour));
        assert_eq!(code, "exception", "{behaviour}: {reason}");
    }
    assert_eq!(signals(&behave(&PROBE, "given_date"))["text"], "2026-02-01T00:00:00.000Z");
    assert_eq!(signals(&behave(&PROBE, "globals"))["text"], "");
}

#[test]
fn a_script_that_throws_tells_nothing_of_the_record() {
    let (code, reason) = failure(&behave(&PROBE, "throw"));
    assert_eq!(code, "exception");
    assert!(reason.contains("SyntaxError") && !reason.contains("jane"), "{reason}");
}

#[test]
fn half_of_a_pair_of_surrogates_is_no_trap() {
    assert_eq!(signals(&behave(&PROBE, "surrogate"))["text"], "\u{fffd}");
}

#[test]
fn whole_numbers_are_exact_up_to_two_to_the_53() {
    for number in [0_i64, -1, 1 << 31, -(1 << 40), (1 << 53) - 1, -((1 << 53) - 1)] {
        let record = json!({"id": "1", "basics": {"label": "integers"}, "custom": {"number": number}});
        assert_eq!(signals(&ask(&PROBE, &record))["calls"], json!(number));
    }
}
