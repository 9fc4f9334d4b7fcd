//! States and provinces of the United States and Canada. Other countries are not divided here.

use crate::area_code::split;
use crate::rows::Rows;

pub(crate) const ROWS: Rows = Rows::new(include_str!("../data/regions.csv"));

/// A state or province.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Region {
    /// Two letters: `AZ`.
    pub code: &'static str,
    zones: &'static str,
}

impl Region {
    /// Its IANA time zones.
    pub fn time_zones(&self) -> impl Iterator<Item = &'static str> + use<> {
        split(self.zones)
    }
}

/// The state or province that somebody wrote as `AZ`, `US-AZ` or `Arizona`. None for other countries, and for what is not known.
#[must_use]
pub fn region(country: &str, written: &str) -> Option<Region> {
    let written = written.trim();
    ROWS.all().find_map(|(key, rest)| {
        let (found, code) = key.split_once('-')?;
        let (name, zones) = rest.split_once(',')?;
        let same = |text: &str| written.eq_ignore_ascii_case(text);
        (found == country && (same(code) || same(key) || same(name))).then_some(Region { code, zones })
    })
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

    use super::*;

    #[test]
    fn a_state_is_known_by_code_and_name() {
        for written in ["AZ", "az", "US-AZ", " Arizona "] {
            assert_eq!(region("US", written).unwrap().code, "AZ", "{written}");
        }
        assert_eq!(region("CA", "Ontario").unwrap().code, "ON");
        assert!(region("US", "Texas").unwrap().time_zones().eq(["America/Chicago", "America/Denver"]));
        for (country, written) in [("US", "ON"), ("DE", "BY"), ("US", ""), ("US", "Somewhere"), ("", "AZ")] {
            assert_eq!(region(country, written), None, "{country} {written}");
        }
    }
}
