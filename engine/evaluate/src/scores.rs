//! How scores are spread, and what each score would do as a threshold. It does not know verdicts.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::base_rate::BaseRate;
use crate::labels::Label;
use crate::proportion::Proportion;
use crate::report::Estimate;

/// Bins of a distribution at most, the open one at the end included.
const MAX_BINS: usize = 25;
/// Points of a curve at most: more cannot be told apart in the picture.
const MAX_POINTS: usize = 200;

/// Scores and how often they came, apart by label. Memory grows with different scores, not with records.
#[derive(Debug, Default)]
pub(crate) struct ScoreCounts {
    counts: BTreeMap<i64, [u64; 2]>,
}

/// How scores are spread.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Scores {
    /// Ranges of scores of one width, the lowest first; the last is open.
    pub bins: Vec<Bin>,
    /// What the scores would do as thresholds, the lowest first: all of them, or 200 of them evenly.
    pub curve: Vec<CurvePoint>,
}

/// A range of scores.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Bin {
    /// The lowest score.
    pub from: i64,
    /// The highest score; none when it is open.
    pub to: Option<i64>,
    /// The honest in it.
    pub honest: u64,
    /// The schemes in it.
    pub scheme: u64,
}

/// What would be flagged if this score were the threshold.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct CurvePoint {
    /// The threshold.
    pub score: i64,
    /// The schemes that reach it.
    pub recall: Proportion,
    /// The honest that reach it.
    pub false_positive_rate: Proportion,
    /// How many of a thousand would be flagged at the base rate that was given.
    pub load_at_base_rate: Option<Estimate>,
}

impl ScoreCounts {
    pub(crate) fn add(&mut self, label: Label, score: i64) {
        let [honest, scheme] = self.counts.entry(score).or_default();
        match label {
            Label::Honest => *honest += 1,
            Label::Scheme => *scheme += 1,
        }
    }

    pub(crate) fn report(&self, base_rate: Option<&BaseRate>) -> Scores {
        Scores { bins: self.bins(), curve: self.curve(base_rate) }
    }

    fn totals(&self) -> [u64; 2] {
        self.counts.values().fold([0, 0], |[honest, scheme], [h, s]| [honest + h, scheme + s])
    }

    /// The score up to which all but the highest two in a hundred of a label lie; none without any.
    fn usual(&self, of: impl Fn(&[u64; 2]) -> u64) -> Option<i64> {
        let all: u64 = self.counts.values().map(&of).sum();
        let mut seen = 0;
        self.counts.iter().filter(|_| all > 0).find_map(|(score, counts)| {
            seen += of(counts);
            (seen * 50 >= all * 49).then_some((*score).max(0))
        })
    }

    /// Bins of a round width in which all but the highest two in a hundred of each label lie; these share the last.
    fn bins(&self) -> Vec<Bin> {
        let usual = self.usual(|[honest, _]| *honest).max(self.usual(|[_, scheme]| *scheme));
        let Some(usual) = usual else { return Vec::new() };
        let closed = MAX_BINS as i64 - 1;
        let widths = (0..18).flat_map(|power| [1, 2, 5].map(|step| step * 10_i64.pow(power)));
        let width = widths.into_iter().find(|width| usual / width < closed).unwrap_or(i64::MAX);
        let open = (usual / width + 1).saturating_mul(width);
        let last = self.counts.last_key_value().map_or(0, |(score, _)| *score);
        let mut bins: Vec<Bin> = (0..=usual / width)
            .map(|at| Bin { from: at * width, to: Some((at * width).saturating_add(width - 1)), honest: 0, scheme: 0 })
            .collect();
        if last >= open {
            bins.push(Bin { from: open, to: None, honest: 0, scheme: 0 });
        }
        for (score, [h, s]) in &self.counts {
            let at = usize::try_from((*score).max(0) / width).unwrap_or(usize::MAX).min(bins.len() - 1);
            if let Some(bin) = bins.get_mut(at) {
                bin.honest += h;
                bin.scheme += s;
            }
        }
        bins
    }

    fn curve(&self, base_rate: Option<&BaseRate>) -> Vec<CurvePoint> {
        let [all_honest, all_scheme] = self.totals();
        let [mut honest, mut scheme] = [all_honest, all_scheme];
        let step = self.counts.len().div_ceil(MAX_POINTS).max(1);
        let mut points = Vec::new();
        for (at, (score, [h, s])) in self.counts.iter().enumerate() {
            if at.is_multiple_of(step) {
                let recall = Proportion::new(scheme, all_scheme);
                let false_positive_rate = Proportion::new(honest, all_honest);
                let load_at_base_rate = base_rate.and_then(|rate| rate.load(&recall, &false_positive_rate));
                points.push(CurvePoint { score: *score, recall, false_positive_rate, load_at_base_rate });
            }
            honest -= h;
            scheme -= s;
        }
        points
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test fails by panicking")]

    use proptest::prelude::*;

    use super::*;

    fn counts(honest: &[i64], scheme: &[i64]) -> ScoreCounts {
        let mut counts = ScoreCounts::default();
        honest.iter().for_each(|score| counts.add(Label::Honest, *score));
        scheme.iter().for_each(|score| counts.add(Label::Scheme, *score));
        counts
    }

    #[test]
    fn a_curve_says_what_each_score_would_do() {
        let scores = counts(&[0, 0, 10, 30], &[10, 30]).report(None);
        let found: Vec<_> =
            scores.curve.iter().map(|point| (point.score, point.recall.part, point.false_positive_rate.part)).collect();
        assert_eq!(found, [(0, 2, 4), (10, 2, 2), (30, 1, 1)]);
    }

    #[test]
    fn the_last_bin_takes_what_is_rare_and_far() {
        let mut honest = vec![3; 98];
        honest.extend([1_000_000, 2_000_000]);
        let bins = counts(&honest, &[]).report(None).bins;
        let last = bins.last().unwrap();
        assert_eq!((bins.len(), last.from, last.to, last.honest), (5, 4, None, 2));
        assert!(counts(&[], &[]).report(None).bins.is_empty());
        let few_schemes = counts(&vec![0; 10_000], &[10, 60]).report(None).bins;
        assert_eq!(
            few_schemes.last().map(|bin| (bin.from, bin.to)),
            Some((60, Some(64))),
            "schemes are not lumped together"
        );
    }

    proptest! {
        #[test]
        fn all_are_in_the_bins_and_recall_falls_as_the_threshold_rises(
            honest in prop::collection::vec(-5_i64..3_000, 0..400),
            scheme in prop::collection::vec(prop_oneof![0_i64..200, Just(i64::MAX), Just(i64::MIN)], 0..50),
        ) {
            let scores = counts(&honest, &scheme).report(None);
            prop_assert_eq!(scores.bins.iter().map(|bin| bin.honest).sum::<u64>(), honest.len() as u64);
            prop_assert_eq!(scores.bins.iter().map(|bin| bin.scheme).sum::<u64>(), scheme.len() as u64);
            prop_assert!(scores.bins.len() <= MAX_BINS && scores.curve.len() <= MAX_POINTS);
            for bin in &scores.bins {
                let inside = |score: &&i64| {
                    let score = (**score).max(0);
                    score >= bin.from && bin.to.is_none_or(|to| score <= to)
                };
                prop_assert_eq!(bin.honest, honest.iter().filter(inside).count() as u64);
            }
            for pair in scores.curve.windows(2) {
                prop_assert!(pair[0].score < pair[1].score);
                prop_assert!(pair[0].recall.part >= pair[1].recall.part);
                prop_assert!(pair[0].false_positive_rate.part >= pair[1].false_positive_rate.part);
            }
            for point in &scores.curve {
                let reach = |scores: &[i64]| scores.iter().filter(|score| **score >= point.score).count() as u64;
                prop_assert_eq!(point.recall.part, reach(&scheme));
                prop_assert_eq!(point.false_positive_rate.part, reach(&honest));
            }
        }
    }
}
