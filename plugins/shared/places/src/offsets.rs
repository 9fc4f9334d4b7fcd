//! Offsets from UTC over a year. It does not know dates: summer time is part of the range.

use crate::area_code::split;
use crate::rows::{Rows, rows};

pub(crate) const ROWS: Rows = rows!("../data/country_offsets.csv");

/// The offsets from UTC that a clock shows over a year, in minutes: of New York -300 in winter and -240 in summer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Offsets {
    /// The least, in minutes.
    pub least: i32,
    /// The greatest, in minutes.
    pub greatest: i32,
}

impl Offsets {
    /// One offset all year.
    #[must_use]
    pub fn fixed(minutes: i32) -> Self {
        Self { least: minutes, greatest: minutes }
    }

    /// By how many minutes two clocks differ at least, on any day of the year; 0 where there is a day on which they may agree.
    #[must_use]
    pub fn gap(self, other: Self) -> i32 {
        (self.least.saturating_sub(other.greatest)).max(other.least.saturating_sub(self.greatest)).max(0)
    }
}

/// The offsets of each time zone of a country. Empty where none is known.
pub fn country_offsets(country: &str) -> impl Iterator<Item = Offsets> + use<> {
    ROWS.get(country).into_iter().flat_map(split).filter_map(|range| {
        let (least, greatest) = range.split_once(':')?;
        Some(Offsets { least: least.parse().ok()?, greatest: greatest.parse().ok()? })
    })
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

    use super::*;

    #[test]
    fn clocks_differ_by_the_least_of_the_year() {
        let (new_york, shanghai) = (Offsets { least: -300, greatest: -240 }, Offsets::fixed(480));
        assert_eq!(new_york.gap(shanghai), 720);
        assert_eq!(shanghai.gap(new_york), 720);
        assert_eq!(new_york.gap(Offsets { least: -360, greatest: -300 }), 0);
        assert_eq!(Offsets::fixed(i32::MIN).gap(Offsets::fixed(i32::MAX)), i32::MAX);
    }

    #[test]
    fn a_wide_country_has_several_offsets() {
        let nearest = country_offsets("US").map(|offsets| offsets.gap(Offsets::fixed(540))).min().unwrap();
        assert_eq!(nearest, 780);
        assert_eq!(country_offsets("CN").map(|offsets| offsets.gap(Offsets::fixed(480))).min(), Some(0));
        assert_eq!(country_offsets("ZZ").next(), None);
    }
}
