//! Rules that could go, as far as the labelled records can say: that never matched, never mattered, only met the honest, or say
//! what another rule says.

use serde::Serialize;

use crate::proportion::{Proportion, float, rounded};
use crate::rule_tally::RuleTally;

/// Matches from which on it means something that another rule matches the same records.
const LEAST_MATCHES: u64 = 5;
/// The share of a rule's matches that another must have to contain it: 95 in 100.
const CONTAINED: u64 = 95;

/// Rules that could go.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Redundancy {
    /// Rules that act and matched no labelled record, with the share of records for which they lacked data.
    pub never_matched: Vec<NeverMatched>,
    /// Rules that are switched off, or whose dates are over or not come yet.
    pub switched_off: Vec<String>,
    /// Rules that count and matched, and no verdict would be another without any one of them.
    pub never_change_a_verdict: Vec<String>,
    /// Rules that matched honest records alone.
    pub only_honest: Vec<String>,
    /// Rules of whose at least five matches another rule, one that counts, has 95 in 100 too.
    pub contained: Vec<Contained>,
    /// Whether so many pairs of rules matched together that some were not counted.
    pub pairs_cut: bool,
}

/// A rule that matched no labelled record.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct NeverMatched {
    /// The rule.
    pub rule: String,
    /// The labelled records of its kind for which it lacked data.
    pub lacked_data: Proportion,
}

/// A rule that says what another says.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Contained {
    /// The rule.
    pub rule: String,
    /// The other one.
    pub within: String,
    /// Of the rule's matches, those that the other has too.
    pub shared: Proportion,
    /// The records that both match, of those that either matches.
    pub jaccard: f64,
}

/// The rules of a kind that another contains, each with the one that it shares most with.
pub(crate) fn contained(tally: &RuleTally, kind: &str) -> Vec<Contained> {
    let matches = |number: u32| {
        let counts = tally.counts.get(number as usize).filter(|counts| counts.kind == kind);
        counts.map(|counts| counts.matched.total())
    };
    let mut found: Vec<Contained> = Vec::new();
    for ((a, b), both) in &tally.together {
        let (Some(of_a), Some(of_b)) = (matches(*a), matches(*b)) else { continue };
        // Of two that are alike the rarer one is within the other; of two that are the same, the one whose id comes later. What a rule
        // in shadow says nobody else says, as it acts on nothing.
        let counts = |number: u32| tally.counts.get(number as usize).is_some_and(|counts| counts.counted);
        let key = |number: u32, of: u64| (!counts(number), std::cmp::Reverse(of), tally.ids.word(number));
        let (rule, own, within) = if key(*a, of_a) > key(*b, of_b) { (*a, of_a, *b) } else { (*b, of_b, *a) };
        if counts(within) && own >= LEAST_MATCHES && both * 100 >= own * CONTAINED {
            found.push(Contained {
                rule: tally.ids.word(rule).to_owned(),
                within: tally.ids.word(within).to_owned(),
                shared: Proportion::new(*both, own),
                jaccard: rounded(float(*both) / float(of_a + of_b - both)),
            });
        }
    }
    found.sort_by(|a, b| {
        a.rule.cmp(&b.rule).then(b.jaccard.total_cmp(&a.jaccard)).then_with(|| a.within.cmp(&b.within))
    });
    found.dedup_by(|later, first| later.rule == first.rule);
    found
}
