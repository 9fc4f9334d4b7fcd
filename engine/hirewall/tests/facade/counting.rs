//! Counters and joins over the records of a run.

use std::collections::BTreeMap;
use std::num::NonZeroUsize;
use std::sync::Arc;

use hirewall::Engine;
use hirewall::bulk::{self, BatchLimits, Judged, Lines, Options, Stop};
use hirewall::counting::{Counted, Counting, Limits};
use hirewall::model::{Count, CountValue, Decision, Verdict};
use hirewall::signals::{Recorded, Recording};
use proptest::prelude::*;

use crate::sample::{engine, february};

const POLICY: &str = r#"
policy: shared
title: What people share
applies_to: person
let:
  known: has(person.country)
  many: counters.per_phone >= 3
counters:
  per_phone: {key: "person.phones.map(p, p.raw)", distinct: person.id, within: 10d}
  points: {key: person.country, sum: person.a, within: 10d, where: known}
  money: {key: [person.country, person.city], sum: person.d, within: 10d}
  broken: {key: "string(person.a / person.b)", events: true, within: 1d}
rules:
  - {id: many, title: t, when: many, score: 1, reason: "{{ counters.per_phone }} share {{ person.phones[0].raw }}"}
  - {id: points, title: t, when: counters.points > 100, score: 1}
  - {id: money, title: t, when: counters.money > 0.5, score: 1, reason: "{{ counters.money }}"}
  - {id: broken, title: t, when: counters.broken > 1, score: 1}
"#;

fn shared() -> Engine {
    engine(&[("shared.yaml", POLICY)])
}

/// The decisions of the lines, and the recording of what was beside them.
fn judge(engine: &Engine, options: &Options, text: &str) -> (Vec<Decision>, String) {
    let (mut decisions, mut recording) = (Vec::new(), String::new());
    let now = options.given.now;
    let render = |judged: Judged<'_>| {
        let (record, decision) = judged.answer.unwrap();
        let recorded = Recorded::new(record, now, judged.answers.to_vec(), judged.counted.clone());
        (decision.into_decision(), serde_json::to_string(&recorded).unwrap() + "\n")
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

fn line(id: u8, day: u8, phones: &[u8], more: &str) -> String {
    let phones: Vec<String> = phones.iter().map(|phone| format!("{{\"raw\":\"{phone}\"}}")).collect();
    format!(
        "{{\"kind\":\"person\",\"id\":\"p{id}\",\"seen_at\":\"2026-01-{:02}T00:00:00Z\",\"phones\":[{}]{more}}}\n",
        day + 1,
        phones.join(",")
    )
}

fn options(threads: usize) -> Options {
    let batch = BatchLimits { records: 3, ..BatchLimits::default() };
    Options { threads: NonZeroUsize::new(threads), batch, ..Options::new(february()) }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 40, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn threads_and_replays_give_the_same_decisions(
        records in prop::collection::vec((0..9_u8, 0..28_u8, prop::collection::vec(0..4_u8, 0..3), 0..3_u8), 1..60),
    ) {
        let text: String = records
            .iter()
            .map(|(id, day, phones, more)| {
                line(*id, *day, phones, ["", ",\"country\":\"US\",\"a\":60", ",\"city\":\"x\",\"d\":0.3"][usize::from(*more)])
            })
            .collect();
        let engine = shared();
        let (first, recording) = judge(&engine, &options(1), &text);
        for threads in [2, 8] {
            prop_assert_eq!(&judge(&engine, &options(threads), &text).0, &first);
        }
        // Read back, the same bytes; of a record that came twice the last counts, as it is the same line.
        let unique = records.iter().map(|(id, day, phones, more)| (id, day, phones, more));
        let unique: std::collections::HashSet<_> = unique.collect();
        if unique.len() == records.len() {
            let recording = Recording::read(recording.as_bytes()).unwrap();
            let replay = Options { replay: Some(Arc::new(recording)), ..options(2) };
            prop_assert_eq!(&judge(&engine, &replay, &text).0, &first);
        }
    }
}

#[test]
fn a_decision_names_what_was_counted_and_no_one_else() {
    let text = [(1, 1), (2, 2), (3, 3)].map(|(id, day)| line(id, day, &[7], "")).concat();
    let (decisions, _) = judge(&shared(), &options(1), &text);
    let last = decisions.last().unwrap();
    assert_eq!(last.counters["shared/per_phone"], Count { value: CountValue::Int(3), at_least: false });
    assert_eq!(last.findings[0].reason, "3 share [/phones/0/raw]");
    let evidence = &last.findings[0].evidence[0];
    assert_eq!((evidence.path.as_str(), evidence.value.as_ref()), ("/phones/0/raw", None));
    assert_eq!(evidence.counter.as_ref().unwrap().name, "shared/per_phone");
    let json = serde_json::to_string(last).unwrap();
    assert!(!json.contains("p1") && !json.contains("p2"), "{json}");
    let schema: serde_json::Value = serde_json::from_str(hirewall::model::DECISION_SCHEMA).unwrap();
    let schema = jsonschema::draft202012::new(&schema).unwrap();
    for decision in &decisions {
        let value = serde_json::to_value(decision).unwrap();
        let faults: Vec<String> = schema.iter_errors(&value).map(|fault| fault.to_string()).collect();
        assert!(faults.is_empty(), "{faults:?}");
        assert_eq!(&serde_json::from_value::<Decision>(value).unwrap(), decision);
    }
}

#[test]
fn sums_are_of_the_type_of_what_they_add_up_and_missing_parts_are_named() {
    let text = [
        line(1, 1, &[], ",\"country\":\"US\",\"a\":60,\"d\":0.1"),
        line(2, 2, &[], ",\"country\":\"US\",\"a\":60,\"city\":\"x\",\"d\":0.5"),
        line(3, 3, &[], ""),
    ]
    .concat();
    let (decisions, _) = judge(&shared(), &options(1), &text);
    assert_eq!(decisions[1].counters["shared/points"].value, CountValue::Int(120));
    assert_eq!(decisions[1].counters["shared/money"].value, CountValue::Double(0.6));
    let matched: Vec<&str> = decisions[1].findings.iter().map(|finding| finding.rule.as_str()).collect();
    assert_eq!(matched, ["shared/money", "shared/points"]);
    let missing = |at: usize, rule: &str| {
        let undetermined = &decisions[at].undetermined;
        undetermined.iter().find(|one| one.rule == rule).map(|one| one.missing.clone()).unwrap()
    };
    assert_eq!(missing(2, "shared/money"), ["/city", "/country"]);
    assert_eq!(missing(2, "shared/broken"), ["/a"]);
    assert!(decisions.iter().all(|decision| decision.verdict == Verdict::Clear));
}

#[test]
fn a_record_told_again_later_counts_what_came_between_and_itself_once() {
    let schema = crate::sample::SCHEMA
        .replace("\"time\": \"/seen_at\"", "\"time\": [\"/moved_at\", \"/seen_at\"]")
        .replace("\"name\": {", "\"moved_at\": {\"type\": \"string\", \"format\": \"date-time\"}, \"name\": {");
    assert!(schema.contains("[\"/moved_at\"") && schema.contains("\"moved_at\":"));
    let policy = "policy: shared\ntitle: t\napplies_to: person\ncounters:\n  people: {key: \"person.phones.map(p, p.raw)\", distinct: person.id, within: 10d}\n  \
                  told: {key: \"person.phones.map(p, p.raw)\", events: true, within: 10d}\nrules:\n  - {id: people, title: t, when: counters.people >= 1, score: 1, \
                  reason: \"{{ counters.people }}/{{ counters.told }}\"}\n";
    let files =
        vec![hirewall::SourceFile::new("person.schema.json", schema), hirewall::SourceFile::new("shared.yaml", policy)];
    let engine = Engine::from_files(files).unwrap_or_else(|error| panic!("{:?}", error.diagnostics));
    let moved =
        |id, day, later: u8| line(id, day, &[7], &format!(",\"moved_at\":\"2026-01-{:02}T00:00:00Z\"", later + 1));
    let text = [
        line(1, 0, &[7], ""),
        line(2, 3, &[7], ""),
        line(1, 0, &[7], ""),
        line(3, 5, &[7], ""),
        moved(1, 0, 5),
        moved(1, 0, 9),
        moved(1, 0, 14),
    ]
    .concat();
    let counts = |decisions: &[Decision]| -> Vec<String> {
        decisions.iter().map(|decision| decision.findings[0].reason.clone()).collect()
    };
    let (first, recording) = judge(&engine, &options(1), &text);
    // Again at the same time it sees what it saw; later what came between, and itself once, until the others are too long ago.
    assert_eq!(counts(&first), ["1/1", "2/2", "1/1", "3/3", "3/3", "3/3", "2/2"]);
    assert_eq!(judge(&engine, &options(8), &text).0, first);
    // Of the line that stands twice the recording has the last answer, which is the first one's too.
    let replay = Options { replay: Some(Arc::new(Recording::read(recording.as_bytes()).unwrap())), ..options(2) };
    assert_eq!(judge(&engine, &replay, &text).0, first);
}

#[test]
fn a_counter_that_fails_asks_for_a_person_as_a_rule_that_fails_does() {
    let text = line(1, 1, &[], ",\"a\":1,\"b\":0");
    let (decisions, _) = judge(&shared(), &options(1), &text);
    let found = decisions[0].undetermined.iter().find(|one| one.rule == "shared/broken").unwrap();
    assert_eq!(found.error.as_deref(), Some("counter `broken` failed: divide by zero"));
    assert_eq!(decisions[0].verdict, Verdict::Review);
    assert!(!decisions[0].counters.contains_key("shared/broken"));
}

#[test]
fn without_counting_a_rule_says_that_it_was_not_counted() {
    let engine = shared();
    let text = line(1, 1, &[7], "");
    let decision = engine.decide_json(text.as_bytes(), &february()).unwrap();
    let found = decision.undetermined.iter().find(|one| one.rule == "shared/many").unwrap();
    assert_eq!(found.missing, ["counters/per_phone"]);
    assert!(decision.counters.is_empty());
}

#[test]
fn a_lower_bound_is_said() {
    let engine = shared();
    let limits = hirewall::counter::Limits { observations_per_key: 2, ..hirewall::counter::Limits::default() };
    let mut counting = Counting::new(Limits { counters: limits, ..Limits::default() });
    let mut last = BTreeMap::new();
    for id in 0..9 {
        let text = line(id, 1, &[7], "");
        let decoded = engine.decode(None, text.as_bytes()).unwrap();
        let secret = Counting::secret();
        let observed = engine.observations(&decoded.record, &[], &february(), &secret).unwrap();
        let counted: Counted = counting.take(&engine, &decoded.record, &observed, february().now).unwrap();
        let decision = counted.decide(&engine, &decoded.record, &[], &february()).unwrap();
        assert!(decision.counters.iter().map(|(counter, count)| (counter.as_str(), count)).eq(counted.counters.iter()));
        last = decision.counters;
    }
    assert_eq!(serde_json::to_string(&last["shared/per_phone"]).unwrap(), r#"{"value":2,"at_least":true}"#);
}

#[test]
fn a_changed_definition_has_another_digest_and_an_unchanged_one_keeps_its_own() {
    let digest = |policy: &str, name: &str| engine(&[("p.yaml", policy)]).bundle().counter(name).unwrap().digest;
    let first = digest(POLICY, "shared/points");
    let same = POLICY.replace("policy: shared", "policy: other").replace("score: 1", "score: 2");
    assert_eq!(digest(&same, "other/points"), first);
    for (from, to) in [
        ("sum: person.a, within: 10d", "sum: person.a, within: 11d"),
        ("sum: person.a,", "sum: person.b,"),
        ("known: has(person.country)", "known: has(person.city)"),
        (", where: known", ""),
        ("points: {key: person.country", "points: {key: person.city"),
    ] {
        let changed = POLICY.replace(from, to);
        assert_ne!(changed, POLICY, "{from}");
        assert_ne!(digest(&changed, "shared/points"), first, "{to}");
    }
}
