//! Tests of the whole crate, on decisions made by hand.
#![expect(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "a test fails by panicking")]

mod contributions;
mod counting;
mod labels;
mod page;

use hirewall_model::{Bands, Decision, Mode, Verdict};

use crate::{Evaluation, Labels, Options, Report, RuleEntry, RuleSet};

/// The bands of the shipped policies.
const BANDS: Bands = Bands { verify: Some(20), review: Some(40), block: Some(90) };

fn labels(lines: &str) -> Labels {
    Labels::read(lines.as_bytes()).unwrap()
}

/// A rule set that made the examples, with rules for applicants.
fn rule_set(rules: &[(&str, Mode)]) -> RuleSet {
    let rules = rules.iter().map(|(id, mode)| RuleEntry {
        id: (*id).to_owned(),
        kind: "applicant".to_owned(),
        mode: *mode,
        ..RuleEntry::default()
    });
    RuleSet {
        bundle: "sha256:0".to_owned(),
        bands: ["applicant", "device"].map(|kind| (kind.to_owned(), BANDS)).into(),
        rules: rules.collect(),
    }
}

fn evaluated(lines: &str, rules: RuleSet, options: Options, decisions: &[Decision]) -> Report {
    let mut evaluation = Evaluation::new(labels(lines), rules, options);
    decisions.iter().for_each(|decision| evaluation.add(decision, None));
    evaluation.finish()
}

/// Labels of applicants: ids and words.
fn of_applicants(labels: &[(&str, &str)]) -> String {
    let line = |(id, label): &(&str, &str)| {
        format!("{}\n", serde_json::json!({"kind": "applicant", "id": id, "label": label}))
    };
    labels.iter().map(line).collect()
}

/// The verdict that findings lead to.
fn verdict(score: i64, asked: Verdict) -> Verdict {
    asked.max(BANDS.verdict(score))
}
