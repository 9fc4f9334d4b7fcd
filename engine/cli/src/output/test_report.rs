//! What came of the policies' tests, for reading: failures first, then rules without tests, then coverage.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;

use hirewall::testing::{CaseReport, RuleCoverage, TermCoverage, TestReport};

use crate::output::number::count;
use crate::output::terminal::Terminal;
use crate::output::wrap::{pad, wrap};
use crate::output::{safe, style};

/// The report as text.
pub(crate) fn text(report: &TestReport, directory: &Path, coverage: bool, terminal: &Terminal) -> String {
    let color = terminal.out_color;
    let mut text = String::new();
    let mut policies: BTreeMap<&str, (u64, u64)> = BTreeMap::new();
    for case in &report.cases {
        let counts = policies.entry(&case.policy).or_default();
        if case.passed() { counts.0 += 1 } else { counts.1 += 1 }
    }
    let width = policies.keys().map(|policy| policy.len()).max().unwrap_or_default();
    for (policy, (passed, failed)) in &policies {
        let mut line = format!("{}  {passed} passed", pad(&safe::line(policy), width));
        if *failed > 0 {
            let _ = write!(line, ", {}", style::paint(&format!("{failed} failed"), style::ERROR, color));
        }
        let _ = writeln!(text, "{line}");
    }
    text.push('\n');
    for case in report.failed() {
        failure(case, directory, terminal, &mut text);
    }
    if !report.filtered {
        untested(report, directory, terminal, &mut text);
    }
    if coverage {
        self::coverage(report, terminal, &mut text);
    }
    text.push_str(&totals(report, color));
    text
}

/// `file:line:column`, reachable from where the command runs.
pub(super) fn place(place: &hirewall::testing::Place, directory: &Path) -> String {
    format!("{}:{}:{}", directory.join(&place.file).display(), place.line, place.column)
}

fn failure(case: &CaseReport, directory: &Path, terminal: &Terminal, text: &mut String) {
    let head = style::paint("failed", style::ERROR, terminal.out_color);
    let _ = writeln!(text, "{head}: {}: {}", safe::line(&case.policy), safe::line(&case.name));
    let arrow = style::paint("-->", style::HELP, terminal.out_color);
    let _ = writeln!(text, " {arrow} {}", safe::line(&place(&case.place, directory)));
    for difference in &case.differences {
        paragraph(&difference.message, 2, terminal, text);
        for sentence in &difference.because {
            paragraph(sentence, 4, terminal, text);
        }
    }
    text.push('\n');
}

fn paragraph(told: &str, indent: usize, terminal: &Terminal, text: &mut String) {
    for line in wrap(&safe::block(told), terminal.width.saturating_sub(indent)) {
        let _ = writeln!(text, "{:indent$}{line}", "");
    }
}

fn untested(report: &TestReport, directory: &Path, terminal: &Terminal, text: &mut String) {
    for rule in report.untested() {
        let head = style::paint("not tested", style::ERROR, terminal.out_color);
        let _ = writeln!(text, "{head}: {}: {}", safe::line(&rule.rule), lack(rule));
        let arrow = style::paint("-->", style::HELP, terminal.out_color);
        let _ = writeln!(text, " {arrow} {}\n", safe::line(&place(&rule.place, directory)));
    }
}

/// What the tests of a rule lack.
pub(super) fn lack(rule: &RuleCoverage) -> &'static str {
    match (rule.expected_match, rule.expected_no_match) {
        (0, 0) => "no case expects it to match, and none expects it not to",
        (0, _) => "no case expects it to match",
        _ => "no case expects it not to match",
    }
}

fn coverage(report: &TestReport, terminal: &Terminal, text: &mut String) {
    let width = report.coverage.iter().map(|rule| rule.rule.len()).max().unwrap_or_default().max(4);
    let head = format!("{}  match  no match  undetermined  condition", pad("rule", width));
    let _ = writeln!(text, "{}", style::paint(&head, style::STRONG, terminal.out_color));
    for rule in &report.coverage {
        let covered = rule.terms.iter().filter(|term| term.is_covered()).count();
        let share = format!("{covered} of {}", rule.terms.len().max(1));
        let _ = writeln!(
            text,
            "{}{:>7}{:>10}{:>14}{share:>11}",
            pad(&safe::line(&rule.rule), width),
            rule.expected_match,
            rule.expected_no_match,
            rule.expected_undetermined
        );
        for term in rule.uncovered() {
            paragraph(&format!("{}: {}", unseen(term), term.name), 4, terminal, text);
        }
    }
    text.push('\n');
}

fn unseen(term: &TermCoverage) -> &'static str {
    match (term.seen_true, term.seen_false + term.seen_undetermined) {
        (0, 0) => "never asked",
        (0, _) => "never true",
        _ => "never other than true",
    }
}

fn totals(report: &TestReport, color: bool) -> String {
    let failed = report.failed().count() as u64;
    let passed = report.cases.len() as u64 - failed;
    let untested = if report.filtered { 0 } else { report.untested().count() as u64 };
    let mut line = format!("{} passed, {failed} failed", count(passed, "case"));
    if untested > 0 {
        let _ = write!(line, ", {} not tested", count(untested, "rule"));
    }
    if !report.filtered {
        let _ = write!(line, ", coverage {} %", report.percent());
    }
    let shade = if failed + untested == 0 { style::GOOD } else { style::ERROR };
    format!("{}\n", style::paint(&line, shade, color))
}
