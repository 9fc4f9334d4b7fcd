//! Honest and scheme members of one population, records of a kind or people, by verdict and score.

use hirewall_model::{Bands, Verdict};
use serde::Serialize;

use crate::base_rate::BaseRate;
use crate::labels::Label;
use crate::proportion::Proportion;
use crate::report::Estimate;
use crate::scores::{ScoreCounts, Scores};

/// The verdicts that flag somebody, the mildest first.
pub(crate) const THRESHOLDS: [Verdict; 3] = [Verdict::Verify, Verdict::Review, Verdict::Block];

/// Counts while decisions come in.
#[derive(Debug, Default)]
pub(crate) struct PopulationTally {
    honest: Confusion,
    scheme: Confusion,
    scores: ScoreCounts,
}

/// How many there are, by verdict.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub struct Confusion {
    /// Left alone.
    pub clear: u64,
    /// Asked for stronger proof of identity.
    pub verify: u64,
    /// Sent to a person.
    pub review: u64,
    /// Held until a person decides.
    pub block: u64,
}

/// What became of a population.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Population {
    /// The honest, by verdict.
    pub honest: Confusion,
    /// The schemes, by verdict.
    pub scheme: Confusion,
    /// What reaching `verify`, `review` and `block` means, in this order.
    pub thresholds: Vec<Threshold>,
    /// How scores are spread.
    pub scores: Scores,
    /// The bands of the policies, where one set of them holds for all.
    #[serde(skip)]
    pub bands: Option<Bands>,
}

/// What it means to reach at least this verdict.
#[derive(Debug, Clone, Serialize)]
pub struct Threshold {
    /// The verdict.
    pub at: Verdict,
    /// Of the schemes, those that reach it.
    pub recall: Proportion,
    /// Of the honest, those that reach it.
    pub false_positive_rate: Proportion,
    /// Of those that reach it, the schemes: at the mix of the labelled.
    pub precision: Proportion,
    /// The same at the base rate that was given.
    pub precision_at_base_rate: Option<Estimate>,
    /// Of a thousand of the labelled, those that reach it.
    pub load: Option<Estimate>,
    /// Of a thousand honest, those that reach it.
    pub honest_load: Option<Estimate>,
    /// Of a thousand, those that reach it at the base rate that was given.
    pub load_at_base_rate: Option<Estimate>,
}

impl Confusion {
    /// All of them.
    #[must_use]
    pub fn total(&self) -> u64 {
        self.clear + self.verify + self.review + self.block
    }

    /// Those with this verdict.
    #[must_use]
    pub fn of(&self, verdict: Verdict) -> u64 {
        match verdict {
            Verdict::Clear => self.clear,
            Verdict::Verify => self.verify,
            Verdict::Review => self.review,
            Verdict::Block => self.block,
        }
    }

    /// Those with this verdict or a graver one.
    #[must_use]
    pub fn reaching(&self, verdict: Verdict) -> u64 {
        Verdict::ALL.into_iter().filter(|other| *other >= verdict).map(|other| self.of(other)).sum()
    }

    pub(crate) fn add(&mut self, verdict: Verdict) {
        match verdict {
            Verdict::Clear => self.clear += 1,
            Verdict::Verify => self.verify += 1,
            Verdict::Review => self.review += 1,
            Verdict::Block => self.block += 1,
        }
    }

    /// The share of those with this verdict or a graver one.
    pub(crate) fn share(&self, verdict: Verdict) -> Proportion {
        Proportion::new(self.reaching(verdict), self.total())
    }
}

impl PopulationTally {
    pub(crate) fn add(&mut self, label: Label, verdict: Verdict, score: i64) {
        match label {
            Label::Honest => self.honest.add(verdict),
            Label::Scheme => self.scheme.add(verdict),
        }
        self.scores.add(label, score);
    }

    pub(crate) fn report(&self, bands: Option<Bands>, base_rate: Option<&BaseRate>) -> Population {
        let (honest, scheme) = (self.honest, self.scheme);
        let thresholds = THRESHOLDS.map(|at| Threshold::new(at, &honest, &scheme, base_rate)).into();
        Population { honest, scheme, thresholds, scores: self.scores.report(base_rate), bands }
    }
}

impl Population {
    /// All of them.
    #[must_use]
    pub fn total(&self) -> u64 {
        self.honest.total() + self.scheme.total()
    }

    /// What reaching a verdict means.
    #[must_use]
    pub fn threshold(&self, at: Verdict) -> Option<&Threshold> {
        self.thresholds.iter().find(|threshold| threshold.at == at)
    }
}

impl Threshold {
    fn new(at: Verdict, honest: &Confusion, scheme: &Confusion, base_rate: Option<&BaseRate>) -> Self {
        let (recall, false_positive_rate) = (scheme.share(at), honest.share(at));
        let flagged = recall.part + false_positive_rate.part;
        let per_thousand = |share: &Proportion| Some(Estimate::of(share.scaled(1_000.0)?));
        Self {
            at,
            recall,
            false_positive_rate,
            precision: Proportion::new(recall.part, flagged),
            precision_at_base_rate: base_rate.and_then(|rate| rate.precision(&recall, &false_positive_rate)),
            load: per_thousand(&Proportion::new(flagged, honest.total() + scheme.total())),
            honest_load: per_thousand(&false_positive_rate),
            load_at_base_rate: base_rate.and_then(|rate| rate.load(&recall, &false_positive_rate)),
        }
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test fails by panicking")]

    use proptest::prelude::*;

    use super::*;

    fn population(honest: [u64; 4], scheme: [u64; 4]) -> Population {
        let mut tally = PopulationTally::default();
        for (label, counts) in [(Label::Honest, honest), (Label::Scheme, scheme)] {
            for (verdict, count) in Verdict::ALL.into_iter().zip(counts) {
                (0..count).for_each(|_| tally.add(label, verdict, 0));
            }
        }
        tally.report(None, None)
    }

    #[test]
    fn a_table_of_two_by_two_gives_recall_precision_and_load() {
        // 8 of 10 schemes and 6 of 90 honest reach review.
        let found = population([80, 4, 5, 1], [1, 1, 5, 3]);
        let review = found.threshold(Verdict::Review).unwrap();
        assert_eq!((review.recall.part, review.recall.whole, review.recall.share), (8, 10, Some(0.8)));
        assert_eq!((review.false_positive_rate.part, review.false_positive_rate.whole), (6, 90));
        assert_eq!((review.precision.part, review.precision.whole, review.precision.share), (8, 14, Some(0.571_429)));
        assert_eq!(review.load.unwrap().value, 140.0);
        assert_eq!(review.honest_load.unwrap().value, 66.667);
        assert_eq!(found.threshold(Verdict::Verify).unwrap().recall.part, 9);
        assert_eq!(found.threshold(Verdict::Block).unwrap().precision.share, Some(0.75));
        assert_eq!(found.total(), 100);
    }

    proptest! {
        #[test]
        fn counts_add_up_and_recall_does_not_rise_with_the_threshold(
            honest in prop::array::uniform4(0_u64..50), scheme in prop::array::uniform4(0_u64..50)
        ) {
            let found = population(honest, scheme);
            prop_assert_eq!(found.total(), honest.iter().sum::<u64>() + scheme.iter().sum::<u64>());
            for pair in found.thresholds.windows(2) {
                prop_assert!(pair[0].recall.part >= pair[1].recall.part);
                prop_assert!(pair[0].false_positive_rate.part >= pair[1].false_positive_rate.part);
            }
            for threshold in &found.thresholds {
                let flagged = threshold.recall.part + threshold.false_positive_rate.part;
                prop_assert_eq!(threshold.precision.whole, flagged);
                for share in [threshold.recall, threshold.false_positive_rate, threshold.precision] {
                    if let (Some(low), Some(value), Some(high)) = (share.low, share.share, share.high) {
                        prop_assert!(0.0 <= low && low <= value && value <= high && high <= 1.0);
                    }
                }
            }
        }
    }
}
