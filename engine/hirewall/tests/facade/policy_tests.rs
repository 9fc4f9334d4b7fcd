//! The policies' own tests: what passes, what differs and why, and what is covered.

use hirewall::testing::{self, Options, TestReport};

use super::sample;

const POLICY: &str = r#"
policy: p
title: P
owner: o
applies_to: person
rules:
  - {id: both, title: T, when: person.a > 3 && person.c, score: 30, reason: R}
  - {id: either, title: T, when: 'person.country == "NO" || person.country == "SE"', score: 5, reason: R}
  - {id: never_tested, title: T, when: person.b == 1, score: 1, reason: R}
"#;

const TESTS: &str = r#"
tests: p
cases:
  - name: both hold
    record: {kind: person, id: "1", a: 4, c: true, country: NO}
    expect: {match: [both, either], verdict: verify, score: 35}
  - name: one does not hold
    record: {kind: person, id: "1", a: 4, c: false, country: US}
    expect: {no_match: [both, either], verdict: clear}
  - name: data is missing
    record: {kind: person, id: "1", a: 4}
    expect: {undetermined: [both, either]}
  - name: wrong on purpose
    record: {kind: person, id: "1", a: 4, country: NO}
    expect: {match: [both], no_match: [either], verdict: block, score: 1}
"#;

fn report(settings: &str, filter: Option<&str>) -> TestReport {
    let other = "policy: other\ntitle: O\nowner: o\napplies_to: person\nrules:\n  - {id: always, title: T, when: person.a == 4, score: 100, reason: R}\n";
    let engine = sample::engine(&[
        ("p.yaml", POLICY),
        ("p.tests.yaml", TESTS),
        ("other.yaml", other),
        ("settings.yaml", settings),
    ]);
    testing::run(&engine, &Options { filter: filter.map(str::to_owned) })
}

const SETTINGS: &str = "settings: default\nverdicts:\n  person: {verify: 20, review: 40, block: 90}\n";

#[test]
fn the_report_is_as_recorded() {
    let report = report(SETTINGS, None);
    insta::assert_json_snapshot!(report);
    assert!(!report.passed());
    assert_eq!(report.failed().map(|case| case.name.as_str()).collect::<Vec<_>>(), ["wrong on purpose"]);
    let untested: Vec<_> = report.untested().map(|rule| rule.rule.as_str()).collect();
    assert_eq!(untested, ["other/always", "p/never_tested"]);
}

#[test]
fn a_filter_chooses_cases_by_policy_and_name() {
    for (filter, ran) in [("p/both", 1), ("HOLD", 2), ("p/", 4), ("nothing like this", 0)] {
        let report = report(SETTINGS, Some(filter));
        assert_eq!(report.cases.len(), ran, "{filter}");
        assert!(report.filtered);
    }
}

#[test]
fn what_the_operator_sets_does_not_change_the_tests() {
    let off = format!("{SETTINGS}overrides:\n  - {{policy: p, mode: off}}\n");
    assert_eq!(report(&off, None).cases, report(SETTINGS, None).cases);
}
