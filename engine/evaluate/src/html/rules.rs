//! What each rule does, as a table.

use std::fmt::Write as _;

use hirewall_model::{Mode, Verdict};

use super::escape::{escape, name};
use super::table::Table;
use super::whisker;
use crate::proportion::Proportion;
use crate::report::Kind;
use crate::rule_tally::{Pair, RuleReport};
use crate::shown::{count, estimate, grouped, number, ranged, share};

/// The table; a sentence when no rule matched.
pub(super) fn section(kind: &Kind, page: &mut String) {
    if kind.rules.is_empty() {
        page.push_str("<p>No rule matched any labelled record.</p>\n");
        return;
    }
    let (_, unit) = kind.unit();
    let _ = writeln!(
        page,
        "<p>Rules on which most catches hang come first. <i>By it alone</i> counts {unit} that would not send anybody to a person without \
         the rule (with the people whom they concern, where their number differs); for a rule in shadow, those that it would add.</p>"
    );
    let heads = [
        "Rule",
        "#Honest",
        "#Schemes",
        "Precision here",
        "Lift",
        "#Schemes by it alone",
        "#Honest by it alone",
        "#Load by it alone, per 1,000",
        "#Verdicts it changes",
    ];
    let mut table = Table::new(&format!("Rules that matched in labelled {unit}, with 95 % ranges"), &heads);
    for rule in &kind.rules {
        table.row(&head(rule), &cells(rule));
    }
    page.push_str(&table.finish());
}

fn head(rule: &RuleReport) -> String {
    let title = rule.title.as_deref().map(|title| format!("<small>{}</small>", name(title))).unwrap_or_default();
    let mut weight = Vec::new();
    if rule.mode == Mode::Shadow {
        weight.push("in shadow".to_owned());
    }
    if rule.score > 0 {
        weight.push(format!("score {}", rule.score));
    }
    if let Some(verdict) = rule.verdict.filter(|verdict| *verdict > Verdict::Clear) {
        weight.push(format!("by itself {}", verdict.as_str()));
    }
    format!("<code>{}</code>{title}<small>{}</small>", name(&rule.rule), weight.join(", "))
}

fn cells(rule: &RuleReport) -> Vec<String> {
    let matched = |of: &Proportion| format!("#{} <small>{}</small>", grouped(of.part), escape(&share(of)));
    let none_or = |count: u64| {
        if count == 0 { "#<span class=\"nil\">0</span>".to_owned() } else { format!("#{}", grouped(count)) }
    };
    let shadow = rule.mode == Mode::Shadow && rule.review_by_it_alone == Pair::default();
    let by_it = if shadow { rule.would_add } else { rule.review_by_it_alone };
    let people = |records: u64, people: u64| match (shadow, records == people) {
        (true, _) => "<small>would add</small>".to_owned(),
        (false, true) => String::new(),
        (false, false) => format!("<small>{}</small>", count(people, "person", "people")),
    };
    vec![
        matched(&rule.honest),
        matched(&rule.scheme),
        format!("{}{}", escape(&ranged(&rule.precision)), whisker::picture("scheme", &rule.precision)),
        escape(&estimate(rule.lift.as_ref())),
        format!("{} {}", none_or(by_it.scheme), people(by_it.scheme, rule.people_by_it_alone.scheme)),
        format!("{} {}", none_or(by_it.honest), people(by_it.honest, rule.people_by_it_alone.honest)),
        format!("#{}", escape(&number(rule.load_of_it_alone))),
        none_or(rule.changes_verdict.total()),
    ]
}
