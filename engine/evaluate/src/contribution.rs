//! What a rule contributes to one decision: the verdict made again with its finding taken away, or counted. It does not know
//! conditions; the arithmetic is that of `hirewall-decide`, and [`Weighing::explains`] says whether it led to the decision.

use hirewall_model::{Bands, Decision, Mode, Verdict};

/// The parts that a verdict is made of.
#[derive(Debug)]
pub(crate) struct Weighing<'d> {
    parts: Vec<Part<'d>>,
    /// What failed detectors ask for, which no rule can take away.
    floor: Verdict,
    bands: Bands,
}

/// What one rule says: a finding, or a verdict that it asks for because it could not be answered.
#[derive(Debug)]
struct Part<'d> {
    rule: &'d str,
    score: i64,
    verdict: Verdict,
    counts: bool,
}

impl<'d> Weighing<'d> {
    /// The parts of a decision. With `shadow_counts` findings in shadow count as enforced ones do.
    pub(crate) fn of(decision: &'d Decision, bands: Bands, shadow_counts: bool) -> Self {
        let counts = |mode: Mode| mode == Mode::Enforce || (shadow_counts && mode == Mode::Shadow);
        let found = decision.findings.iter().map(|finding| Part {
            rule: &finding.rule,
            score: finding.score.max(0),
            verdict: finding.verdict.unwrap_or_default(),
            counts: counts(finding.mode),
        });
        let asked = decision.undetermined.iter().filter_map(|undetermined| {
            let verdict = undetermined.verdict?;
            Some(Part { rule: &undetermined.rule, score: 0, verdict, counts: counts(undetermined.mode) })
        });
        let parts = found.chain(asked).collect();
        let floor = if decision.failures.is_empty() { Verdict::Clear } else { Verdict::Review };
        Self { parts, floor, bands }
    }

    /// Whether these parts and bands lead to the score and verdict of the decision that they come from.
    pub(crate) fn explains(decision: &Decision, bands: Bands) -> bool {
        Weighing::of(decision, bands, false).outcome() == (decision.score, decision.verdict)
    }

    /// The score and the verdict of all that counts.
    pub(crate) fn outcome(&self) -> (i64, Verdict) {
        self.weigh(|part| part.counts)
    }

    /// The verdict without a rule.
    pub(crate) fn without(&self, rule: &str) -> Verdict {
        self.weigh(|part| part.counts && part.rule != rule).1
    }

    /// The verdict if a rule counted.
    pub(crate) fn with(&self, rule: &str) -> Verdict {
        self.weigh(|part| part.counts || part.rule == rule).1
    }

    /// Whether anything that the rule says counts.
    pub(crate) fn counts(&self, rule: &str) -> bool {
        self.parts.iter().any(|part| part.counts && part.rule == rule)
    }

    /// The rules that have a part, each once, in their order.
    pub(crate) fn rules(&self) -> Vec<&'d str> {
        let mut rules: Vec<&str> = self.parts.iter().map(|part| part.rule).collect();
        rules.sort_unstable();
        rules.dedup();
        rules
    }

    fn weigh(&self, counts: impl Fn(&Part<'_>) -> bool) -> (i64, Verdict) {
        let mut score = 0_i64;
        let mut verdict = self.floor;
        for part in self.parts.iter().filter(|part| counts(part)) {
            score = score.saturating_add(part.score);
            verdict = verdict.max(part.verdict);
        }
        (score, verdict.max(self.bands.verdict(score)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::example;

    const BANDS: Bands = Bands { verify: Some(20), review: Some(40), block: Some(90) };

    #[test]
    fn a_verdict_is_made_again_without_a_rule() {
        use Verdict::{Clear, Review, Verify};
        let decision = example::decision("a-1")
            .finds("p/a", 25, None)
            .finds("p/b", 15, None)
            .finds("p/c", 0, Some(Verify))
            .shadows("p/s", 50, None)
            .decided(40, Review);
        assert!(Weighing::explains(&decision, BANDS));
        let weighing = Weighing::of(&decision, BANDS, false);
        assert_eq!(weighing.outcome(), (40, Review));
        assert_eq!(weighing.without("p/a"), Verify, "p/c asks for it");
        assert_eq!(weighing.without("p/b"), Verify);
        assert_eq!(weighing.without("p/c"), Review);
        assert_eq!(weighing.without("p/s"), Review);
        assert_eq!(weighing.with("p/s"), Verdict::Block);
        assert_eq!(Weighing::of(&decision, BANDS, true).outcome(), (90, Verdict::Block));
        assert_eq!(Weighing::of(&decision, Bands::default(), false).outcome(), (40, Verify));
        assert!(!Weighing::explains(&decision, Bands::default()));
        assert_eq!(weighing.without("p/none"), Review);
        assert_eq!(Weighing::of(&example::decision("a-2").decided(0, Clear), BANDS, false).outcome(), (0, Clear));
    }

    #[test]
    fn a_rule_that_failed_counts_and_a_failed_detector_stays() {
        let decision = example::decision("a-1").fails("p/a").decided(0, Verdict::Review);
        let weighing = Weighing::of(&decision, BANDS, false);
        assert_eq!((weighing.outcome().1, weighing.without("p/a")), (Verdict::Review, Verdict::Clear));
        let decision = example::decision("a-1").detector_fails().fails("p/a").decided(0, Verdict::Review);
        assert_eq!(Weighing::of(&decision, BANDS, false).without("p/a"), Verdict::Review);
        assert!(Weighing::explains(&decision, BANDS));
    }
}
