//! The plan and each rule by itself say the same, down to missing paths and messages of failures.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test fails by panicking")]

use std::sync::Arc;

use hirewall_model::{DecodeOptions, Record};
use hirewall_policy::{Options, SourceFile, compile};
use serde_json::{Value, json};

use super::*;
use crate::answered::Answered;
use crate::{Decider, Given};

const SCHEMA: &str = r#"{"x-record": {"kind": "person", "id": "/id"}, "type": "object", "required": ["id"], "properties": {
    "id": {"type": "string"}, "a": {"type": "integer"}, "country": {"type": "string"},
    "home": {"type": "object", "properties": {"country": {"type": "string"}}},
    "tags": {"type": "array", "items": {"type": "string"}}}}"#;

const RULES: &str = r#"policy: p
title: t
applies_to: person
owner: o
version: 1.0.0
maturity: stable
let:
  from_us: person.country == "US"
  tagged: person.tags.exists(t, t.startsWith("x"))
rules:
"#;

const CONDITIONS: &[&str] = &[
    "from_us && person.home.country != person.country",
    "from_us || tagged",
    "!tagged && person.a > 2",
    "person.tags.all(t, t in ['x1', 'x2']) && has(person.home)",
    "100 / person.a > 30",
    "100 / person.a > 30 || person.country == 'DE'",
    "person.country in ['US', 'DE'] && (person.a == 1 || person.home.country.matches('^U'))",
    "size(person.tags) == 2 && from_us",
    "person.tags.exists(a, person.tags.exists(b, a != b))",
    "missing(person.home.country) && !('x1' in person.tags)",
];

fn records() -> impl Iterator<Item = String> {
    let options = |values: &[Value]| std::iter::once(None).chain(values.iter().cloned().map(Some)).collect::<Vec<_>>();
    let a = options(&[json!(0), json!(1), json!(3)]);
    let country = options(&[json!("US"), json!("FR"), json!("DE")]);
    let home = options(&[json!({}), json!({"country": "US"}), json!({"country": "KP"})]);
    let tags = options(&[json!([]), json!(["x1"]), json!(["y", "x2"])]);
    (0..256).map(move |n: usize| {
        let fields = [("a", &a), ("country", &country), ("home", &home), ("tags", &tags)];
        let mut record = json!({"id": "r"});
        for (at, (name, values)) in fields.into_iter().enumerate() {
            if let Some(value) = &values[(n >> (2 * at)) % 4] {
                record[name] = value.clone();
            }
        }
        record.to_string()
    })
}

fn outcomes(source: &impl RuleSource, decider: &Decider, record: &Record<'_>, given: &Given) -> Vec<String> {
    let plan = decider.plan_for(record).unwrap();
    let answered = Answered::default();
    let mut case = Case::new((decider.bundle(), plan), record, (&answered, &[]), given);
    let mut all = Vec::new();
    source.outcomes(&mut case, plan, &|_| true, &mut |case, planned, outcome| {
        all.push(format!("{} {outcome:?}", planned.resolve(case.bundle).unwrap().1.id));
    });
    all
}

#[test]
fn the_plan_and_each_rule_by_itself_agree_on_every_outcome() {
    let mut policy = RULES.to_owned();
    for (at, condition) in CONDITIONS.iter().enumerate() {
        let condition = serde_json::to_string(condition).unwrap();
        policy.push_str(&format!("  - {{id: r{at}, title: t, when: {condition}, score: 1, reason: r}}\n"));
    }
    let files = vec![SourceFile::new("person.schema.json", SCHEMA), SourceFile::new("p.yaml", policy)];
    let decider = Decider::new(Arc::new(compile(files, &Options::default()).bundle.unwrap()));
    let given = Given::at("2026-02-01T00:00:00Z".parse().unwrap());
    let schema = decider.bundle().schemas["person"].clone();
    let mut seen = String::new();
    for text in records() {
        let record = Record::decode(&schema, text.as_bytes(), &DecodeOptions::default()).unwrap().record;
        let planned = outcomes(&Planned, &decider, &record, &given);
        assert_eq!(planned, outcomes(&EveryRule, &decider, &record, &given), "{text}");
        let ids: Vec<&str> = decider.rule_ids("person").collect();
        let matching: Vec<String> = decider
            .matching(&record, &given)
            .unwrap()
            .iter()
            .map(|at| format!("{} Matched", ids[*at as usize]))
            .collect();
        assert_eq!(matching, planned.iter().filter(|one| one.ends_with("Matched")).cloned().collect::<Vec<_>>());
        seen += &planned.concat();
    }
    for kind in ["Matched", "Lacking", "Faulted"] {
        assert!(seen.contains(kind), "{kind} is among them");
    }
}
