//! Explanations: the tree, the words, and the nearest change.

use hirewall::Reveal;
use hirewall::explain::{ExplainError, Explanation, explain};
use hirewall::model::RuleOutcome;

use super::sample;

const POLICY: &str = r#"
policy: p
title: P
owner: o
applies_to: person
let:
  foreign: person.country != "US"
rules:
  - id: tree
    title: T
    when:
      all:
        - {label: lives abroad, when: foreign}
        - any:
            - person.a > 3 && person.c
            - not: person.name.startsWith("K")
    score: 5
    reason: Because of {{ person.country }}.
  - {id: fails, title: T, when: 1 / person.a == 1, score: 1, reason: R}
"#;

fn explained(rule: &str, record: &str, reveal: Reveal) -> Result<Explanation, ExplainError> {
    let engine = sample::engine(&[("p.yaml", POLICY)]);
    let decoded = engine.decode(None, record.as_bytes()).unwrap();
    explain(&engine, &decoded.record, rule, &sample::february().reveal(reveal))
}

#[test]
fn explanations_are_as_recorded() {
    let records = [
        ("tree", r#"{"kind":"person","id":"1","country":"NO","a":4,"c":true,"name":"Kim"}"#),
        ("tree", r#"{"kind":"person","id":"1","country":"NO","a":2,"c":true,"name":"Kim"}"#),
        ("tree", r#"{"kind":"person","id":"1","country":"US","a":2,"name":"Kim"}"#),
        ("tree", r#"{"kind":"person","id":"1","country":"NO","a":4}"#),
        ("fails", r#"{"kind":"person","id":"1","a":0}"#),
    ];
    for (rule, record) in records {
        let explanation = explained(&format!("p/{rule}"), record, Reveal::None).unwrap();
        insta::with_settings!({description => record}, { insta::assert_json_snapshot!(explanation) });
    }
}

#[test]
fn an_explanation_shows_no_personal_value_unless_it_may() {
    let record = r#"{"kind":"person","id":"1","country":"NO","a":2,"c":true,"name":"Kristin"}"#;
    let text = |reveal| serde_json::to_string(&explained("p/tree", record, reveal).unwrap()).unwrap();
    assert!(!text(Reveal::None).contains("Kristin"));
    assert!(!text(Reveal::Indirect).contains("Kristin"));
    assert!(text(Reveal::Direct).contains("Kristin"));
}

#[test]
fn a_decision_and_its_explanation_agree() {
    let engine = sample::engine(&[("p.yaml", POLICY)]);
    let values: [&[&str]; 4] = [&["\"NO\"", "\"US\""], &["2", "4", "0"], &["true", "false"], &["\"Kim\"", "\"Ole\""]];
    let mut records = vec![r#"{"kind":"person","id":"1""#.to_owned()];
    for (name, values) in ["country", "a", "c", "name"].into_iter().zip(values) {
        records = records
            .iter()
            .flat_map(|record| {
                let with = values.iter().map(move |value| format!("{record},\"{name}\":{value}"));
                with.chain([record.clone()])
            })
            .collect();
    }
    let mut seen = [0; 3];
    for record in records {
        let record = record + "}";
        let decoded = engine.decode(None, record.as_bytes()).unwrap();
        let decision = engine.decide_given(&decoded.record, &sample::february()).unwrap();
        for rule in ["p/tree", "p/fails"] {
            let explanation = explain(&engine, &decoded.record, rule, &sample::february()).unwrap();
            let found = if decision.findings.iter().any(|finding| finding.rule == rule) {
                RuleOutcome::Matched
            } else if decision.undetermined.iter().any(|undetermined| undetermined.rule == rule) {
                RuleOutcome::Undetermined
            } else {
                RuleOutcome::NotMatched
            };
            assert_eq!(explanation.rule.outcome, found, "{rule} {record}");
            seen[found as usize] += 1;
        }
    }
    assert!(seen.iter().all(|count| *count > 5), "{seen:?}");
}

#[test]
fn a_rule_that_is_not_there_or_of_another_kind_is_told() {
    let record = r#"{"kind":"person","id":"1"}"#;
    let Err(ExplainError::UnknownRule { rule, near }) = explained("q/tree", record, Reveal::None) else {
        panic!("the rule is not there")
    };
    assert_eq!((rule.as_str(), near), ("q/tree", vec!["p/tree".to_owned()]));
}
