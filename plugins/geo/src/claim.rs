//! The countries that somebody claims to be in, and how another statement compares with them. With several claims the one that fits
//! best counts.

use places::{between_countries_km, same_country};

use crate::finding::{Finding, whole};

/// Addresses that are looked at.
const ADDRESSES: usize = 16;

/// A claimed country and where it stands in the record.
#[derive(Debug, Default)]
pub(crate) struct Claim {
    countries: Vec<String>,
    places: Vec<String>,
}

impl Claim {
    /// From places in the record, each with its country.
    pub(crate) fn new<'a>(claims: impl Iterator<Item = (String, &'a str)>) -> Self {
        let mut out = Self::default();
        for (place, country) in claims.take(ADDRESSES) {
            out.places.push(place);
            out.countries.push(country.to_owned());
        }
        out
    }

    pub(crate) fn countries(&self) -> impl Iterator<Item = &str> {
        self.countries.iter().map(String::as_str)
    }

    /// Where the claims stand, and this place.
    pub(crate) fn beside(&self, place: &str) -> Vec<String> {
        self.places.iter().cloned().chain([place.to_owned()]).collect()
    }

    /// Whether the claims name one country; none with a single claim.
    pub(crate) fn differ(&self) -> Option<bool> {
        let first = self.countries().next()?;
        self.countries.get(1)?;
        Some(!self.countries().all(|country| same_country(country, first)))
    }

    /// Compares a country with the claimed ones.
    pub(crate) fn beside_country(&self, country: Option<&str>, place: &str) -> Finding {
        let Some(country) = country.filter(|_| !self.countries.is_empty()) else { return Finding::default() };
        let same = self.countries().any(|claimed| same_country(claimed, country));
        let km = self.countries().filter_map(|claimed| between_countries_km(claimed, country)).reduce(f64::min);
        Finding { differs: Some(!same), km: km.filter(|_| !same).map(whole), gap: None, places: self.beside(place) }
    }

    /// Where the claims stand.
    pub(crate) fn places(&self) -> Vec<String> {
        self.places.clone()
    }
}
