//! What became of records by what they were made with: which honest groups pay, and which schemes get through.

use std::cmp::Ordering;
use std::collections::HashMap;

use hirewall_model::Verdict;
use serde::Serialize;

use crate::labels::Label;
use crate::population::Confusion;
use crate::proportion::Proportion;
use crate::words::Words;

/// The name for records that were made with nothing.
pub(crate) const NOTHING: &str = "(nothing)";

/// Counts by word and label. Memory grows with different words.
#[derive(Debug, Default)]
pub(crate) struct TraitTally {
    counts: HashMap<(Label, Option<u32>), Confusion>,
}

/// What became of the records that were made with one thing.
#[derive(Debug, Clone, Serialize)]
pub struct TraitReport {
    /// The word, or `(nothing)` for records with an empty list.
    pub made_with: String,
    /// How many records there are.
    pub records: u64,
    /// Those that reach `verify`.
    pub verify: Proportion,
    /// Those that reach `review`.
    pub review: Proportion,
}

impl TraitTally {
    pub(crate) fn add(&mut self, label: Label, made_with: &[u32], verdict: Verdict) {
        if made_with.is_empty() {
            self.counts.entry((label, None)).or_default().add(verdict);
        }
        for word in made_with {
            self.counts.entry((label, Some(*word))).or_default().add(verdict);
        }
    }

    /// Of the honest, those that are surely troubled most come first; of schemes, those that are surely missed most: in the order of
    /// the nearer end of the interval, so that a group of one does not stand before a group of a hundred.
    pub(crate) fn report(&self, label: Label, words: &Words) -> Vec<TraitReport> {
        let mut traits: Vec<TraitReport> = self
            .counts
            .iter()
            .filter(|((own, _), _)| *own == label)
            .map(|((_, word), counts)| TraitReport {
                made_with: word.map_or(NOTHING, |word| words.word(word)).to_owned(),
                records: counts.total(),
                verify: counts.share(Verdict::Verify),
                review: counts.share(Verdict::Review),
            })
            .collect();
        traits.sort_by(|a, b| {
            let order = match label {
                Label::Honest => descending(a.verify.low, b.verify.low).then(descending(a.review.low, b.review.low)),
                Label::Scheme => {
                    descending(b.review.high, a.review.high).then(descending(b.verify.high, a.verify.high))
                }
            };
            order.then_with(|| b.records.cmp(&a.records)).then_with(|| a.made_with.cmp(&b.made_with))
        });
        traits
    }
}

fn descending(a: Option<f64>, b: Option<f64>) -> Ordering {
    b.unwrap_or_default().total_cmp(&a.unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_group_of_one_does_not_stand_before_a_group_of_twenty() {
        let mut words = Words::default();
        let mut tally = TraitTally::default();
        let (rare, common, spared) = (words.number("rare"), words.number("common"), words.number("spared"));
        tally.add(Label::Honest, &[rare], Verdict::Review);
        for at in 0..20 {
            tally.add(Label::Honest, &[common], if at < 12 { Verdict::Verify } else { Verdict::Clear });
            tally.add(Label::Honest, &[spared], Verdict::Clear);
        }
        tally.add(Label::Honest, &[], Verdict::Clear);
        tally.add(Label::Scheme, &[rare], Verdict::Clear);
        let found = tally.report(Label::Honest, &words);
        let order: Vec<_> = found.iter().map(|it| (it.made_with.as_str(), it.verify.part, it.verify.whole)).collect();
        assert_eq!(order, [("common", 12, 20), ("rare", 1, 1), ("spared", 0, 20), (NOTHING, 0, 1)]);
        let missed = tally.report(Label::Scheme, &words);
        assert_eq!(missed.iter().map(|it| (it.made_with.as_str(), it.review.part)).collect::<Vec<_>>(), [("rare", 0)]);
    }
}
