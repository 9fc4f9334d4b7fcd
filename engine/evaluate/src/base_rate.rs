//! How common schemes are where the policies will work, as somebody states it. It measures nothing.

use std::fmt;
use std::str::FromStr;

use serde::{Serialize, Serializer};

use crate::proportion::{Proportion, rounded};
use crate::ratio::Ratio;
use crate::report::Estimate;

/// The share of schemes, more than 0 and less than 1, as it was written: `1/343`, `0.003` or `0.3%`.
#[derive(Debug, Clone, PartialEq)]
pub struct BaseRate {
    text: String,
    share: f64,
}

/// A text is no base rate.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("give a share between 0 and 1, such as 1/343, 0.003 or 0.3%")]
pub struct BaseRateError;

impl FromStr for BaseRate {
    type Err = BaseRateError;

    fn from_str(text: &str) -> Result<Self, BaseRateError> {
        let number = |text: &str| text.trim().parse::<f64>().map_err(|_| BaseRateError);
        let share = match (text.split_once('/'), text.trim().strip_suffix('%')) {
            (Some((part, whole)), _) => number(part)? / number(whole)?,
            (None, Some(percent)) => number(percent)? / 100.0,
            (None, None) => number(text)?,
        };
        if share.is_finite() && share > 0.0 && share < 1.0 {
            Ok(Self { text: text.trim().to_owned(), share })
        } else {
            Err(BaseRateError)
        }
    }
}

impl fmt::Display for BaseRate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl Serialize for BaseRate {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_f64(rounded(self.share))
    }
}

impl BaseRate {
    /// The share.
    #[must_use]
    pub fn share(&self) -> f64 {
        self.share
    }

    /// The precision that shares of schemes and of the honest lead to when schemes are so common.
    ///
    /// The interval comes from that of the likelihood ratio, of which precision is a rising function at a given base rate.
    pub(crate) fn precision(&self, scheme: &Proportion, honest: &Proportion) -> Option<Estimate> {
        let (recall, troubled) = (scheme.exact()?, honest.exact()?);
        let flagged = self.share * recall + (1.0 - self.share) * troubled;
        let ratio = Ratio::new(scheme, honest);
        let odds = self.share / (1.0 - self.share);
        let of = |ratio: f64| rounded(ratio * odds / (1.0 + ratio * odds));
        (flagged > 0.0).then(|| Estimate {
            value: rounded(self.share * recall / flagged),
            low: of(ratio.low.unwrap_or_default()),
            high: ratio.high.map_or(1.0, of),
        })
    }

    /// How many of a thousand are flagged when schemes are so common.
    ///
    /// The interval is made of those of the two shares, by the method of variance estimates recovery (Zou and Donner, 2008).
    pub(crate) fn load(&self, scheme: &Proportion, honest: &Proportion) -> Option<Estimate> {
        let weights = [self.share * 1_000.0, (1.0 - self.share) * 1_000.0];
        let (mut value, mut below, mut above) = (0.0, 0.0, 0.0);
        for (weight, of) in weights.into_iter().zip([scheme, honest]) {
            let share = of.exact()?;
            value += weight * share;
            below += (weight * (share - of.low?)).powi(2);
            above += (weight * (of.high? - share)).powi(2);
        }
        let (low, high) = (value - below.sqrt(), value + above.sqrt());
        Some(Estimate { value: rounded(value), low: rounded(low.max(0.0)), high: rounded(high.min(1_000.0)) })
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

    use super::*;

    #[test]
    fn shares_are_read_in_three_ways() {
        for (text, share) in [("1/4", 0.25), ("0.003", 0.003), ("5 %", 0.05), (" 2 / 8 ", 0.25)] {
            assert_eq!(text.parse::<BaseRate>().unwrap().share(), share, "{text}");
        }
        for text in ["", "0", "1", "1/0", "0/0", "-1/4", "3/2", "nan", "inf", "a/b", "1/2/3", "100%"] {
            assert_eq!(text.parse::<BaseRate>(), Err(BaseRateError), "{text}");
        }
    }

    #[test]
    fn precision_at_a_base_rate_is_that_of_bayes() {
        // Of 1,000 people 10 are schemes, of whom 8 are flagged, and of 990 others 99: 8 / 107.
        let rate: BaseRate = "1/100".parse().unwrap();
        let (scheme, honest) = (Proportion::new(40, 50), Proportion::new(20, 200));
        let precision = rate.precision(&scheme, &honest).unwrap();
        assert_eq!(precision.value, 0.074_766);
        assert!(precision.low < precision.value && precision.value < precision.high, "{precision:?}");
        let load = rate.load(&scheme, &honest).unwrap();
        assert_eq!(load.value, 107.0);
        assert!(load.low < 107.0 && 107.0 < load.high, "{load:?}");
    }

    #[test]
    fn precision_is_open_upwards_when_nobody_honest_is_flagged_and_unknown_when_nobody_is() {
        let rate: BaseRate = "1/100".parse().unwrap();
        let none = Proportion::new(0, 200);
        let found = rate.precision(&Proportion::new(5, 50), &none).unwrap();
        assert_eq!((found.value, found.high), (1.0, 1.0));
        assert!(found.low < 1.0, "{found:?}");
        assert_eq!(rate.precision(&Proportion::new(0, 50), &none), None);
        assert_eq!(rate.load(&Proportion::new(0, 0), &none), None);
    }
}
