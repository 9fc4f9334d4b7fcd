//! A share of a whole with its Wilson interval. It does not know what is counted.

use serde::Serialize;

/// The 97.5 % quantile of the standard normal distribution: intervals are 95 % ones.
pub(crate) const Z: f64 = 1.959_963_984_540_054;

/// So many of so many, with the 95 % interval of the share.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize)]
pub struct Proportion {
    /// How many.
    pub part: u64,
    /// Of how many.
    pub whole: u64,
    /// The share, 0 to 1; none of nothing.
    pub share: Option<f64>,
    /// The lower end of the Wilson score interval.
    pub low: Option<f64>,
    /// Its upper end.
    pub high: Option<f64>,
}

impl Proportion {
    /// So many of so many; more than all count as all.
    #[must_use]
    pub fn new(part: u64, whole: u64) -> Self {
        let part = part.min(whole);
        if whole == 0 {
            return Self { part, whole, ..Self::default() };
        }
        let (n, p) = (float(whole), float(part) / float(whole));
        let z2 = Z * Z;
        let centre = (p + z2 / (2.0 * n)) / (1.0 + z2 / n);
        let half = Z / (1.0 + z2 / n) * (p * (1.0 - p) / n + z2 / (4.0 * n * n)).sqrt();
        // At the ends the interval is exact, which floating point misses by a hair.
        let low = if part == 0 { 0.0 } else { (centre - half).max(0.0) };
        let high = if part == whole { 1.0 } else { (centre + half).min(1.0) };
        Self { part, whole, share: Some(rounded(p)), low: Some(rounded(low)), high: Some(rounded(high)) }
    }

    /// The share and its interval times a number; none of nothing.
    pub(crate) fn scaled(&self, by: f64) -> Option<(f64, f64, f64)> {
        Some((self.share? * by, self.low? * by, self.high? * by))
    }

    /// The share before rounding.
    pub(crate) fn exact(&self) -> Option<f64> {
        (self.whole > 0).then(|| float(self.part) / float(self.whole))
    }
}

/// A count as a number to reckon with; counts beyond 2^53 do not occur.
#[expect(clippy::cast_precision_loss, reason = "a count of records")]
pub(crate) fn float(count: u64) -> f64 {
    count as f64
}

/// Six digits after the point: more than any of these numbers means, and the same text on every machine.
pub(crate) fn rounded(number: f64) -> f64 {
    (number * 1e6).round() / 1e6
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn intervals_are_those_that_newcombe_published() {
        // R. G. Newcombe, Two-sided confidence intervals for the single proportion, Statistics in Medicine 17 (1998), table I,
        // method 3.
        for (part, whole, low, high) in
            [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0000, 0.1611), (1, 29, 0.0061, 0.1718)]
        {
            let found = Proportion::new(part, whole);
            let near = |found: Option<f64>, expected: f64| found.is_some_and(|found| (found - expected).abs() < 5e-5);
            assert!(near(found.low, low) && near(found.high, high), "{found:?}");
        }
    }

    #[test]
    fn the_ends_are_exact_and_nothing_has_no_share() {
        assert_eq!(Proportion::new(0, 7).low, Some(0.0));
        assert_eq!(Proportion::new(7, 7).high, Some(1.0));
        assert_eq!(Proportion::new(9, 7).part, 7);
        let nothing = Proportion::new(0, 0);
        assert_eq!((nothing.share, nothing.low, nothing.high), (None, None, None));
    }
}
