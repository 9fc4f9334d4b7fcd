//! What is counted, and what is said of what is not.

use proptest::prelude::*;

use super::*;
use crate::example::{self, decision};
use crate::{Gates, Pair};

#[test]
fn records_without_label_labels_without_record_and_records_again_are_told() {
    let lines = of_applicants(&[("a-1", "honest"), ("a-2", "scheme"), ("a-3", "scheme")]);
    let mut evaluation = Evaluation::new(labels(&lines), rule_set(&[]), Options::default());
    for id in ["a-1", "a-2", "a-2", "a-9"] {
        evaluation.add(&decision(id).decided(0, Verdict::Clear), None);
    }
    let mut other = decision("a-1").decided(50, Verdict::Clear);
    other.bundle = "sha256:1".to_owned();
    evaluation.add(&other, None);
    evaluation.refuse();
    let it = evaluation.finish().coverage;
    assert_eq!((it.decided, it.refused, it.labelled), (5, 1, Pair { honest: 2, scheme: 2 }));
    assert_eq!((it.unlabelled, it.labels_without_record, it.again), (1, 1, 2));
    assert_eq!((it.of_other_policies, it.unexplained), (1, 1));
}

#[test]
fn a_subject_of_the_label_goes_before_that_of_the_record() {
    let lines = "{\"kind\": \"applicant\", \"id\": \"a-1\", \"label\": \"scheme\", \"subject\": \"s\", \"cluster\": \"farm\"}\n\
                 {\"kind\": \"device\", \"id\": \"d-1\", \"label\": \"scheme\", \"subject\": \"s\"}\n\
                 {\"kind\": \"device\", \"id\": \"d-2\", \"label\": \"honest\"}\n";
    let decisions = [
        decision("a-1").decided(0, Verdict::Clear),
        decision("d-1").device_of("somebody").decided(0, Verdict::Review),
        decision("d-2").device_of("a-7").decided(0, Verdict::Clear),
    ];
    let report = evaluated(lines, rule_set(&[]), Options::default(), &decisions);
    assert_eq!((report.people.scheme.review, report.people.honest.clear, report.people.total()), (1, 1, 2));
    assert_eq!(report.people_notes.only_first_kind, 1);
    assert_eq!(report.clusters.unwrap().any_flagged.part, 1);
    assert_eq!(report.kinds.iter().map(|kind| kind.kind.as_str()).collect::<Vec<_>>(), ["applicant", "device"]);
}

#[test]
fn shadow_counts_when_asked() {
    let lines = of_applicants(&[("a-1", "scheme")]);
    let decisions = [decision("a-1").finds("p/a", 15, None).shadows("p/s", 30, None).decided(15, Verdict::Clear)];
    let rules = || rule_set(&[("p/a", Mode::Enforce), ("p/s", Mode::Shadow)]);
    let plain = evaluated(&lines, rules(), Options::default(), &decisions);
    assert_eq!(plain.people.scheme.clear, 1);
    let shadow = plain.kinds[0].rules.iter().find(|rule| rule.rule == "p/s").unwrap();
    assert_eq!((shadow.would_add, shadow.changes_verdict), (Pair { honest: 0, scheme: 1 }, Pair::default()));
    let counted = evaluated(&lines, rules(), Options { shadow_counts: true, ..Options::default() }, &decisions);
    assert_eq!(counted.people.scheme.review, 1);
    assert_eq!(counted.people.scores.curve[0].score, 45);
    let shadow = counted.kinds[0].rules.iter().find(|rule| rule.rule == "p/s").unwrap();
    assert_eq!(shadow.review_by_it_alone.scheme, 1);
}

#[test]
fn gates_hold_estimates_against_what_is_asked() {
    let ids: Vec<String> = (0..20).map(|at| format!("a-{at}")).collect();
    let words: Vec<(&str, &str)> =
        ids.iter().enumerate().map(|(at, id)| (id.as_str(), if at < 10 { "scheme" } else { "honest" })).collect();
    let decisions: Vec<Decision> = ids
        .iter()
        .enumerate()
        .map(|(at, id)| decision(id).decided(0, if at < 9 || at == 10 { Verdict::Review } else { Verdict::Verify }))
        .collect();
    let report = evaluated(&of_applicants(&words), rule_set(&[]), Options::default(), &decisions);
    let unmet = |min_recall, max_honest_review| -> Vec<String> {
        Gates { min_recall, max_honest_review }.unmet(&report).iter().map(ToString::to_string).collect()
    };
    assert!(unmet(Some(0.9), Some(0.1)).is_empty());
    assert!(unmet(None, None).is_empty());
    assert_eq!(
        unmet(Some(0.95), Some(0.03)),
        [
            "recall at review is 90.0 % (9 of 10 scheme people); at least 95.0 % is asked for",
            "the share sent to review is 10.0 % (1 of 10 honest people); at most 3.0 % is asked for"
        ]
    );
    let nobody = evaluated(&of_applicants(&[("a-1", "honest")]), rule_set(&[]), Options::default(), &[]);
    assert_eq!(Gates { min_recall: Some(0.0), max_honest_review: Some(1.0) }.unmet(&nobody).len(), 2);
}

/// Who, of whom, whether a device, the label, and findings: rule, score, shadow.
type Row = (usize, usize, bool, u8, Vec<(usize, i64, bool)>);

fn decisions() -> impl Strategy<Value = Vec<Row>> {
    let finding = (0_usize..6, 0_i64..50, any::<bool>());
    let findings = prop::collection::vec(finding, 0..4);
    prop::collection::vec((0_usize..30, 0_usize..10, any::<bool>(), 0_u8..3, findings), 0..60)
}

proptest! {
    #[test]
    fn numbers_add_up_whatever_comes(rows in decisions()) {
        let (mut lines, mut made, mut seen) = (String::new(), Vec::new(), std::collections::BTreeSet::new());
        for (at, subject, device, label, findings) in &rows {
            let kind = if *device { "device" } else { "applicant" };
            let id = format!("r-{at}");
            if seen.insert((*device, *at)) && *label < 2 {
                let label = if *label == 0 { "honest" } else { "scheme" };
                lines.push_str(&format!("{}\n", serde_json::json!({"kind": kind, "id": id, "label": label})));
            }
            let subject = format!("s-{subject}");
            let mut example = example::decision(&id).of(&subject);
            if *device {
                example = example.device_of(&subject);
            }
            let mut score = 0;
            for (rule, adds, shadow) in findings {
                let rule = format!("{kind}/{rule}");
                example = if *shadow { example.shadows(&rule, *adds, None) } else { example.finds(&rule, *adds, None) };
                score += if *shadow { 0 } else { *adds };
            }
            made.push(example.decided(score, verdict(score, Verdict::Clear)));
        }
        prop_assume!(!lines.is_empty());
        let report = evaluated(&lines, rule_set(&[]), Options::default(), &made);
        let it = &report.coverage;
        prop_assert_eq!(it.decided, rows.len() as u64);
        prop_assert_eq!(it.labelled.total() + it.unlabelled, it.decided);
        prop_assert_eq!(it.unexplained, 0);
        let records: u64 = report.kinds.iter().map(|kind| kind.records.total()).sum();
        prop_assert_eq!(records, it.labelled.total());
        prop_assert!(report.people.total() <= 10);
        for kind in &report.kinds {
            let flagged = kind.records.threshold(Verdict::Review).unwrap();
            for rule in &kind.rules {
                prop_assert!(rule.review_by_it_alone.scheme <= rule.scheme.part);
                prop_assert!(rule.review_by_it_alone.scheme <= flagged.recall.part);
                prop_assert!(rule.review_by_it_alone.honest <= flagged.false_positive_rate.part);
                prop_assert!(rule.changes_verdict.total() >= rule.review_by_it_alone.total());
                prop_assert!(rule.people_by_it_alone.total() <= rule.review_by_it_alone.total());
                prop_assert_eq!(rule.precision.part, rule.scheme.part);
                prop_assert_eq!(rule.precision.whole, rule.scheme.part + rule.honest.part);
            }
            for pair in &kind.redundancy.contained {
                prop_assert!(pair.shared.whole >= 5 && pair.shared.part * 100 >= pair.shared.whole * 95);
                prop_assert!(pair.jaccard > 0.0 && pair.jaccard <= 1.0);
            }
            let people = kind.honest_made_with.iter().chain(&kind.scheme_made_with).map(|it| it.records).sum::<u64>();
            prop_assert_eq!(people, kind.records.total(), "everybody was made with nothing");
        }
    }
}
