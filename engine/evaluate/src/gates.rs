//! What is asked of the policies in continuous integration, held against a report. It compares estimates, not their intervals.

use std::fmt;

use hirewall_model::Verdict;

use crate::proportion::Proportion;
use crate::report::Report;

/// What is asked. The shares are those of people who reach `review`.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Gates {
    /// The least recall.
    pub min_recall: Option<f64>,
    /// The greatest share of the honest.
    pub max_honest_review: Option<f64>,
}

/// Something that was asked and is not so.
#[derive(Debug, Clone, PartialEq)]
pub struct Unmet(String);

impl fmt::Display for Unmet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl Gates {
    /// What is not met. A share of nobody meets nothing.
    #[must_use]
    pub fn unmet(&self, report: &Report) -> Vec<Unmet> {
        let Some(review) = report.people.threshold(Verdict::Review) else { return Vec::new() };
        let mut unmet = Vec::new();
        if let Some(least) = self.min_recall
            && review.recall.exact().is_none_or(|recall| recall < least)
        {
            unmet.push(told("recall at review", &review.recall, "scheme people", "at least", least));
        }
        if let Some(most) = self.max_honest_review
            && review.false_positive_rate.exact().is_none_or(|share| share > most)
        {
            let share = &review.false_positive_rate;
            unmet.push(told("the share sent to review", share, "honest people", "at most", most));
        }
        unmet
    }
}

fn told(what: &str, share: &Proportion, of: &str, bound: &str, asked: f64) -> Unmet {
    let asked = asked * 100.0;
    Unmet(match share.exact() {
        None => format!("{what} is unknown, as there are no {of}; {bound} {asked:.1} % is asked for"),
        Some(exact) => format!(
            "{what} is {:.1} % ({} of {} {of}); {bound} {asked:.1} % is asked for",
            exact * 100.0,
            share.part,
            share.whole
        ),
    })
}
