//! Measured positions: by satellite or by the Wi-Fi around. One looked up from the internet address would repeat the address.

use places::{Point, same_country, to_country_km};

use crate::claim::Claim;
use crate::device::Geo;
use crate::finding::{Finding, whole};

/// Kilometres that a position may be off which does not say.
const UNSAID_KM: f64 = 10.0;

/// A measured position.
pub(crate) enum Position<'a> {
    /// A point, and how many kilometres it may be off.
    Point(Point, f64),
    /// A country.
    Country(&'a str),
}

impl<'a> Position<'a> {
    /// The position of a computer, where it was measured.
    pub(crate) fn of(geo: &'a Geo) -> Option<Self> {
        let measured = matches!(geo.source.as_deref(), Some("gps" | "wifi"));
        let point = geo.lat.zip(geo.lon).filter(|(lat, lon)| lat.abs() <= 90.0 && lon.abs() <= 180.0);
        let off = geo.accuracy_m.map_or(UNSAID_KM, |metres| metres.abs() / 1000.0);
        let point = point.map(|(latitude, longitude)| Self::Point(Point { latitude, longitude }, off));
        point.or_else(|| geo.country.as_deref().map(Self::Country)).filter(|_| measured)
    }

    /// Compares it with the claimed countries.
    pub(crate) fn beside(&self, claim: &Claim) -> Finding {
        let places = claim.beside("/geo");
        match self {
            Self::Country(country) => claim.beside_country(Some(country), "/geo"),
            Self::Point(..) => match claim.countries().filter_map(|country| self.km_from(country)).reduce(f64::min) {
                Some(km) => Finding { differs: Some(km > 0.0), km: Some(whole(km)), gap: None, places },
                None => Finding::default(),
            },
        }
    }

    /// Whether it lies outside of a country.
    pub(crate) fn outside(&self, country: &str) -> Option<bool> {
        match self {
            Self::Country(own) => Some(!same_country(own, country)),
            Self::Point(..) => self.km_from(country).map(|km| km > 0.0),
        }
    }

    /// Kilometres from it to a country at least.
    pub(crate) fn km_from(&self, country: &str) -> Option<f64> {
        match self {
            Self::Country(own) => places::between_countries_km(own, country),
            Self::Point(point, off) => to_country_km(*point, country).map(|km| (km - off).max(0.0)),
        }
    }
}
