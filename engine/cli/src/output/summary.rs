//! What a run came to: counts per verdict and per rule. It keeps counts alone, nothing of any record.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::fmt::Write as _;
use std::time::Duration;

use hirewall::Judgement;
use hirewall::model::{Mode, Verdict};

use crate::output::number::{count, grouped, share};
use crate::output::wrap::pad;
use crate::output::{safe, style};

/// Rules listed; more would hide the verdicts.
const MAX_RULES: usize = 40;

/// Counts of a run.
#[derive(Debug, Default)]
pub(crate) struct Summary {
    verdicts: BTreeMap<Verdict, u64>,
    rules: HashMap<String, Counts>,
    kinds: BTreeSet<String>,
    decided: u64,
    warnings: u64,
    /// Records that did not fit, and places in the input that are none.
    pub(crate) refused: u64,
}

#[derive(Debug, Default, Clone, Copy)]
struct Counts {
    matched: u64,
    shadow: u64,
    undetermined: u64,
    failed: u64,
}

impl Summary {
    /// Counts a decision.
    pub(crate) fn add(&mut self, judgement: &Judgement) {
        self.decided += 1;
        self.warnings += judgement.warnings.len() as u64;
        if !self.kinds.contains(&judgement.record.kind) {
            self.kinds.insert(judgement.record.kind.clone());
        }
        *self.verdicts.entry(judgement.verdict).or_default() += 1;
        for finding in &judgement.findings {
            self.count(&finding.rule, |counts| match finding.mode {
                Mode::Shadow => counts.shadow += 1,
                _ => counts.matched += 1,
            });
        }
        for (rule, failed) in judgement.unanswered() {
            self.count(rule, |counts| match failed {
                true => counts.failed += 1,
                false => counts.undetermined += 1,
            });
        }
    }

    fn count(&mut self, rule: &str, add: impl FnOnce(&mut Counts)) {
        // Most rules were seen before: no copy of the name for those.
        if let Some(counts) = self.rules.get_mut(rule) {
            add(counts);
        } else {
            let mut counts = Counts::default();
            add(&mut counts);
            self.rules.insert(rule.to_owned(), counts);
        }
    }

    /// The kinds of records that were decided.
    pub(crate) fn kinds(&self) -> impl Iterator<Item = &str> {
        self.kinds.iter().map(String::as_str)
    }

    /// Decisions so far.
    pub(crate) fn decided(&self) -> u64 {
        self.decided
    }

    /// Whether a decision reached a verdict.
    pub(crate) fn reached(&self, verdict: Verdict) -> bool {
        self.verdicts.range(verdict..).any(|(_, count)| *count > 0)
    }

    /// The summary as text.
    pub(crate) fn text(&self, files: usize, elapsed: Duration, color: bool) -> String {
        let mut text = String::new();
        let refused = match self.refused {
            0 => String::new(),
            number => {
                let told = format!(", {} did not fit", grouped(number));
                style::paint(&told, style::ERROR, color)
            }
        };
        let warned = match self.warnings {
            0 => String::new(),
            number => style::paint(&format!(", {}", count(number, "warning")), style::WARNING, color),
        };
        let _ = writeln!(
            text,
            "{} decided from {}{refused}{warned} in {:.1} s",
            count(self.decided, "record"),
            count(files as u64, "file"),
            elapsed.as_secs_f64(),
        );
        if self.decided == 0 {
            return text;
        }
        text.push('\n');
        for verdict in [Verdict::Clear, Verdict::Verify, Verdict::Review, Verdict::Block] {
            let number = self.verdicts.get(&verdict).copied().unwrap_or_default();
            let name = style::paint(&format!("{:<8}", name(verdict)), style::verdict(verdict), color);
            let _ = writeln!(text, "  {name}{:>9}{:>7}", grouped(number), share(number, self.decided));
        }
        self.rules_text(color, &mut text);
        text
    }

    fn rules_text(&self, color: bool, text: &mut String) {
        let mut rules: Vec<(&String, &Counts)> =
            self.rules.iter().filter(|(_, counts)| counts.matched + counts.shadow + counts.failed > 0).collect();
        rules.sort_by_key(|(rule, counts)| (std::cmp::Reverse(counts.matched + counts.shadow + counts.failed), *rule));
        let lacking = self.rules.values().filter(|counts| counts.undetermined > 0).count() as u64;
        if !rules.is_empty() {
            let shadow = rules.iter().any(|(_, counts)| counts.shadow > 0);
            let failed = rules.iter().any(|(_, counts)| counts.failed > 0);
            let width = rules.iter().take(MAX_RULES).map(|(rule, _)| rule.len()).max().unwrap_or_default().max(4);
            let mut head = format!("  {}  matched", pad("rule", width));
            head.push_str(if shadow { "  in shadow" } else { "" });
            head.push_str(if failed { "  failed" } else { "" });
            head.push_str("  lacked data");
            let _ = writeln!(text, "\n{}", style::paint(&head, style::STRONG, color));
            for (rule, counts) in rules.iter().take(MAX_RULES) {
                let _ = write!(text, "  {}{:>9}", pad(&safe::line(rule), width), grouped(counts.matched));
                if shadow {
                    let _ = write!(text, "{:>11}", grouped(counts.shadow));
                }
                if failed {
                    let _ = write!(text, "{:>8}", grouped(counts.failed));
                }
                let _ = writeln!(text, "{:>13}", grouped(counts.undetermined));
            }
            if rules.len() > MAX_RULES {
                let _ = writeln!(text, "  … and {}", count((rules.len() - MAX_RULES) as u64, "more rule"));
            }
        }
        if lacking > 0 {
            let told = format!(
                "{} lacked data in some record: missing data alone never worsens a verdict",
                count(lacking, "rule")
            );
            let _ = writeln!(text, "\n{}", style::paint(&told, style::FAINT, color));
        }
    }
}

/// The verdict as it is written everywhere.
pub(crate) fn name(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Clear => "clear",
        Verdict::Verify => "verify",
        Verdict::Review => "review",
        Verdict::Block => "block",
    }
}
