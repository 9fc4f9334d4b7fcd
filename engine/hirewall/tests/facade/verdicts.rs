//! What holds for every policy and record: properties of the verdict, on random rules and random partial records.

use std::fmt::Write as _;

use hirewall::model::Mode;
use hirewall::{Decision, Verdict};
use proptest::prelude::*;
use proptest::sample::select;
use serde_json::{Map, Value, json};

use super::sample;

const SETTINGS: &str = "settings: default\nverdicts:\n  person: {verify: 20, review: 40, block: 90}\n";

/// A rule of a policy named `p`.
#[derive(Debug, Clone)]
struct Rule {
    condition: String,
    score: u8,
    verdict: Option<&'static str>,
}

/// A condition that never asks whether something is given, so that more data can only make it more definite.
fn condition() -> impl Strategy<Value = String> {
    let atom = prop_oneof![
        (select(vec!["a", "b", "d"]), select(vec!["<", "<=", "==", "!=", ">", ">="]), 0..4)
            .prop_map(|(field, operator, number)| format!("person.{field} {operator} {number}")),
        Just("person.c".to_owned()),
        Just("small".to_owned()),
        select(vec!["US", "NO"]).prop_map(|country| format!("person.country == \"{country}\"")),
        Just("person.country in [\"SE\", \"NO\"]".to_owned()),
        Just("person.phones.exists(p, p.kind == \"mobile\")".to_owned()),
        Just("person.phones.all(p, p.raw.startsWith(\"+\"))".to_owned()),
        Just("\"x\" in person.tags".to_owned()),
    ];
    atom.prop_recursive(3, 12, 3, |inner| {
        prop_oneof![
            (inner.clone(), inner.clone()).prop_map(|(a, b)| format!("({a} && {b})")),
            (inner.clone(), inner.clone()).prop_map(|(a, b)| format!("({a} || {b})")),
            inner.prop_map(|a| format!("!({a})")),
        ]
    })
}

fn rule() -> impl Strategy<Value = Rule> {
    let verdict = prop_oneof![3 => Just(None), 1 => select(vec!["verify", "review", "block"]).prop_map(Some)];
    (condition(), 0_u8..50, verdict).prop_map(|(condition, score, verdict)| Rule { condition, score, verdict })
}

fn rules() -> impl Strategy<Value = Vec<Rule>> {
    prop::collection::vec(rule(), 1..6)
}

/// A record with some of its fields.
fn record() -> impl Strategy<Value = Value> {
    let field = |name: &'static str, value: BoxedStrategy<Value>| {
        prop::option::weighted(0.7, value).prop_map(move |value| value.map(|value| (name, value)))
    };
    let number = || (0..4).prop_map(|number| json!(number)).boxed();
    let phone = (prop::option::of(select(vec!["+1", "0047"])), prop::option::of(select(vec!["mobile", "home"])))
        .prop_map(|(raw, kind)| {
            let mut phone = Map::new();
            phone.extend(raw.map(|raw| ("raw".to_owned(), json!(raw))));
            phone.extend(kind.map(|kind| ("kind".to_owned(), json!(kind))));
            Value::Object(phone)
        });
    (
        field("a", number()),
        field("b", number()),
        field("c", any::<bool>().prop_map(|truth| json!(truth)).boxed()),
        field("d", (0..8).prop_map(|half| json!(f64::from(half) / 2.0)).boxed()),
        field("country", select(vec!["US", "NO", "SE"]).prop_map(|country| json!(country)).boxed()),
        field("phones", prop::collection::vec(phone, 0..3).prop_map(Value::Array).boxed()),
        field("tags", prop::collection::vec(select(vec!["x", "y"]), 0..3).prop_map(|tags| json!(tags)).boxed()),
    )
        .prop_map(|(a, b, c, d, country, phones, tags)| {
            let mut record = Map::new();
            record.insert("kind".to_owned(), json!("person"));
            record.insert("id".to_owned(), json!("r-1"));
            for (name, value) in [a, b, c, d, country, phones, tags].into_iter().flatten() {
                record.insert(name.to_owned(), value);
            }
            Value::Object(record)
        })
}

fn line(id: &str, rule: &Rule) -> String {
    let condition = serde_json::to_string(&rule.condition).unwrap();
    let mut line = format!("  - {{id: {id}, title: T, reason: R, when: {condition}, score: {}", rule.score);
    if let Some(verdict) = rule.verdict {
        write!(line, ", verdict: {verdict}").unwrap();
    }
    line + "}\n"
}

fn policy(id: &str, rules: impl IntoIterator<Item = String>) -> String {
    let mut text =
        format!("policy: {id}\ntitle: T\nowner: o\napplies_to: person\nlet:\n  small: person.a < 2\nrules:\n");
    text.extend(rules);
    text
}

fn numbered(rules: &[Rule]) -> Vec<String> {
    rules.iter().enumerate().map(|(at, rule)| line(&format!("r{at}"), rule)).collect()
}

fn decide(files: &[(&str, &str)], record: &Value) -> Decision {
    let engine = sample::engine(files);
    engine.decide_json(record.to_string().as_bytes(), &sample::february()).unwrap()
}

/// What is left of a decision without that which names its input.
fn content(mut decision: Decision) -> Decision {
    decision.id.clear();
    decision.bundle.clear();
    decision
}

fn enforced(decision: &Decision) -> Vec<Value> {
    let findings = decision.findings.iter().filter(|finding| finding.mode == Mode::Enforce);
    findings.map(|finding| serde_json::to_value(finding).unwrap()).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, ..ProptestConfig::default() })]

    #[test]
    fn the_verdict_is_what_the_findings_add_up_to(rules in rules(), record in record()) {
        let text = policy("p", numbered(&rules));
        let decision = decide(&[("p.yaml", &text), ("settings.yaml", SETTINGS)], &record);
        let score: i64 = decision.findings.iter().map(|finding| finding.score).sum();
        let band = match score {
            90.. => Verdict::Block,
            40.. => Verdict::Review,
            20.. => Verdict::Verify,
            _ => Verdict::Clear,
        };
        let asked = decision.findings.iter().filter_map(|finding| finding.verdict).max().unwrap_or_default();
        prop_assert_eq!(decision.score, score);
        prop_assert_eq!(decision.verdict, band.max(asked));
        prop_assert!(decision.undetermined.iter().all(|rule| rule.error.is_none()));
    }

    #[test]
    fn a_shadow_rule_changes_nothing(rules in rules(), shadow in rule(), record in record()) {
        let text = policy("p", numbered(&rules));
        let without = decide(&[("p.yaml", &text), ("settings.yaml", SETTINGS)], &record);
        let settings = format!("{SETTINGS}overrides:\n  - {{rule: p/a_shadow, mode: shadow}}\n");
        let failing = Rule { condition: "1 / (size(person.id) - size(person.id)) == 1".to_owned(), ..shadow.clone() };
        for shadow in [shadow, failing] {
            let text = policy("p", numbered(&rules).into_iter().chain([line("a_shadow", &shadow)]));
            let with = decide(&[("p.yaml", &text), ("settings.yaml", &settings)], &record);
            prop_assert_eq!(with.verdict, without.verdict);
            prop_assert_eq!(with.score, without.score);
            prop_assert_eq!(enforced(&with), enforced(&without));
        }
    }

    #[test]
    fn missing_data_never_worsens_a_verdict(rules in rules(), record in record(), drop in any::<u32>()) {
        let text = policy("p", numbered(&rules));
        let files = [("p.yaml", text.as_str()), ("settings.yaml", SETTINGS)];
        let mut partial = record.clone();
        let optional: Vec<String> = record.as_object().unwrap().keys().skip(2).cloned().collect();
        for (at, name) in optional.iter().enumerate() {
            if drop >> at & 1 == 1 {
                partial.as_object_mut().unwrap().remove(name);
            }
        }
        if drop >> 31 == 1 && let Some(Value::Array(phones)) = partial.get_mut("phones") {
            for phone in phones {
                phone.as_object_mut().unwrap().remove("kind");
            }
        }
        let (full, partial) = (decide(&files, &record), decide(&files, &partial));
        prop_assert!(partial.verdict <= full.verdict, "{:?} worsens {:?}", partial, full);
        prop_assert!(partial.score <= full.score);
    }

    #[test]
    fn the_order_of_rules_and_files_does_not_matter(rules in rules(), more in rules(), record in record()) {
        let text = policy("p", numbered(&rules));
        let other = policy("q", numbered(&more));
        let one = decide(&[("p.yaml", &text), ("q.yaml", &other), ("settings.yaml", SETTINGS)], &record);
        let text = policy("p", numbered(&rules).into_iter().rev());
        let two = decide(&[("settings.yaml", SETTINGS), ("a.yaml", &other), ("b.yaml", &text)], &record);
        prop_assert_eq!(content(one), content(two));
    }

    #[test]
    fn a_failing_rule_asks_for_review_and_no_more(rules in rules(), failing in rule(), record in record()) {
        let text = policy("p", numbered(&rules));
        let without = decide(&[("p.yaml", &text), ("settings.yaml", SETTINGS)], &record);
        let failing = Rule { condition: "1 / (size(person.id) - size(person.id)) == 1".to_owned(), ..failing };
        let text = policy("p", numbered(&rules).into_iter().chain([line("fails", &failing)]));
        let with = decide(&[("p.yaml", &text), ("settings.yaml", SETTINGS)], &record);
        prop_assert_eq!(with.verdict, without.verdict.max(Verdict::Review));
        prop_assert_eq!(with.score, without.score);
        prop_assert!(with.undetermined.iter().any(|rule| rule.rule == "p/fails" && rule.error.is_some()));
    }

    #[test]
    fn an_excepted_rule_counts_as_if_it_were_not_there(rules in rules(), excepted in rule(), record in record()) {
        let text = policy("p", numbered(&rules));
        let without = decide(&[("p.yaml", &text), ("settings.yaml", SETTINGS)], &record);
        let text = policy("p", numbered(&rules).into_iter().chain([line("excepted", &excepted)]));
        let exceptions = "exceptions: all\nitems:\n  - {rule: p/excepted, when: person.id == 'r-1', reason: R, owner: o, expires: 2027-01-01}\n";
        let with = decide(&[("p.yaml", &text), ("settings.yaml", SETTINGS), ("e.yaml", exceptions)], &record);
        prop_assert_eq!(with.verdict, without.verdict);
        prop_assert_eq!(with.score, without.score);
        prop_assert_eq!(enforced(&with), enforced(&without));
    }
}

#[test]
fn a_rollout_takes_in_its_share_of_subjects_and_each_of_them_always() {
    let text = policy("p", [line("r", &Rule { condition: "person.a == 1".to_owned(), score: 50, verdict: None })]);
    let share = |percent: u32| -> Vec<bool> {
        let settings = format!("{SETTINGS}overrides:\n  - {{rule: p/r, mode: enforce, rollout: {percent}}}\n");
        let engine = sample::engine(&[("p.yaml", &text), ("settings.yaml", &settings)]);
        let enforced = |n: usize, seen: &str| {
            let record = json!({"kind": "person", "id": seen, "subject": format!("s-{n}"), "a": 1});
            let decision = engine.decide_json(record.to_string().as_bytes(), &sample::february()).unwrap();
            assert_eq!(decision.findings.len(), 1, "outside of the rollout the rule is in shadow");
            decision.verdict == Verdict::Review
        };
        (0..1_000)
            .map(|n| {
                let taken = enforced(n, "first");
                assert_eq!(taken, enforced(n, "second"), "the same subject with another record");
                taken
            })
            .collect()
    };
    let (tenth, half) = (share(10), share(50));
    let count = |taken: &[bool]| taken.iter().filter(|taken| **taken).count();
    assert!((70..130).contains(&count(&tenth)), "{}", count(&tenth));
    assert!((440..560).contains(&count(&half)), "{}", count(&half));
    assert!(tenth.iter().zip(&half).all(|(tenth, half)| !tenth || *half), "raising the share keeps everybody");
}

#[test]
fn without_a_subject_the_record_is_the_subject() {
    let text = policy("p", [line("r", &Rule { condition: "person.a == 1".to_owned(), score: 50, verdict: None })]);
    let settings = format!("{SETTINGS}overrides:\n  - {{policy: p, mode: enforce, rollout: 50}}\n");
    let engine = sample::engine(&[("p.yaml", &text), ("settings.yaml", &settings)]);
    for n in 0..50 {
        let verdict = |record: Value| {
            let decision = engine.decide_json(record.to_string().as_bytes(), &sample::february()).unwrap();
            (decision.record.subject, decision.verdict)
        };
        let id = format!("s-{n}");
        let named = verdict(json!({"kind": "person", "id": "other", "subject": id, "a": 1}));
        let alone = verdict(json!({"kind": "person", "id": id, "a": 1}));
        assert_eq!(named, alone);
    }
}

#[test]
fn a_rule_that_uses_up_its_fuel_asks_for_review_and_starves_no_other_rule() {
    let hungry = "person.tags.all(a, person.tags.all(b, person.tags.all(c, a != b + c)))";
    let cheap = "person.a == 1";
    let rule = |condition: &str| Rule { condition: condition.to_owned(), score: 25, verdict: None };
    // In the order of ids the hungry rule comes before the cheap one of its policy.
    let hungry_policy = policy("p", [line("a_hungry", &rule(hungry)), line("cheap", &rule(cheap))]);
    let other = policy("q", [line("cheap", &rule(cheap))]);
    let tags: Vec<String> = (0..150).map(|n| format!("t{n}")).collect();
    let record = json!({"kind": "person", "id": "r-1", "a": 1, "tags": tags});
    let shadow = format!("{SETTINGS}overrides:\n  - {{rule: p/a_hungry, mode: shadow}}\n");

    let enforced = decide(&[("p.yaml", &hungry_policy), ("q.yaml", &other), ("s.yaml", SETTINGS)], &record);
    assert_eq!(enforced.verdict, Verdict::Review);
    let failed: Vec<&str> = enforced.undetermined.iter().map(|rule| rule.rule.as_str()).collect();
    assert_eq!(failed, ["p/a_hungry"], "each rule has fuel of its own");
    assert!(enforced.undetermined.iter().all(|rule| rule.error.as_ref().is_some_and(|error| error.contains("fuel"))));
    assert_eq!(
        enforced.findings.iter().map(|finding| finding.rule.as_str()).collect::<Vec<_>>(),
        ["p/cheap", "q/cheap"]
    );

    let evident = |decision: &Decision| decision.findings.iter().all(|finding| !finding.evidence.is_empty());
    assert!(evident(&enforced), "a rule before it takes no evidence from a finding");

    let shadowed = decide(&[("p.yaml", &hungry_policy), ("q.yaml", &other), ("s.yaml", &shadow)], &record);
    assert_eq!(shadowed.verdict, Verdict::Review, "two times 25");
    let found: Vec<&str> = shadowed.findings.iter().map(|finding| finding.rule.as_str()).collect();
    assert_eq!(found, ["p/cheap", "q/cheap"], "a shadow rule takes no fuel from an enforced one");
}
