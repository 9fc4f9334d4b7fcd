//! The countries of phone numbers that are written with their country code. It does not judge whether numbers are valid; the detector
//! `phone` does.

use places::{countries_called, same_country};

use crate::claim::Claim;
use crate::finding::Finding;

/// Numbers that are looked at.
const NUMBERS: usize = 16;

/// Digits of an international number at most (ITU-T E.164).
const DIGITS: usize = 15;

/// Compares numbers, each with its place in the record, with the claimed countries: they differ when none is of such a country.
pub(crate) fn beside<'a>(claim: &Claim, numbers: impl Iterator<Item = (String, &'a str)>) -> Finding {
    let mut called = Vec::new();
    let mut places = claim.places();
    for (place, raw) in numbers.take(NUMBERS) {
        let countries = international(raw).map(|digits| countries_called(&digits)).unwrap_or_default();
        if !countries.is_empty() {
            called.push(countries);
            places.push(place);
        }
    }
    if called.is_empty() || claim.countries().next().is_none() {
        return Finding::default();
    }
    let fits = |country: &str| claim.countries().any(|claimed| same_country(claimed, country));
    let differs = !called.iter().flatten().any(|country| fits(country));
    let each = called.iter().flatten().map(|country| claim.beside_country(Some(country), "").km);
    let km = each.min().flatten().filter(|_| differs);
    Finding { differs: Some(differs), km, gap: None, places }
}

/// The digits after a plus sign or two zeros.
fn international(raw: &str) -> Option<String> {
    let raw = raw.trim_start_matches(|letter: char| letter.is_whitespace() || letter == '(');
    let rest = raw.strip_prefix('+').or_else(|| raw.strip_prefix("00"))?;
    Some(rest.chars().filter(char::is_ascii_digit).take(DIGITS).collect())
}
