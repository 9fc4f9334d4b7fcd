//! Policies with a detector: a real plugin in its sandbox, and answers that are kept and given again. The plugin is what `hirewall plugin
//! new` writes, built: it says whether an e-mail address is at a free provider.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use hirewall::bulk::{self, Lines, Options, Stop};
use hirewall::explain::explain;
use hirewall::model::{Answer, Decision, RecordProblem};
use hirewall::signals::{Recorded, Recording};
use hirewall::testing;
use hirewall::{Engine, LoadError, Loader, Plugins, SourceFile, Verdict};

use super::sample::{self, february};

const SCHEMA: &str = r#"{
    "x-record": {"kind": "applicant", "id": "/id"},
    "type": "object", "required": ["kind", "id"],
    "properties": {
        "kind": {"const": "applicant"},
        "id": {"type": "string"},
        "basics": {"type": "object", "properties": {"email": {"type": "string", "x-pii": "direct"}}}
    }
}"#;

const POLICY: &str = r#"
detector: mail
plugin: mail_domain.wasm
records: [applicant]
config: {free_domains: [gmail.com]}
---
policy: contact
title: Contact
owner: o
applies_to: applicant
rules:
  - {id: free, title: Free mail, when: signals.mail.free_provider, score: 50, reason: It is at a free provider.}
---
settings: default
verdicts:
  applicant: {review: 40}
"#;

const TESTS: &str = r"
tests: contact
cases:
  - {name: the plugin says yes, record: {kind: applicant, id: a, basics: {email: jo@gmail.com}}, expect: {match: [free], verdict: review}}
  - {name: the plugin says no, record: {kind: applicant, id: a, basics: {email: jo@example.com}}, expect: {no_match: [free]}}
  - {name: signals are given, record: {kind: applicant, id: a}, given: {signals: {mail: {free_provider: true}}}, expect: {match: [free]}}
  - {name: it said nothing, record: {kind: applicant, id: a}, given: {signals: {mail: null}}, expect: {undetermined: [free]}}
";

/// The plugin.
pub(super) fn component() -> Vec<u8> {
    fs::read(folder().join("mail_domain.wasm")).unwrap()
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/data/plugins")
}

fn load(policy: &str, plugins: Plugins) -> Result<Engine, LoadError> {
    let files = [("applicant.schema.json", SCHEMA), ("contact.yaml", policy), ("contact.tests.yaml", TESTS)];
    let files = files.into_iter().map(|(path, text)| SourceFile::new(path, text)).collect();
    Loader::new().plugins(plugins).files(files)
}

fn engine() -> Engine {
    let mut plugins = Plugins::default();
    plugins.insert("mail_domain.wasm", component());
    load(POLICY, plugins).unwrap_or_else(|error| panic!("{error}"))
}

/// The codes and messages of what is wrong.
fn faults(policy: &str, plugins: Plugins) -> Vec<(String, String)> {
    let error = load(policy, plugins).unwrap_err();
    let errors = error.diagnostics.iter().filter(|diagnostic| diagnostic.is_error());
    errors.map(|diagnostic| (diagnostic.code.to_string(), diagnostic.message.clone())).collect()
}

fn decide(engine: &Engine, email: &str) -> Decision {
    let record = format!(r#"{{"kind":"applicant","id":"a","basics":{{"email":"{email}"}}}}"#);
    engine.decide_json(record.as_bytes(), &february()).unwrap()
}

#[test]
fn what_a_detector_says_decides_and_its_evidence_lies_in_the_record() {
    let engine = engine();
    let found = decide(&engine, "jo@gmail.com");
    assert_eq!(found.verdict, Verdict::Review);
    let [finding] = found.findings.as_slice() else { panic!("{found:?}") };
    let [evidence] = finding.evidence.as_slice() else { panic!("{finding:?}") };
    assert_eq!(evidence.path, "/basics/email");
    assert_eq!(evidence.value, None, "a personal value is not shown");
    assert_eq!(decide(&engine, "jo@example.com").verdict, Verdict::Clear);
    assert!(engine.detectors().get("mail").is_some());
}

#[test]
fn a_rule_on_signals_that_did_not_come_is_undetermined() {
    let engine = engine();
    let found = engine.decide_json(br#"{"kind":"applicant","id":"a"}"#, &february()).unwrap();
    assert_eq!(found.verdict, Verdict::Clear);
    assert_eq!(found.undetermined.len(), 1);
}

#[test]
fn tests_of_policies_run_the_plugin_where_they_give_no_signals() {
    let report = testing::run(&engine(), &testing::Options::default());
    let failed: Vec<String> = report.failed().map(|case| format!("{case:?}")).collect();
    assert_eq!(failed, Vec::<String>::new());
    assert_eq!(report.cases.len(), 4);
    assert_eq!(report.percent(), 100);
}

#[test]
fn an_explanation_asks_the_detector_too() {
    let engine = engine();
    let decoded = engine.decode(None, br#"{"kind":"applicant","id":"a","basics":{"email":"jo@gmail.com"}}"#).unwrap();
    let explained = explain(&engine, &decoded.record, "contact/free", &february()).unwrap();
    assert_eq!(explained.rule.outcome, hirewall::model::RuleOutcome::Matched);
}

/// The decisions of the lines, and the recording of what was said of them.
fn judge(engine: &Engine, options: &Options, text: &str) -> (Vec<String>, String) {
    let (mut decisions, mut recording) = (Vec::new(), String::new());
    let now = options.given.now;
    let render = |judged: bulk::Judged<'_>| match judged.answer {
        Ok((record, decision)) => {
            let recorded = Recorded::new(record, now, judged.answers.to_vec(), judged.counted.clone());
            (
                serde_json::to_string(&decision.into_decision()).unwrap(),
                serde_json::to_string(&recorded).unwrap() + "\n",
            )
        }
        Err(refused) => (refused.problems.iter().map(RecordProblem::code).collect(), String::new()),
    };
    let outcome: Result<(), Stop<()>> =
        bulk::decide(engine, options, Lines::new(text.as_bytes(), "test"), render, |(decision, recorded)| {
            decisions.push(decision);
            recording.push_str(&recorded);
            Ok(())
        });
    assert!(outcome.is_ok(), "{outcome:?}");
    (decisions, recording)
}

#[test]
fn recorded_answers_give_the_same_bytes_without_the_plugin_at_another_time() {
    let engine = engine();
    let domains = ["gmail.com", "example.com", "GMAIL.com", "no address"];
    let mut text: String = domains
        .iter()
        .enumerate()
        .map(|(n, domain)| {
            format!("{{\"kind\":\"applicant\",\"id\":\"{n}\",\"basics\":{{\"email\":\"jo@{domain}\"}}}}\n")
        })
        .collect();
    text.push_str("{\"kind\":\"applicant\",\"id\":\"x\"}\nnonsense\n");
    let (first, recording) = judge(&engine, &Options::new(february()), &text);
    assert_eq!(first.len(), 6);
    assert!(!recording.contains("gmail"), "a recording holds no value of a record: {recording}");

    let recording = Recording::read(recording.as_bytes()).unwrap();
    assert_eq!(recording.len(), 5);
    let later = hirewall::Given::at("2027-01-01T00:00:00Z".parse().unwrap());
    let replay = Options { replay: Some(Arc::new(recording)), ..Options::new(later) };
    let (again, _) = judge(&engine, &replay, &text);
    assert_eq!(again, first);
    let (unknown, _) = judge(&engine, &replay, "{\"kind\":\"applicant\",\"id\":\"other\"}\n");
    assert_eq!(unknown, ["R521"]);
}

#[test]
fn a_recording_that_is_none_is_refused_at_its_line() {
    let good = r#"{"kind":"applicant","record":"sha256:00","now":"2026-02-01T00:00:00Z","answers":[]}"#;
    for (line, wrong) in [(2, "{"), (2, "[]"), (2, r#"{"kind":"applicant"}"#)] {
        let error = Recording::read(format!("{good}\n{wrong}\n").as_bytes()).unwrap_err().to_string();
        assert!(error.contains(&format!("line {line}")), "{error}");
    }
    assert_eq!(Recording::read(format!("\n{good}\n\n").as_bytes()).unwrap().len(), 1);
}

#[test]
fn answers_that_are_given_do_not_run_the_plugin() {
    let engine = engine();
    let decoded = engine.decode(None, br#"{"kind":"applicant","id":"a","basics":{"email":"jo@example.com"}}"#).unwrap();
    let said: Answer = serde_json::from_str(r#"{"detector":"mail","signals":{"free_provider":true}}"#).unwrap();
    let decision = engine.decide_answered(&decoded.record, &[said], &february()).unwrap();
    assert_eq!(decision.verdict, Verdict::Review);
}

#[test]
fn a_plugin_that_is_missing_or_broken_is_told_where_it_is_bound() {
    let told = faults(POLICY, Plugins::default());
    assert_eq!(told.len(), 1, "{told:?}");
    assert_eq!(told[0].0, "E126");

    let mut plugins = Plugins::default();
    plugins.insert("mail_domain.wasm", b"\0asm".to_vec());
    let told = faults(POLICY, plugins);
    assert_eq!(told.len(), 1, "{told:?}");
    assert_eq!(told[0].0, "E127");
}

#[test]
fn a_plugin_that_does_not_keep_its_promises_does_not_serve() {
    let plugin = hirewall::detector::Plugin::read(component()).unwrap();
    let mut manifest = hirewall::model::Manifest::clone(plugin.manifest());
    for example in &mut manifest.examples {
        example.signals = BTreeMap::from([("free_provider".to_owned(), serde_json::json!(false))]);
    }
    let lying = hirewall::detector::Plugin::embed_manifest(plugin.bytes(), &manifest).unwrap();
    let mut plugins = Plugins::default();
    plugins.insert("mail_domain.wasm", lying);
    let told = faults(POLICY, plugins);
    assert_eq!(told.len(), 1, "{told:?}");
    assert_eq!(told[0].0, "E361");
    assert!(told[0].1.contains("`mail`"), "{told:?}");
}

#[test]
fn a_folder_is_read_one_deep_and_what_no_policy_names_may_be_broken() {
    let plugins = Plugins::read(&folder()).unwrap();
    assert!(plugins.get("mail_domain.wasm").is_some_and(|file| file.plugin.is_ok()));

    let temporary = std::env::temp_dir().join(format!("hirewall-plugins-{}", std::process::id()));
    let write = |path: &str, bytes: &[u8]| {
        let path = temporary.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    };
    write("mail_domain.wasm", &component());
    write("vendor/other.wasm", b"broken");
    write("vendor/deeper/never.wasm", b"broken");
    write(".hidden.wasm", b"broken");
    write("README.md", b"text");
    let plugins = Plugins::read(&temporary).unwrap();
    let names: Vec<&str> = plugins.iter().map(|(name, _)| name).collect();
    assert_eq!(names, ["mail_domain.wasm", "other.wasm"]);
    assert!(load(POLICY, plugins).is_ok());
    write("vendor/mail_domain.wasm", &component());
    let error = Plugins::read(&temporary).unwrap_err().to_string();
    assert!(error.contains("two plugins `mail_domain.wasm`"), "{error}");
    fs::remove_dir_all(&temporary).unwrap();
    assert!(Plugins::read(&temporary).is_err());
}

#[test]
fn policies_without_detectors_need_no_plugins_and_no_host() {
    let engine = sample::engine(&[(
        "p.yaml",
        "policy: p\ntitle: P\nowner: o\napplies_to: person\nrules:\n  - {id: r, title: R, when: person.c, score: 1, reason: R.}\n",
    )]);
    assert!(engine.detectors().is_empty());
}
