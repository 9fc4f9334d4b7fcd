//! A report for reading on a terminal or in a log: the main numbers, compact. It uses no colour.

use std::fmt::Write as _;

use hirewall_model::{Mode, Verdict};

use crate::base_rate::BaseRate;
use crate::moments::blocks;
use crate::population::{Population, Threshold};
use crate::proportion::Proportion;
use crate::report::{Kind, Report};
use crate::rule_tally::Pair;
use crate::shown::{self, count, counted, estimate, grouped, name, of, percent, percent_estimate, ranged, threshold};
use crate::traits::TraitReport;

/// Rules, and groups of records, that are listed; the others are counted.
const MAX_RULES: usize = 30;
const MAX_GROUPS: usize = 12;
/// Names that are listed of each list.
const MAX_NAMES: usize = 8;

/// The report as text.
#[must_use]
pub fn render(report: &Report) -> String {
    let mut text = String::new();
    coverage(report, &mut text);
    let base_rate = report.base_rate.as_ref();
    if report.people_differ() {
        population(("People", ["honest", "schemes"]), &report.people, base_rate, &mut text);
    }
    people(report, &mut text);
    for kind in &report.kinds {
        let (_, unit) = kind.unit();
        let (title, whose) = match kind.decided_again {
            0 => (format!("Records of the kind {}", name(&kind.kind)), ["honest", "of schemes"]),
            _ => (format!("Decisions on the kind {}", name(&kind.kind)), ["on the honest", "on schemes"]),
        };
        if let Some(remark) = kind.told_again() {
            let _ = writeln!(text, "{remark}");
        }
        population((&title, whose), &kind.records, base_rate, &mut text);
        rules(kind, &mut text);
        redundancy(kind, &mut text);
        let by = |label: &str| {
            format!("{} of the kind {} by what they were made with", kind.of_whom(label), name(&kind.kind))
        };
        groups(&by("honest"), unit, &kind.honest_made_with, &mut text);
        groups(&by("scheme"), unit, &kind.scheme_made_with, &mut text);
    }
    text.push_str("Ranges are 95 % intervals. The numbers describe these records, not your applicants.\n");
    text
}

fn coverage(report: &Report, text: &mut String) {
    let it = &report.coverage;
    let _ = writeln!(
        text,
        "{} judged: {} honest, {} of schemes",
        if it.again == 0 {
            count(it.decided, "record", "records")
        } else {
            count(it.decided, "telling of records", "tellings of records")
        },
        grouped(it.labelled.honest),
        grouped(it.labelled.scheme)
    );
    for remark in remarks(report) {
        let _ = writeln!(text, "{remark}");
    }
    text.push('\n');
}

/// What somebody must know before the numbers, without a full stop.
pub(crate) fn remarks(report: &Report) -> Vec<String> {
    let it = &report.coverage;
    let mut remarks: Vec<String> = Vec::new();
    let mut say = |number: u64, (one, many): (&str, &str), rest: &str| {
        if number > 0 {
            remarks.push(format!("{} {rest}", count(number, one, many)));
        }
    };
    let records = ("record", "records");
    let decisions = ("decision", "decisions");
    let people = ("person", "people");
    say(it.refused, records, "could not be judged: in no number below");
    say(it.unlabelled, records, "without a label: in no number below");
    say(it.labels_without_record, ("label", "labels"), "of records that were not judged");
    say(
        it.again,
        decisions,
        "about a record that was decided before: each counts for kinds and rules, people count once",
    );
    say(it.of_other_policies, decisions, "by other policies than those that were read: rules and bands may differ");
    let unexplained = "that did not follow from their findings and these bands: left out of what hangs on a rule";
    say(it.unexplained, decisions, unexplained);
    say(report.people_notes.both_labels, people, "with both labels: counted as schemes");
    say(report.people_notes.only_first_kind, people, "known by a device alone");
    if report.shadow_counts {
        remarks.push("findings in shadow were counted as if they were enforced".to_owned());
    }
    remarks
}

fn population(
    (title, [of_honest, of_schemes]): (&str, [&str; 2]),
    population: &Population,
    base_rate: Option<&BaseRate>,
    text: &mut String,
) {
    let (honest, scheme) = (&population.honest, &population.scheme);
    let _ =
        writeln!(text, "{title}: {} {of_honest}, {} {of_schemes}", grouped(honest.total()), grouped(scheme.total()));
    let _ = writeln!(text, "            clear            verify           review           block");
    for (label, counts) in [("honest", honest), ("scheme", scheme)] {
        let _ = write!(text, "  {label}");
        for verdict in Verdict::ALL {
            let share = Proportion::new(counts.of(verdict), counts.total());
            let _ = write!(text, "{:>9} {:<7}", grouped(share.part), shown::share(&share));
        }
        text.truncate(text.trim_end().len());
        text.push('\n');
    }
    text.push('\n');
    let mut row = |head: &str, cell: &dyn Fn(&Threshold) -> String| {
        let mut line = format!("  {head:<25} ");
        for it in &population.thresholds {
            let _ = write!(line, "{:<24}", cell(it));
        }
        let _ = writeln!(text, "{}", line.trim_end());
    };
    row("reached", &|it| threshold(it.at).to_owned());
    row("schemes caught", &|it| of(&it.recall));
    row("  recall", &|it| ranged(&it.recall));
    row("honest flagged", &|it| of(&it.false_positive_rate));
    row("  share", &|it| ranged(&it.false_positive_rate));
    row("precision", &|it| ranged(&it.precision));
    row("load per 1,000", &|it| estimate(it.load.as_ref()));
    row("load per 1,000 honest", &|it| estimate(it.honest_load.as_ref()));
    if let Some(rate) = base_rate {
        row(&format!("precision at {rate}"), &|it| percent_estimate(it.precision_at_base_rate.as_ref()));
        row(&format!("load per 1,000 at {rate}"), &|it| estimate(it.load_at_base_rate.as_ref()));
    }
    text.push('\n');
}

fn people(report: &Report, text: &mut String) {
    for it in report.when.iter().flatten().filter(|it| it.at == Verdict::Review) {
        let _ = writeln!(text, "  {:<44}{:<34}honest", "when they first reached review or more", "schemes");
        for block in blocks(&it.scheme, &it.honest) {
            let _ = writeln!(text, "  {}", block.who);
            for row in block.rows {
                let [scheme, honest] = row.shares.map(|share| counted(&share));
                let _ = writeln!(text, "    {:<42}{scheme:<34}{honest}", row.what);
            }
        }
        text.push('\n');
    }
    if let Some(clusters) = &report.clusters {
        let _ = writeln!(
            text,
            "  {} with {}: in {} at least one member reaches review, {}; in {} everybody does\n",
            count(clusters.any_flagged.whole, "cluster", "clusters"),
            count(clusters.members, "person", "people"),
            grouped(clusters.any_flagged.part),
            ranged(&clusters.any_flagged),
            grouped(clusters.all_flagged.part)
        );
    }
}

fn rules(kind: &Kind, text: &mut String) {
    if kind.rules.is_empty() {
        return;
    }
    let shown = kind.rules.iter().take(MAX_RULES);
    let width = shown.clone().map(|rule| name(&rule.rule).chars().count()).max().unwrap_or(0).max(4);
    let head = format!("  {:<width$}  honest  scheme  {:<20}{:<17}alone", "rule", "precision", "lift");
    let _ = writeln!(text, "{head}");
    for rule in shown {
        let alone = match rule.mode {
            Mode::Shadow => format!("{} if enforced", pair(rule.would_add)),
            _ => pair(rule.review_by_it_alone),
        };
        let line = format!(
            "  {:<width$}{:>8}{:>8}  {:<20}{:<17}{alone}",
            name(&rule.rule),
            grouped(rule.honest.part),
            grouped(rule.scheme.part),
            ranged(&rule.precision),
            estimate(rule.lift.as_ref()),
        );
        let _ = writeln!(text, "{}", line.trim_end());
    }
    if kind.rules.len() > MAX_RULES {
        let more = (kind.rules.len() - MAX_RULES) as u64;
        let _ = writeln!(text, "  … and {}; --html and --format json have all", count(more, "more rule", "more rules"));
    }
    let (_, unit) = kind.unit();
    let _ = writeln!(text, "  alone: {unit}, honest + scheme, that would not reach review without the rule\n");
}

fn pair(pair: Pair) -> String {
    if pair.total() == 0 { "–".to_owned() } else { format!("{} + {}", grouped(pair.honest), grouped(pair.scheme)) }
}

fn redundancy(kind: &Kind, text: &mut String) {
    let it = &kind.redundancy;
    let before = text.len();
    let never: Vec<&str> = it.never_matched.iter().map(|never| never.rule.as_str()).collect();
    let all = |rules: &[String]| -> Vec<String> { rules.iter().map(|rule| name(rule)).collect() };
    for (what, rules) in [
        ("never matched", never.into_iter().map(name).collect()),
        ("switched off or out of date", all(&it.switched_off)),
        ("matched, and never changed a verdict by itself", all(&it.never_change_a_verdict)),
        ("matched honest records alone", all(&it.only_honest)),
    ] {
        names(what, &rules, text);
    }
    for it in &it.contained {
        let _ = writeln!(
            text,
            "  {} of the matches of {} are matches of {} too, overlap {}",
            of(&it.shared),
            name(&it.rule),
            name(&it.within),
            percent(it.jaccard)
        );
    }
    if it.pairs_cut {
        text.push_str("  so many pairs of rules matched together that some were not counted\n");
    }
    if text.len() > before {
        text.push('\n');
    }
}

fn names(what: &str, rules: &[String], text: &mut String) {
    if rules.is_empty() {
        return;
    }
    let _ = writeln!(text, "  {} {what}", count(rules.len() as u64, "rule", "rules"));
    for chunk in rules.iter().take(MAX_NAMES).collect::<Vec<_>>().chunks(2) {
        let line: Vec<&str> = chunk.iter().map(|rule| rule.as_str()).collect();
        let _ = writeln!(text, "    {}", line.join(", "));
    }
    if rules.len() > MAX_NAMES {
        let _ = writeln!(text, "    … and {} more", grouped((rules.len() - MAX_NAMES) as u64));
    }
}

fn groups(title: &str, unit: &str, groups: &[TraitReport], text: &mut String) {
    if groups.is_empty() {
        return;
    }
    let shown = groups.iter().take(MAX_GROUPS);
    let width = shown.clone().map(|it| name(&it.made_with).chars().count()).max().unwrap_or(0).max(9);
    let _ = writeln!(text, "  {title}");
    let (head, numbers) = ("made with", unit.len() + 2);
    let _ = writeln!(text, "    {head:<width$}  {unit}  {:<22}review or more", "verify or more");
    for it in shown {
        let line = format!(
            "    {:<width$}{:>numbers$}  {:<22}{}",
            name(&it.made_with),
            grouped(it.records),
            ranged(&it.verify),
            ranged(&it.review)
        );
        let _ = writeln!(text, "{}", line.trim_end());
    }
    if groups.len() > MAX_GROUPS {
        let _ = writeln!(text, "    … and {} more", grouped((groups.len() - MAX_GROUPS) as u64));
    }
    text.push('\n');
}
