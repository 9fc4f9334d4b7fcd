//! From a summed score to a verdict. What is summed is not known here.

use crate::Verdict;

/// The lowest summed score of each verdict.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Bands {
    /// From this score on: verify.
    pub verify: Option<i64>,
    /// From this score on: review.
    pub review: Option<i64>,
    /// From this score on: block.
    pub block: Option<i64>,
}

impl Bands {
    /// The verdict that a summed score reaches.
    #[must_use]
    pub fn verdict(&self, score: i64) -> Verdict {
        let reached = |from: Option<i64>| from.is_some_and(|from| score >= from);
        if reached(self.block) {
            Verdict::Block
        } else if reached(self.review) {
            Verdict::Review
        } else if reached(self.verify) {
            Verdict::Verify
        } else {
            Verdict::Clear
        }
    }
}
