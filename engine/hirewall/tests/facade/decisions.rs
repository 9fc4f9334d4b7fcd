//! Decisions, one file a case: policy texts and records, and as a snapshot the decisions.
//!
//! A file has sections, each begun by a line `=== what`. `=== <name>.yaml` is a policy file, `=== records` holds a record a
//! line, `=== given` sets the time and what is revealed.

use hirewall::{Given, Reveal};

use super::sample;

struct Case {
    files: Vec<(String, String)>,
    records: Vec<String>,
    given: Given,
}

fn read(text: &str) -> Case {
    let mut case = Case { files: Vec::new(), records: Vec::new(), given: sample::february() };
    for section in text.split("=== ").skip(1) {
        let (title, body) = section.split_once('\n').unwrap();
        match title.trim() {
            "records" => case.records.extend(body.lines().filter(|line| !line.is_empty()).map(str::to_owned)),
            "given" => {
                for line in body.lines().filter(|line| !line.is_empty()) {
                    match line.split_once(": ").unwrap() {
                        ("now", time) => case.given.now = time.parse().unwrap(),
                        ("generation", number) => case.given.generation = number.parse().unwrap(),
                        ("reveal", "indirect") => case.given.reveal = Reveal::Indirect,
                        ("reveal", "direct") => case.given.reveal = Reveal::Direct,
                        ("reveal", "all") => case.given.reveal = Reveal::All,
                        other => panic!("unknown setting {other:?}"),
                    }
                }
            }
            name => case.files.push((name.to_owned(), body.to_owned())),
        }
    }
    case
}

#[test]
fn every_case_is_decided_as_recorded() {
    insta::glob!("decisions/*.txt", |path| {
        let text = std::fs::read_to_string(path).unwrap();
        let case = read(&text);
        let files: Vec<(&str, &str)> = case.files.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
        let engine = sample::engine(&files);
        let mut out = String::new();
        for record in &case.records {
            match engine.decide_json(record.as_bytes(), &case.given) {
                Ok(mut decision) => {
                    // Tested elsewhere, and different after every change of the case.
                    decision.id.clear();
                    decision.bundle.clear();
                    out += &serde_json::to_string_pretty(&decision).unwrap();
                }
                Err(refused) => out += &format!("refused: {refused}"),
            }
            out.push('\n');
        }
        insta::assert_snapshot!(out);
    });
}

#[test]
fn the_same_input_gives_the_same_bytes_and_ids_tell_inputs_apart() {
    let policy = "policy: p\ntitle: P\nowner: o\napplies_to: person\nrules:\n  - {id: r, title: R, when: person.a > 1, score: 5, reason: Because.}\n";
    let record = br#"{"kind":"person","id":"1","a":2}"#;
    let line = |policy: &str, record: &[u8], given: &Given| {
        let engine = sample::engine(&[("p.yaml", policy)]);
        serde_json::to_string(&engine.decide_json(record, given).unwrap()).unwrap()
    };
    let id = |line: &str| serde_json::from_str::<serde_json::Value>(line).unwrap()["id"].as_str().unwrap().to_owned();
    let first = line(policy, record, &sample::february());
    assert_eq!(first, line(policy, record, &sample::february()));
    let later = Given::at("2026-02-01T00:00:01Z".parse().unwrap());
    let other = br#"{"kind":"person","id":"1","a":3}"#;
    let ids = [
        id(&first),
        id(&line(policy, record, &later)),
        id(&line(policy, other, &sample::february())),
        id(&line(&policy.replace("score: 5", "score: 6"), record, &sample::february())),
    ];
    for (at, id) in ids.iter().enumerate() {
        assert!(!ids[..at].contains(id), "{ids:?}");
    }
}

#[test]
fn a_decision_fits_its_published_schema() {
    let schema: serde_json::Value = serde_json::from_str(hirewall::model::DECISION_SCHEMA).unwrap();
    let validator = jsonschema::validator_for(&schema).unwrap();
    for entry in std::fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/facade/decisions")).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_none_or(|extension| extension != "txt") {
            continue;
        }
        let case = read(&std::fs::read_to_string(&path).unwrap());
        let files: Vec<(&str, &str)> = case.files.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
        let engine = sample::engine(&files);
        for record in &case.records {
            let Ok(decision) = engine.decide_json(record.as_bytes(), &case.given) else { continue };
            let decision = serde_json::to_value(&decision).unwrap();
            let errors: Vec<String> = validator.iter_errors(&decision).map(|error| error.to_string()).collect();
            assert!(errors.is_empty(), "{}: {errors:?}", path.display());
        }
    }
}
