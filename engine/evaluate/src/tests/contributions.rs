//! What each rule adds, and which could go, counted by hand.

use super::*;
use crate::example::decision;
use crate::{Pair, RuleReport};

fn rule<'r>(report: &'r Report, id: &str) -> &'r RuleReport {
    report.kinds[0].rules.iter().find(|rule| rule.rule == id).unwrap()
}

/// Two schemes reach review, one by `p/a` with either of two others, one by `p/a` and `p/b` together; one honest by `p/d` alone.
fn report() -> Report {
    let lines =
        of_applicants(&[("s-1", "scheme"), ("s-2", "scheme"), ("s-3", "scheme"), ("h-1", "honest"), ("h-2", "honest")]);
    let decisions = [
        // 60: without p/a 40, without p/b or p/c 40: nothing hangs on one of them.
        decision("s-1")
            .finds("p/a", 20, None)
            .finds("p/b", 20, None)
            .finds("p/c", 20, None)
            .decided(60, Verdict::Review),
        // 40: without p/a 20, without p/b 20.
        decision("s-2").finds("p/a", 20, None).finds("p/b", 20, None).decided(40, Verdict::Review),
        // 20: only p/c, which makes it verify.
        decision("s-3").finds("p/c", 20, None).lacks("p/never").decided(20, Verdict::Verify),
        // By its own verdict.
        decision("h-1").finds("p/d", 0, Some(Verdict::Review)).finds("p/e", 5, None).decided(5, Verdict::Review),
        decision("h-2").finds("p/e", 5, None).lacks("p/never").lacks("p/never").decided(5, Verdict::Clear),
    ];
    let mut rules = rule_set(&[
        ("p/a", Mode::Enforce),
        ("p/b", Mode::Enforce),
        ("p/c", Mode::Enforce),
        ("p/d", Mode::Enforce),
        ("p/e", Mode::Enforce),
        ("p/never", Mode::Enforce),
        ("p/off", Mode::Off),
        ("p/over", Mode::Enforce),
        ("p/to_come", Mode::Enforce),
        ("p/still", Mode::Enforce),
    ]);
    // Decisions are of 2026-02-01.
    for (at, from, until) in [
        (7, None, Some("2026-02-01T00:00:00Z")),
        (8, Some("2026-02-02T00:00:00Z"), None),
        (9, Some("2026-02-01T00:00:00Z"), Some("2026-02-02T00:00:00Z")),
    ] {
        let time = |text: &str| text.parse().unwrap();
        (rules.rules[at].from, rules.rules[at].until) = (from.map(time), until.map(time));
    }
    evaluated(&lines, rules, Options::default(), &decisions)
}

#[test]
fn what_hangs_on_a_rule_is_what_would_fall_below_review_without_it() {
    let report = report();
    let alone = |id| rule(&report, id).review_by_it_alone;
    assert_eq!(alone("p/a"), Pair { honest: 0, scheme: 1 });
    assert_eq!(alone("p/b"), Pair { honest: 0, scheme: 1 });
    assert_eq!(alone("p/c"), Pair::default());
    assert_eq!(alone("p/d"), Pair { honest: 1, scheme: 0 });
    assert_eq!(rule(&report, "p/c").verify_by_it_alone, Pair { honest: 0, scheme: 1 });
    assert_eq!(rule(&report, "p/c").changes_verdict, Pair { honest: 0, scheme: 1 });
    assert_eq!(rule(&report, "p/a").people_by_it_alone, Pair { honest: 0, scheme: 1 });
    // One of five records.
    assert_eq!(rule(&report, "p/a").load_of_it_alone, 200.0);
}

#[test]
fn how_often_a_rule_matches_whom_gives_precision_and_lift() {
    let report = report();
    let c = rule(&report, "p/c");
    assert_eq!((c.scheme.part, c.scheme.whole, c.honest.part, c.honest.whole), (2, 3, 0, 2));
    assert_eq!(c.precision.share, Some(1.0));
    // All of its matches are schemes, which are three of five of all.
    assert_eq!(c.lift.unwrap().value, 1.666_667);
    assert_eq!(c.likelihood_ratio.ratio, None);
    let e = rule(&report, "p/e");
    assert_eq!((e.precision.share, e.lift.unwrap().value, e.likelihood_ratio.ratio), (Some(0.0), 0.0, Some(0.0)));
}

#[test]
fn rules_come_in_the_order_of_what_hangs_on_them() {
    let report = report();
    let order: Vec<&str> = report.kinds[0].rules.iter().map(|rule| rule.rule.as_str()).collect();
    assert_eq!(order, ["p/a", "p/b", "p/c", "p/d", "p/e"]);
}

#[test]
fn rules_that_could_go_are_named_with_the_reason() {
    let it = &report().kinds[0].redundancy;
    assert_eq!(it.never_change_a_verdict, ["p/e"]);
    assert_eq!(it.only_honest, ["p/d", "p/e"]);
    assert_eq!(it.switched_off, ["p/off", "p/over", "p/to_come"]);
    assert_eq!(
        it.never_matched.iter().map(|it| (it.rule.as_str(), it.lacked_data.part)).collect::<Vec<_>>(),
        [("p/never", 2), ("p/still", 0)]
    );
    assert!(it.contained.is_empty(), "two matches say nothing");
}

#[test]
fn a_rule_within_another_is_named_from_five_matches_on() {
    let ids: Vec<String> = (0..40).map(|at| format!("a-{at}")).collect();
    let words: Vec<(&str, &str)> = ids.iter().map(|id| (id.as_str(), "honest")).collect();
    let decisions: Vec<Decision> = ids
        .iter()
        .enumerate()
        .map(|(at, id)| {
            let mut example = decision(id);
            for (rule, matches) in [
                ("p/wide", at < 30),
                // 20 matches, 19 of them within: 95 in 100.
                ("p/edge", (11..31).contains(&at)),
                // 19 matches, 18 of them within: less.
                ("p/less", (12..31).contains(&at)),
                ("p/twin_b", at < 5),
                ("p/twin_a", at < 5),
                ("p/few", at < 4),
            ] {
                if matches {
                    example = example.finds(rule, 0, None);
                }
            }
            example.decided(0, Verdict::Clear)
        })
        .collect();
    let report = evaluated(&of_applicants(&words), rule_set(&[]), Options::default(), &decisions);
    let found: Vec<_> = report.kinds[0]
        .redundancy
        .contained
        .iter()
        .map(|it| (it.rule.as_str(), it.within.as_str(), it.shared.part, it.shared.whole, it.jaccard))
        .collect();
    assert_eq!(
        found,
        [
            ("p/edge", "p/wide", 19, 20, 0.612_903),
            ("p/less", "p/edge", 19, 19, 0.95),
            ("p/twin_a", "p/wide", 5, 5, 0.166_667),
            ("p/twin_b", "p/twin_a", 5, 5, 1.0),
        ]
    );
}

#[test]
fn nothing_is_within_a_rule_in_shadow() {
    let ids: Vec<String> = (0..10).map(|at| format!("a-{at}")).collect();
    let words: Vec<(&str, &str)> = ids.iter().map(|id| (id.as_str(), "honest")).collect();
    let made = |id: &String| decision(id).finds("p/a", 1, None).shadows("p/s", 1, None).decided(1, Verdict::Clear);
    let decisions: Vec<Decision> = ids.iter().map(made).collect();
    let report = evaluated(&of_applicants(&words), rule_set(&[]), Options::default(), &decisions);
    let found: Vec<_> = report.kinds[0].redundancy.contained.iter().map(|it| (&it.rule, &it.within)).collect();
    assert_eq!(found, [(&"p/s".to_owned(), &"p/a".to_owned())]);
}

#[test]
fn a_decision_that_its_findings_do_not_explain_gives_nothing_to_a_rule() {
    let lines = of_applicants(&[("s-1", "scheme")]);
    let decisions = [decision("s-1").finds("p/a", 20, None).decided(20, Verdict::Block)];
    let report = evaluated(&lines, rule_set(&[]), Options::default(), &decisions);
    assert_eq!((report.coverage.unexplained, report.people.scheme.block), (1, 1));
    let a = rule(&report, "p/a");
    assert_eq!((a.scheme.part, a.changes_verdict), (1, Pair::default()));
    assert!(report.kinds[0].redundancy.never_change_a_verdict.is_empty(), "nothing is known of it");
}
