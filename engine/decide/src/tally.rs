//! From findings to a verdict: the arithmetic alone. It does not know rules.

use hirewall_model::{Bands, Verdict};

/// What the enforced findings of a record add up to.
///
/// Scores do not go below zero. A rule with a negative score would speak *for* a record when it matches, so that a record
/// which lacks the data for it would fare worse: missing data alone never worsens a verdict. A negative score counts
/// as zero.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Tally {
    score: i64,
    verdict: Verdict,
}

impl Tally {
    /// Counts an enforced finding. The sum stops at the largest number there is.
    pub(crate) fn count(&mut self, score: i64, verdict: Option<Verdict>) {
        self.score = self.score.saturating_add(score.max(0));
        self.raise(verdict.unwrap_or_default());
    }

    /// Asks for at least that verdict.
    pub(crate) fn raise(&mut self, verdict: Verdict) {
        self.verdict = self.verdict.max(verdict);
    }

    /// The summed score.
    pub(crate) fn score(&self) -> i64 {
        self.score
    }

    /// The higher of the highest verdict asked for and the band that the score reaches.
    pub(crate) fn verdict(&self, bands: Bands) -> Verdict {
        self.verdict.max(bands.verdict(self.score))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const BANDS: Bands = Bands { verify: Some(20), review: Some(40), block: Some(90) };

    fn verdict(counted: &[(i64, Option<Verdict>)]) -> (i64, Verdict) {
        let mut tally = Tally::default();
        for (score, verdict) in counted {
            tally.count(*score, *verdict);
        }
        (tally.score(), tally.verdict(BANDS))
    }

    #[test]
    fn the_verdict_is_the_higher_of_band_and_rules() {
        use Verdict::{Block, Clear, Review, Verify};
        for (counted, expected) in [
            (&[][..], (0, Clear)),
            (&[(19, None)], (19, Clear)),
            (&[(20, None)], (20, Verify)),
            (&[(20, None), (20, None)], (40, Review)),
            (&[(89, None)], (89, Review)),
            (&[(90, None)], (90, Block)),
            (&[(0, Some(Review))], (0, Review)),
            (&[(0, Some(Review)), (0, Some(Verify))], (0, Review)),
            (&[(20, Some(Review))], (20, Review)),
            (&[(45, Some(Verify))], (45, Review)),
            (&[(i64::MAX, None), (i64::MAX, None)], (i64::MAX, Block)),
            (&[(30, None), (-30, None)], (30, Verify)),
            (&[(i64::MIN, Some(Verify))], (0, Verify)),
        ] {
            assert_eq!(verdict(counted), expected, "{counted:?}");
        }
    }

    #[test]
    fn without_bands_only_the_rules_verdicts_count() {
        let mut tally = Tally::default();
        tally.count(1_000, None);
        assert_eq!(tally.verdict(Bands::default()), Verdict::Clear);
        tally.raise(Verdict::Review);
        assert_eq!(tally.verdict(Bands::default()), Verdict::Review);
    }
}
