//! States and provinces of the United States and Canada. Other countries are not divided here.

use crate::area_code::split;
use crate::rows::{Rows, rows};

pub(crate) const ROWS: Rows = rows!("../data/regions.csv");

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
    // Most are written as a code, with or without the country's before it.
    let code = match written.split_once('-') {
        Some((before, code)) if before.eq_ignore_ascii_case(country) => code,
        _ => written,
    };
    if code.len() == 2
        && let Some((key, rest)) = ROWS.row(&format!("{country}-{}", code.to_ascii_uppercase()))
    {
        return Some(Region { code: key.split_once('-')?.1, zones: rest.split_once(',')?.1 });
    }
    ROWS.beginning(country).find_map(|(key, rest)| {
        let (found, code) = key.split_once('-')?;
        let (name, zones) = rest.split_once(',')?;
        (found == country && written.eq_ignore_ascii_case(name)).then_some(Region { code, zones })
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
        for (key, rest) in ROWS.all() {
            let ((country, code), (name, zones)) = (key.split_once('-').unwrap(), rest.split_once(',').unwrap());
            for written in [code, key, name, &code.to_lowercase(), &key.to_lowercase(), &name.to_uppercase()] {
                assert_eq!(region(country, written), Some(Region { code, zones }), "{country} {written}");
            }
        }
        assert_eq!(region("CA", "Ontario").unwrap().code, "ON");
        assert!(region("US", "Texas").unwrap().time_zones().eq(["America/Chicago", "America/Denver"]));
        for (country, written) in [
            ("US", "ON"),
            ("DE", "BY"),
            ("US", ""),
            ("US", "Somewhere"),
            ("", "AZ"),
            ("", "US-AZ"),
            ("US", "CA-ON"),
            ("US", "-AZ"),
            ("U", "S-AZ"),
            ("us", "AZ"),
        ] {
            assert_eq!(region(country, written), None, "{country} {written}");
        }
    }
}
