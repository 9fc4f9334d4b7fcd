//! Detectors at work: what they are handed, what they answer, what is left of one record when the next one comes.

use std::collections::BTreeMap;

use crate::guest::{Guest, NOTHING, detect, echo_then, manifest, patient, record, schema};
use hirewall_detector::{Binding, Detector, Detectors, Host, HostOptions, Isolation, LoadError, Plugin};
use hirewall_model::{Answer, Blame, Time};
use serde_json::{Value, json};

fn now() -> Time {
    "2026-02-01T00:00:00Z".parse().unwrap()
}

fn host() -> Host {
    Host::new(HostOptions { instances: 8, ..patient() }).unwrap()
}

fn binding() -> Binding {
    Binding { id: "small".to_owned(), schemas: BTreeMap::from([("person".to_owned(), schema())]), ..Binding::default() }
}

fn load(plugin: &Plugin) -> Detector {
    host().load(plugin, binding()).unwrap()
}

fn signals(answer: &Answer) -> Value {
    match answer {
        Answer::Signals { signals, .. } => serde_json::from_str(signals.get()).unwrap(),
        Answer::Failed(failure) => panic!("{failure:?}"),
    }
}

#[track_caller]
fn fails(answer: &Answer, code: &str) -> String {
    match answer {
        Answer::Failed(failure) => {
            assert_eq!(failure.code, code, "{failure:?}");
            assert_eq!(failure.blame, Blame::Plugin);
            failure.reason.clone()
        }
        Answer::Signals { signals, .. } => panic!("{signals}"),
    }
}

const ANN: &str = r#"{"id": "1", "name": "Ann Example"}"#;

#[test]
fn an_answer_holds_signals_and_the_evidence_for_them() {
    let schema = schema();
    let answer = load(&Guest::default().plugin()).detect(&record(&schema, ANN), now());
    assert_eq!(signals(&answer)["first"], "Ann Example");
    let Answer::Signals { evidence, .. } = &answer else { unreachable!() };
    assert_eq!(*evidence, BTreeMap::from([("first".to_owned(), vec!["/name".to_owned()])]));
}

#[test]
fn each_record_begins_from_the_memory_that_configure_left() {
    let schema = schema();
    let binding = Binding { settings: r#"{"a": 1}"#.to_owned(), ..binding() };
    let detector = host().load(&Guest::default().plugin(), binding).unwrap();
    assert!(detector.is_snapshot());
    for _ in 0..5 {
        // The settings are `{"a":1}`, seven bytes, and this record is the first that the instance sees.
        assert_eq!(signals(&detector.detect(&record(&schema, ANN), now()))["count"], 8);
    }
}

#[test]
fn the_start_happens_once_and_globals_and_grown_memory_are_kept() {
    let schema = schema();
    // `count` is what the start, `configure` and this call (one) added up to, read from a page that `configure` made.
    let more = "(global $g (mut i32) (i32.const 1000))
        (func $s (global.set $g (i32.add (global.get $g) (i32.const 100)))) (start $s)";
    let configure = "(func (export \"configure\") (param i32 i32) (result i32)
        (i32.store (i32.mul (memory.grow (i32.const 1)) (i32.const 65536)) (i32.add (global.get $g) (i32.const 10)))
        (global.set $g (i32.mul (i32.sub (memory.size) (i32.const 1)) (i32.const 65536)))
        (i32.store8 (i32.const 256) (i32.const 0)) (i32.const 256))";
    let add = "(i32.store (i32.const 8) (i32.add (i32.load (i32.const 8)) (i32.load (global.get $g))))";
    let guest = Guest {
        more: more.to_owned(),
        configure: configure.to_owned(),
        detect: detect(&format!("{add} {}", echo_then(""))),
        ..Guest::default()
    };
    let detector = load(&guest.plugin());
    assert!(detector.is_snapshot());
    for _ in 0..3 {
        assert_eq!(signals(&detector.detect(&record(&schema, ANN), now()))["count"], 1_111);
    }
}

#[test]
fn a_guest_that_cannot_be_snapshot_is_configured_for_each_record() {
    let schema = schema();
    // Changing a table is what a snapshot cannot keep.
    let more = "(table $t 2 funcref) (func (param i32) (table.set $t (local.get 0) (ref.null func)))";
    let plugin = Guest { more: more.to_owned(), ..Guest::default() }.plugin();
    let detector = load(&plugin);
    assert!(!detector.is_snapshot());
    for _ in 0..20 {
        assert_eq!(signals(&detector.detect(&record(&schema, ANN), now()))["count"], 3);
    }
}

#[test]
fn a_batch_shares_one_instance_and_a_failure_ends_it() {
    let schema = schema();
    // Traps on a record without a name.
    let body = format!("(if (i32.eqz (i32.load8_u (local.get $inputs))) (then unreachable)) {}", echo_then(""));
    let binding = Binding { isolation: Isolation::Batch, ..binding() };
    let detector = host().load(&Guest { detect: detect(&body), ..Guest::default() }.plugin(), binding).unwrap();
    let texts = [ANN, ANN, r#"{"id": "2"}"#, ANN, ANN];
    let records: Vec<_> = texts.iter().map(|text| record(&schema, text)).collect();
    let answers = detector.detect_many(&records, now());
    let counts: Vec<Option<i64>> = answers
        .iter()
        .map(|answer| matches!(answer, Answer::Signals { .. }).then(|| signals(answer)["count"].as_i64()).flatten())
        .collect();
    assert_eq!(counts, [Some(3), Some(4), None, Some(3), Some(4)]);
    fails(&answers[2], "trap");
}

#[test]
fn an_endless_loop_ends_and_its_neighbour_answers_as_before() {
    let schema = schema();
    let host = host();
    let plugin = Guest { detect: detect("(loop $l (br $l)) unreachable"), ..Guest::default() }.plugin();
    let limits = hirewall_model::manifest::Limits { time_ms: Some(20), ..Default::default() };
    let slow = host.load(&plugin, Binding { id: "slow".to_owned(), limits, ..binding() }).unwrap();
    let fine = host.load(&Guest::default().plugin(), binding()).unwrap();
    let all: Detectors = [slow, fine].into_iter().collect();
    for _ in 0..3 {
        let answers = all.answers(&record(&schema, ANN), now());
        assert_eq!(answers.iter().map(Answer::detector).collect::<Vec<_>>(), ["slow", "small"]);
        fails(&answers[0], "time-limit");
        assert_eq!(signals(&answers[1])["first"], "Ann Example");
    }
}

#[test]
fn a_failure_of_its_own_keeps_its_code_and_loses_words_that_hold_the_record() {
    let schema = schema();
    // The code is `no-luck`, the message the first input.
    let body = "(i32.store8 (i32.const 256) (i32.const 1))
        (i32.store (i32.const 260) (i32.const 40)) (i32.store (i32.const 264) (i32.const 7))
        (i32.store (i32.const 268) (i32.load offset=8 (local.get $inputs)))
        (i32.store (i32.const 272) (i32.load offset=12 (local.get $inputs))) (i32.const 256)";
    let reason = fails(
        &load(&Guest { detect: detect(body), ..Guest::default() }.plugin()).detect(&record(&schema, ANN), now()),
        "no-luck",
    );
    assert!(!reason.contains("Ann"), "{reason}");
}

#[test]
fn a_canary_that_comes_out_otherwise_refuses_the_plugin() {
    let mut about = manifest();
    let example = |first: &str| json!([{"name": "a name", "kind": "person", "inputs": {"/name": "Ann"}, "signals": {"first": first}, "canary": true}]);
    about["examples"] = example("Ann");
    host().load(&Guest::default().plugin_with(about.clone()), binding()).unwrap();
    about["examples"] = example("Bob");
    let error = host().load(&Guest::default().plugin_with(about), binding()).unwrap_err();
    assert!(matches!(error, LoadError::Canary { .. }));
    assert_eq!(
        error.to_string(),
        "the plugin does not do what its own example `a name` says: `first` should be `\"Bob\"`, and is `\"Ann\"`"
    );
}

#[test]
fn an_example_with_settings_that_no_operator_could_give_refuses_the_plugin() {
    let mut about = manifest();
    about["config"] =
        json!({"type": "object", "properties": {"least": {"type": "integer"}}, "additionalProperties": false});
    let example = |config: Value| json!([{"name": "a name", "kind": "person", "inputs": {"/name": "Ann"}, "config": config, "signals": {"first": "Ann"}, "canary": true}]);
    about["examples"] = example(json!({"least": 3}));
    host().load(&Guest::default().plugin_with(about.clone()), binding()).unwrap();
    about["examples"] = example(json!({"least": "three"}));
    let error = host().load(&Guest::default().plugin_with(about), binding()).unwrap_err();
    assert_eq!(
        error.to_string(),
        "the plugin does not do what its own example `a name` says: its `config` does not fit at `/least`: \"three\" is not of type \"integer\""
    );
}

#[test]
fn no_signal_is_an_answer() {
    let schema = schema();
    let detector = load(&Guest { detect: detect(NOTHING), ..Guest::default() }.plugin());
    assert_eq!(signals(&detector.detect(&record(&schema, ANN), now())), json!({}));
}
