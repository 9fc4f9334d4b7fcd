//! How many times more often something is among schemes than among the honest, with its interval. It does not know what.

use serde::Serialize;

use crate::proportion::{Proportion, Z, float, rounded};

/// A likelihood ratio: the share among schemes divided by the share among the honest.
///
/// The 95 % interval is that of the logarithm of a ratio of proportions (Katz and others, 1978). Where one of the counts is zero, half a
/// case is added to each of the four cells for the interval, and the end that cannot be known is left open.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize)]
pub struct Ratio {
    /// The ratio; none when there are none among the honest, so that it has no upper limit, or when there is nothing at all.
    pub ratio: Option<f64>,
    /// The lower end.
    pub low: Option<f64>,
    /// The upper end; none when it is open.
    pub high: Option<f64>,
}

impl Ratio {
    /// The ratio of two shares.
    #[must_use]
    pub fn new(scheme: &Proportion, honest: &Proportion) -> Self {
        let (Some(scheme_share), Some(honest_share)) = (scheme.exact(), honest.exact()) else {
            return Self::default();
        };
        if scheme.part == 0 && honest.part == 0 {
            return Self::default();
        }
        let zero = scheme.part == 0 || honest.part == 0;
        let (more, whole) = if zero { (0.5, 1.0) } else { (0.0, 0.0) };
        let (a, n1) = (float(scheme.part) + more, float(scheme.whole) + whole);
        let (b, n0) = (float(honest.part) + more, float(honest.whole) + whole);
        let log = ((a / n1) / (b / n0)).ln();
        let half = Z * (1.0 / a - 1.0 / n1 + 1.0 / b - 1.0 / n0).max(0.0).sqrt();
        let (low, high) = (rounded((log - half).exp()), rounded((log + half).exp()));
        Self {
            ratio: (honest.part > 0).then(|| rounded(scheme_share / honest_share)),
            low: Some(if scheme.part == 0 { 0.0 } else { low }),
            high: (honest.part > 0).then_some(high),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ratio(a: u64, n1: u64, b: u64, n0: u64) -> Ratio {
        Ratio::new(&Proportion::new(a, n1), &Proportion::new(b, n0))
    }

    #[test]
    fn the_interval_is_that_of_the_logarithm() {
        // By hand: 20/40 over 10/100 is 5; the standard error of its logarithm is the root of 1/20 - 1/40 + 1/10 - 1/100 = 0.115,
        // 0.339116, times 1.959964 is 0.664656; e to that is 1.943821.
        let found = ratio(20, 40, 10, 100);
        assert_eq!(found.ratio, Some(5.0));
        assert!(found.low.is_some_and(|low| (low - 5.0 / 1.943_821).abs() < 1e-4), "{found:?}");
        assert!(found.high.is_some_and(|high| (high - 5.0 * 1.943_821).abs() < 1e-4), "{found:?}");
    }

    #[test]
    fn an_end_that_cannot_be_known_is_open() {
        let none_honest = ratio(5, 48, 0, 200);
        assert_eq!((none_honest.ratio, none_honest.high), (None, None));
        assert!(none_honest.low.is_some_and(|low| low > 1.0), "{none_honest:?}");
        let none_scheme = ratio(0, 48, 5, 200);
        assert_eq!((none_scheme.ratio, none_scheme.low), (Some(0.0), Some(0.0)));
        assert!(none_scheme.high.is_some_and(|high| high > 0.0), "{none_scheme:?}");
        assert_eq!(ratio(0, 48, 0, 200), Ratio::default());
        assert_eq!(ratio(0, 0, 3, 200), Ratio::default());
    }
}
