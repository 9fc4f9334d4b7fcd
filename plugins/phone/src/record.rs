//! What the detector reads of an application.

use hirewall_sdk::Input;
use serde::Deserialize;

/// The phone numbers of an application, and the place that it names.
#[derive(Debug, Default, Input)]
#[record("applicant")]
pub struct Applicant {
    /// The number in the resume.
    #[read("/basics/phone")]
    pub phone: Option<String>,
    /// Further numbers.
    #[read("/phones", json, only("raw", "source_normalised"))]
    pub phones: Vec<Given>,
    /// Claimed country of residence.
    #[read("/basics/location/country_code")]
    pub country: Option<String>,
    /// Claimed state or province.
    #[read("/basics/location/region")]
    pub region: Option<String>,
    /// Addresses, where the resume names no place.
    #[read("/addresses", json, only("country", "region"))]
    pub addresses: Vec<Address>,
    /// Referees.
    #[read("/references", json, only("phone"))]
    pub references: Vec<Reference>,
}

/// A phone number.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Given {
    /// As typed.
    pub raw: Option<String>,
    /// Whether the source system rewrote it.
    pub source_normalised: Option<bool>,
}

/// An address.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Address {
    /// ISO 3166-1 alpha-2.
    pub country: Option<String>,
    /// State or province.
    pub region: Option<String>,
}

/// A referee.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Reference {
    /// Their number.
    pub phone: Option<String>,
}

impl Applicant {
    /// The claimed country: that of the resume, or the one that all addresses share.
    pub(crate) fn claimed_country(&self) -> Option<&str> {
        self.country.as_deref().or_else(|| {
            let mut countries = self.addresses.iter().filter_map(|address| address.country.as_deref());
            let first = countries.next()?;
            countries.all(|country| country == first).then_some(first)
        })
    }

    /// The claimed states or provinces of that country: of the resume and of the addresses.
    pub(crate) fn claimed_regions<'a>(&'a self, country: &'a str) -> impl Iterator<Item = places::Region> + 'a {
        let resume = self.region.as_deref().filter(|_| self.country.as_deref() == Some(country));
        let addresses = self.addresses.iter().filter(move |address| address.country.as_deref() == Some(country));
        let written = resume.into_iter().chain(addresses.filter_map(|address| address.region.as_deref()));
        written.filter_map(move |region| places::region(country, region))
    }
}
