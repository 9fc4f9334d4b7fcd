//! Detectors' answers in decisions, explanations and policy tests.

use std::collections::BTreeMap;
use std::sync::Arc;

use hirewall::{Given, testing};
use hirewall_decide::{Beside, Decider};
use hirewall_model::{Answer, Decision, DecodeOptions, Manifest, Record, RuleOutcome, Verdict};
use hirewall_policy::{DetectorBinding, Options, Plugin, PluginInfo, SourceFile, compile};
use serde_json::json;

use super::{detectors, sample};

const POLICY: &str = r#"
policy: p
applies_to: person
rules:
  - {id: invalid, when: '!signals.phone.valid', score: 5, reason: "{{ signals.phone.e164 }}"}
  - {id: strict, when: signals.phone.valid && person.c, score: 90, verdict: block, on_undetermined: match}
---
detector: phone
plugin: phone.wasm
records: [person]
---
settings: default
verdicts: {person: {verify: 20, review: 40, block: 90}}
"#;

fn manifest() -> Manifest {
    let manifest = json!({
        "id": "phone", "version": "1.0.0", "vendor": "Example", "description": "Looks at phone numbers.", "method": "rule",
        "intended_use": "Tests.", "known_limitations": "None.", "records": {"person": [{"path": "/phones"}]},
        "signals": {"type": "object", "properties": {"valid": {"type": "boolean"}, "e164": {"type": "string"}}}
    });
    Manifest::read(manifest.to_string().as_bytes()).unwrap()
}

fn plugins() -> BTreeMap<String, Plugin> {
    let info = PluginInfo { manifest: manifest(), digest: format!("sha256:{}", "0f".repeat(32)), signed_by: None };
    BTreeMap::from([("phone.wasm".to_owned(), Plugin::Sound(Box::new(info)))])
}

fn decider() -> Decider {
    let files = vec![SourceFile::new("person.schema.json", sample::SCHEMA), SourceFile::new("p.yaml", POLICY)];
    let compilation = compile(files, &Options { plugins: plugins(), ..Options::default() });
    Decider::new(Arc::new(compilation.bundle.unwrap_or_else(|| panic!("{:#?}", compilation.diagnostics))))
}

fn with<T>(answers: &[&str], look: impl FnOnce(&Decider, &Record<'_>, &[Answer], &Given) -> T) -> T {
    let decider = decider();
    let text = br#"{"kind": "person", "id": "1", "c": true, "phones": [{"raw": "1"}]}"#;
    let schema = decider.bundle().schemas.get("person").unwrap();
    let record = Record::decode(schema, text, &DecodeOptions::default()).unwrap().record;
    let answers: Vec<Answer> = answers.iter().map(|text| serde_json::from_str(text).unwrap()).collect();
    look(&decider, &record, &answers, &sample::february())
}

fn decide(answers: &[&str]) -> Decision {
    with(answers, |decider, record, answers, given| {
        decider.decide_with(record, &Beside::answers(answers), given).unwrap()
    })
}

const INVALID: &str =
    r#"{"detector":"phone","signals":{"valid":false,"e164":"+1"},"evidence":{"valid":["/phones/0/raw"]}}"#;
const FAILED: &str = r#"{"failure":{"detector":"phone","blame":"plugin","code":"trap","reason":"it trapped"}}"#;

#[test]
fn a_finding_names_the_signal_and_what_it_rests_on_and_shows_no_personal_value() {
    let decision = decide(&[INVALID]);
    let finding = decision.findings.first().unwrap();
    let evidence = finding.evidence.first().unwrap();
    assert_eq!((evidence.path.as_str(), evidence.signal.as_deref()), ("/phones/0/raw", Some("phone/valid")));
    assert!(evidence.value.is_none() && !finding.reason.contains("+1"), "{finding:?}");
    assert_eq!((decision.verdict, decision.failures.len()), (Verdict::Clear, 0));
}

#[test]
fn a_failure_asks_for_a_person_and_never_holds_a_record() {
    for answers in [&[FAILED][..], &[r#"{"detector":"phone","signals":{"valid":1}}"#], &[INVALID, INVALID]] {
        let decision = decide(answers);
        assert_eq!(decision.verdict, Verdict::Review, "{decision:?}");
        assert_eq!((decision.failures.len(), decision.findings.len()), (1, 0), "{decision:?}");
        assert_eq!(decision.undetermined.first().unwrap().missing, ["signals/phone"]);
    }
}

#[test]
fn a_detector_that_was_not_asked_is_data_that_is_missing() {
    let decision = decide(&[]);
    assert!(decision.failures.is_empty());
    // The author asks for it: `on_undetermined: match`.
    assert_eq!((decision.verdict, decision.findings.len()), (Verdict::Block, 1));
    let one_lacks = decide(&[r#"{"detector":"phone","signals":{}}"#]);
    assert_eq!(one_lacks.undetermined.first().unwrap().missing, ["signals/phone/valid"]);
}

#[test]
fn the_same_answers_give_the_same_bytes_and_others_another_id() {
    let text = |answers: &[&str]| serde_json::to_string(&decide(answers)).unwrap();
    let stray = r#"{"detector":"other","signals":{}}"#;
    assert_eq!(text(&[INVALID]), text(&[INVALID]));
    assert_eq!(text(&[INVALID, stray]), text(&[stray, INVALID]));
    assert_ne!(decide(&[INVALID]).id, decide(&[FAILED]).id);
    assert_ne!(decide(&[INVALID]).id, decide(&[]).id);
}

#[test]
fn an_explanation_has_signals_as_leaves() {
    let explained = |answers: &[&str]| {
        with(answers, |decider, record, answers, given| {
            decider.explain_with(record, "p/invalid", &Beside::answers(answers), given).unwrap().unwrap()
        })
    };
    assert_eq!(explained(&[INVALID]).outcome, RuleOutcome::Matched);
    let lacking = serde_json::to_string(&explained(&[FAILED])).unwrap();
    assert!(lacking.contains(r#""missing":["signals/phone"]"#), "{lacking}");
    assert!(serde_json::to_string(&explained(&[INVALID])).unwrap().contains("signals.phone.valid"));
}

#[test]
fn a_policy_test_is_given_signals_or_asks_and_does_not_pass_without_either() {
    let tests = r#"
tests: p
cases:
  - {name: given, record: {kind: person, id: "1"}, given: {signals: {phone: {valid: false}}}, expect: {match: [invalid]}}
  - {name: not run, record: {kind: person, id: "1"}, given: {signals: {phone: null}}, expect: {undetermined: [invalid]}}
  - {name: failed, record: {kind: person, id: "1"}, given: {failures: [phone]}, expect: {verdict: review}}
  - {name: asked, record: {kind: person, id: "1"}, expect: {match: [invalid]}}
"#;
    let files = [("person.schema.json", sample::SCHEMA), ("p.yaml", POLICY), ("p.tests.yaml", tests)];
    let files = files.map(|(path, text)| SourceFile::new(path, text)).to_vec();
    // What the plugin does is no matter here: it is never asked.
    let plugin = hirewall::detector::Plugin::embed_manifest(&detectors::component(), &manifest()).unwrap();
    let mut plugins = hirewall::Plugins::default();
    plugins.insert("phone.wasm", plugin);
    let engine = hirewall::Loader::new().plugins(plugins).files(files).unwrap();
    let failed = |report: testing::TestReport| report.failed().map(|case| case.name.clone()).collect::<Vec<_>>();
    let nobody = |_: &Record<'_>, _: &[&DetectorBinding], _| Vec::new();
    assert_eq!(failed(testing::run_with(&engine, &testing::Options::default(), &nobody)), ["asked"]);
    let ask = |_: &Record<'_>, wanted: &[&DetectorBinding], _| {
        assert_eq!(wanted.iter().map(|detector| detector.id.as_str()).collect::<Vec<_>>(), ["phone"]);
        vec![serde_json::from_str(INVALID).unwrap()]
    };
    assert!(testing::run_with(&engine, &testing::Options::default(), &ask).passed());
}
