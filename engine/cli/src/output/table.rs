//! Decisions for people: grouped by verdict, the gravest first, with the reasons that weigh most. It holds a bounded number of
//! records; NDJSON is for everything.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::fmt::Write as _;

use hirewall::model::{Decision, Finding, Mode, Verdict};

use crate::output::number::{count, grouped};
use crate::output::wrap::{clip, wrap};
use crate::output::{safe, style, summary};

/// Records of a verdict that are listed: nobody reads more.
const MAX_ROWS: usize = 500;
/// Findings of a record that are listed.
const MAX_FINDINGS: usize = 5;

/// Decisions on their way to a table.
#[derive(Debug, Default)]
pub(crate) struct Table {
    explain: bool,
    groups: BTreeMap<Reverse<Verdict>, Group>,
}

#[derive(Debug, Default)]
struct Group {
    records: u64,
    /// Clear records in which something was found all the same.
    with_findings: u64,
    rows: Vec<Decision>,
}

impl Table {
    /// A table, with the evidence of each finding when asked for.
    pub(crate) fn new(explain: bool) -> Self {
        Self { explain, groups: BTreeMap::new() }
    }

    /// Takes a decision in.
    pub(crate) fn add(&mut self, decision: Decision) {
        let group = self.groups.entry(Reverse(decision.verdict)).or_default();
        group.records += 1;
        if decision.verdict == Verdict::Clear {
            group.with_findings += u64::from(!decision.findings.is_empty());
            return;
        }
        group.rows.push(decision);
        if group.rows.len() >= 2 * MAX_ROWS {
            group.trim();
        }
    }

    /// The table as text.
    pub(crate) fn text(&mut self, width: usize, color: bool) -> String {
        let mut text = String::new();
        for (Reverse(verdict), group) in &mut self.groups {
            group.trim();
            let _ = writeln!(
                text,
                "{}  {}: {}\n",
                style::paint(&summary::name(*verdict).to_uppercase(), style::verdict(*verdict), color),
                count(group.records, "record"),
                meaning(*verdict),
            );
            if *verdict == Verdict::Clear && group.with_findings > 0 {
                let told =
                    format!("In {} of them something was found that weighs too little.", grouped(group.with_findings));
                let _ = writeln!(text, "  {told}\n");
            }
            for decision in &group.rows {
                self::row(decision, self.explain, width, color, &mut text);
            }
            let left_out = group.records.saturating_sub(group.rows.len() as u64);
            if *verdict != Verdict::Clear && left_out > 0 {
                let _ = writeln!(text, "  … and {} more; `--format ndjson` gives all of them\n", grouped(left_out));
            }
        }
        text
    }
}

impl Group {
    /// Keeps the records with the highest scores, in the order of the input where scores are equal.
    fn trim(&mut self) {
        self.rows.sort_by_key(|decision| Reverse(decision.score));
        self.rows.truncate(MAX_ROWS);
    }
}

fn meaning(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Clear => "nothing to do",
        Verdict::Verify => "ask for stronger proof of identity",
        Verdict::Review => "a person should look",
        Verdict::Block => "held until a person decides",
    }
}

fn row(decision: &Decision, explain: bool, width: usize, color: bool, text: &mut String) {
    let score = format!("score {}", decision.score);
    let room = width.saturating_sub(4 + score.len());
    let name = clip(&safe::line(&format!("{} {}", decision.record.kind, decision.record.id)), room);
    let gap = room.saturating_sub(unicode_width::UnicodeWidthStr::width(name.as_str())) + 2;
    let _ = writeln!(text, "  {}{:gap$}{score}", style::paint(&name, style::STRONG, color), "");
    let mut findings: Vec<&Finding> = decision.findings.iter().collect();
    findings.sort_by_key(|finding| (finding.mode == Mode::Shadow, Reverse(finding.verdict), Reverse(finding.score)));
    let shown = if explain { findings.len() } else { MAX_FINDINGS };
    for finding in findings.iter().take(shown) {
        self::finding(finding, explain, width, color, text);
    }
    if findings.len() > shown {
        let _ = writeln!(text, "       … and {}", count((findings.len() - shown) as u64, "more finding"));
    }
    for undetermined in &decision.undetermined {
        let rule = &undetermined.rule;
        if let Some(error) = &undetermined.error {
            lines(&format!("{rule} could not be evaluated: {error}"), "    !  ", width, text);
        } else if let Some(verdict) = undetermined.verdict {
            let missing = undetermined.missing.join(", ");
            let told = format!("{rule} lacks {missing} and asks for {} because of that", summary::name(verdict));
            lines(&told, "    ?  ", width, text);
        }
    }
    for failure in &decision.failures {
        lines(&format!("detector {} failed: {}", failure.detector, failure.reason), "    !  ", width, text);
    }
    for exception in &decision.exceptions {
        let told = format!("{} is excepted until {}: {}", exception.rule, exception.expires, exception.reason);
        lines(&told, "       ", width, text);
    }
    text.push('\n');
}

fn finding(finding: &Finding, explain: bool, width: usize, color: bool, text: &mut String) {
    // A rule that asks for a verdict need not count.
    let score = if finding.score == 0 { String::new() } else { format!("{:+}", finding.score) };
    lines(&finding.reason, &format!("{score:>5}  "), width, text);
    let mut notes = safe::line(&finding.rule).into_owned();
    if let Some(verdict) = finding.verdict {
        let _ = write!(notes, ", by itself {}", summary::name(verdict));
    }
    if finding.mode == Mode::Shadow {
        notes.push_str(", in shadow: counts for nothing yet");
    }
    if finding.from_undetermined {
        notes.push_str(", for lack of data");
    }
    for line in wrap(&notes, width.saturating_sub(7)) {
        let _ = writeln!(text, "       {}", style::paint(&line, style::FAINT, color));
    }
    if !explain {
        return;
    }
    let mut leaf = None;
    for evidence in &finding.evidence {
        if evidence.leaf != leaf {
            if let Some(condition) = &evidence.leaf {
                lines(&format!("because {condition}"), "       ", width, text);
            }
            leaf.clone_from(&evidence.leaf);
        }
        let value = evidence.value.as_ref().map(|value| format!(" = {value}")).unwrap_or_default();
        let class = match evidence.class {
            hirewall::model::PiiClass::None => String::new(),
            class => format!(" ({})", class_name(class)),
        };
        lines(&format!("{}{value}{class}", evidence.path), "         ", width, text);
    }
}

fn class_name(class: hirewall::model::PiiClass) -> String {
    serde_json::to_value(class).ok().and_then(|name| name.as_str().map(str::to_owned)).unwrap_or_default()
}

/// Adds wrapped text: `head` before the first line, as many blanks before the others.
fn lines(told: &str, head: &str, width: usize, text: &mut String) {
    let indent = head.chars().count();
    for (number, line) in wrap(&safe::block(told), width.saturating_sub(indent)).iter().enumerate() {
        if number == 0 {
            text.push_str(head);
        } else {
            let _ = write!(text, "{:indent$}", "");
        }
        text.push_str(line);
        text.push('\n');
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test may stop")]
mod tests {
    use super::*;

    fn decision(verdict: &str, id: &str, score: i64, findings: &serde_json::Value) -> Decision {
        serde_json::from_value(serde_json::json!({
            "id": "0", "record": {"kind": "applicant", "id": id, "subject": id}, "verdict": verdict, "score": score,
            "findings": findings, "undetermined": [], "failures": [], "generation": 0, "bundle": "sha256:0",
            "decided_at": "2026-02-01T00:00:00Z"
        }))
        .unwrap()
    }

    #[test]
    fn the_gravest_verdicts_and_the_heaviest_reasons_come_first() {
        let weak =
            serde_json::json!([{"rule": "a/weak", "mode": "enforce", "score": 3, "reason": "Weak.", "evidence": []}]);
        let many = serde_json::json!([
            {"rule": "a/shadow", "mode": "shadow", "score": 90, "reason": "Not yet.", "evidence": []},
            {"rule": "a/small", "mode": "enforce", "score": 5, "reason": "Small.", "evidence": []},
            {"rule": "a/large", "mode": "enforce", "score": 40, "verdict": "review", "evidence": [
                {"path": "/phones/0/raw", "class": "direct", "leaf": "p.raw.startsWith(\"+1\")"},
                {"path": "/years", "class": "none", "value": 70, "leaf": "p.raw.startsWith(\"+1\")"}],
             "reason": "A reason that is longer than the line and so goes on in the next one, under itself."},
        ]);
        let mut table = Table::new(true);
        table.add(decision("clear", "c", 3, &weak));
        table.add(decision("clear", "d", 0, &serde_json::json!([])));
        table.add(decision("review", "r1", 45, &many));
        table.add(decision("review", "r2", 60, &serde_json::json!([])));
        table.add(decision("block", "b", 99, &serde_json::json!([])));
        let expected = "\
BLOCK  1 record: held until a person decides

  applicant b                                       score 99

REVIEW  2 records: a person should look

  applicant r2                                      score 60

  applicant r1                                      score 45
  +40  A reason that is longer than the line and so goes on
       in the next one, under itself.
       a/large, by itself review
       because p.raw.startsWith(\"+1\")
         /phones/0/raw (direct)
         /years = 70
   +5  Small.
       a/small
  +90  Not yet.
       a/shadow, in shadow: counts for nothing yet

CLEAR  2 records: nothing to do

  In 1 of them something was found that weighs too little.

";
        assert_eq!(table.text(60, false), expected);
    }

    #[test]
    fn a_bounded_number_of_records_is_kept_those_with_the_highest_scores() {
        let mut table = Table::new(false);
        let records = 5 * i64::try_from(MAX_ROWS).unwrap();
        for score in 0..records {
            table.add(decision("review", &format!("r{score}"), score, &serde_json::json!([])));
        }
        assert!(table.groups.values().all(|group| group.rows.len() < 2 * MAX_ROWS));
        let text = table.text(80, false);
        assert!(text.contains(&format!("applicant r{} ", records - 1)));
        assert!(text.contains("… and 2,000 more; `--format ndjson` gives all of them"), "{text}");
        assert!(!text.contains("applicant r0 "));
    }
}
