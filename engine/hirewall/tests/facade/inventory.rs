//! What policies use is said of all that they read, however they read it.

use hirewall::inventory::Inventory;
use hirewall::{Engine, SourceFile};

const APPLICANT: &str = r#"{
    "x-record": {"kind": "applicant", "id": "/id", "time": "/applied_at"},
    "type": "object",
    "required": ["kind", "id", "applied_at"],
    "properties": {
        "kind": {"const": "applicant"},
        "id": {"type": "string", "x-pii": "indirect"},
        "applied_at": {"type": "string", "format": "date-time"},
        "name": {"type": "string", "x-pii": "direct", "description": "As typed | with <b>."},
        "phones": {"type": "array", "x-pii": "direct", "items": {"type": "object", "properties": {
            "raw": {"type": "string"}, "kind": {"type": "string"}}}},
        "born": {"type": "string", "x-protected": "age"},
        "school": {"type": "string", "x-proxy": "national-origin"},
        "unread": {"type": "string"}
    }
}"#;

const DEVICE: &str = r#"{
    "x-record": {"kind": "device", "id": "/id", "subject": "/owner", "time": "/seen_at"},
    "type": "object",
    "required": ["kind", "id", "owner", "seen_at"],
    "properties": {
        "kind": {"const": "device"}, "id": {"type": "string"}, "owner": {"type": "string"},
        "seen_at": {"type": "string", "format": "date-time"}, "country": {"type": "string"}
    }
}"#;

const POLICIES: &str = r#"
policy: contact
title: Contact
applies_to: applicant
owner: somebody
version: 1.0.0
let:
  known: applicant.phones.filter(p, p.raw in lists.known).size() > 0
counters:
  per_phone: {key: 'applicant.phones.map(p, p.raw)', distinct: applicant.name, within: 30d}
rules:
  - {id: by_let, title: By a name, when: known, score: 1, reason: It is known.}
  - {id: by_counter, title: By a counter, when: counters.per_phone > 2, score: 2, verdict: verify, reason: 'Shared by {{ counters.per_phone }}.'}
  - {id: by_origin, title: By a school, when: applicant.school == "x", score: 0, reason: A school., justification: Asked by | counsel}
  - {id: off, title: Off, when: applicant.born == "x", score: 0, reason: Off., justification: Never on}
---
policy: laptops
title: Laptops
applies_to: device
owner: somebody
version: 2.0.0
joins: [applicant]
rules:
  - {id: joined, title: By a joined record, when: 'device.country == applicant.phones[0].kind', score: 3, reason: Elsewhere.}
---
list: known
match: exact
source: https://example.com
license: CC0-1.0
updated: 2026-01-01
items: ["1"]
---
settings: default
overrides: [{rule: contact/off, mode: off}, {rule: laptops/joined, mode: shadow, rollout: 20}]
"#;

fn inventory() -> Inventory {
    let file = |path: &str, text: &str| SourceFile::new(path, text);
    let files = vec![
        file("applicant.schema.json", APPLICANT),
        file("device.schema.json", DEVICE),
        file("policies.yaml", POLICIES),
    ];
    Inventory::of(&Engine::from_files(files).unwrap())
}

#[test]
fn what_is_read_through_names_counters_and_joins_is_read_by_the_rule() {
    let inventory = inventory();
    let rule = |id: &str| inventory.rules.iter().find(|rule| rule.rule == id).unwrap();
    let reads = |id: &str| rule(id).reads.iter().cloned().collect::<Vec<_>>().join(" ");
    assert_eq!(reads("contact/by_let"), "applicant.phones.*.raw");
    assert_eq!(rule("contact/by_let").references.iter().cloned().collect::<Vec<_>>(), ["lists.known"]);
    assert_eq!(reads("contact/by_counter"), "applicant.name applicant.phones.*.raw");
    let words = &rule("contact/by_counter").counters["contact/per_phone"];
    assert!(words.starts_with("different `applicant.name` with the same"), "{words}");
    assert_eq!(reads("laptops/joined"), "applicant.phones.*.kind device.country");
    assert_eq!((rule("laptops/joined").rollout, rule("contact/by_let").rollout), (Some(20), None));
    assert_eq!(rule("contact/by_origin").protected.iter().cloned().collect::<Vec<_>>(), ["national-origin"]);
}

#[test]
fn a_field_has_the_gravest_class_around_it_and_those_that_read_it_unless_they_are_off() {
    let inventory = inventory();
    let field = |path: &str| inventory.data.iter().find(|data| format!("{}.{}", data.kind, data.path) == path);
    let raw = field("applicant.phones.*.raw").unwrap();
    assert_eq!((raw.class.as_str(), raw.used_by.len()), ("direct", 2));
    assert!(field("applicant.born").is_none(), "read only by a rule that is off");
    assert!(field("applicant.unread").is_none());
    assert_eq!(field("applicant.school").unwrap().proxy.as_deref(), Some("national-origin"));
}

#[test]
fn the_document_says_it_for_people_and_takes_no_markup_from_policies() {
    insta::assert_snapshot!(inventory().to_markdown().replace(&inventory().bundle, "[bundle]"));
}
