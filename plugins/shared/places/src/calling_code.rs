//! International calling codes, apart from 1, whose countries share area codes. It does not parse numbers.

use crate::area_code::split;
use crate::rows::{Rows, rows};

pub(crate) const ROWS: Rows = rows!("../data/calling_codes.csv");

/// The countries called by a number written in international form, digits only and without the plus sign. Of several, as for 44
/// and 7, all. Empty where none is known.
#[must_use]
pub fn countries_called(digits: &str) -> Vec<&'static str> {
    if digits.starts_with('1') {
        return digits.get(1..4).and_then(crate::area_code).map(|area| area.country).into_iter().collect();
    }
    (1..=3)
        .filter_map(|length| digits.get(..length))
        .find_map(|code| ROWS.get(code))
        .map(|countries| split(countries).collect())
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_calls_the_countries_of_its_code() {
        for (digits, countries) in [
            ("14155550100", &["US"][..]),
            ("14165550100", &["CA"]),
            ("8502381123", &["KP"]),
            ("8613800000000", &["CN"]),
            ("77012345678", &["KZ", "RU"]),
            ("18005550100", &[]),
            ("1", &[]),
            ("", &[]),
            ("999123", &[]),
        ] {
            assert_eq!(countries_called(digits), countries, "{digits}");
        }
    }
}
