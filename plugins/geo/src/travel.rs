//! Journeys between sightings of one person. Countries stand for places, and the least distance between them for the way, so that
//! whatever is too fast here was faster in truth.

use places::between_countries_km;

use crate::finding::whole;

/// Sightings that are looked at.
const SIGHTINGS: usize = 32;

/// Kilometres under which no journey is counted: addresses near borders are often taken for the neighbour's.
const LEAST_KM: f64 = 500.0;

/// Milliseconds that a journey takes at least: clocks of two systems are not the same.
const LEAST_MS: i64 = 5 * 60_000;

/// Where and when somebody was seen.
pub(crate) struct Sighting<'a> {
    at_ms: i64,
    country: &'a str,
    place: String,
}

impl<'a> Sighting<'a> {
    /// A sighting; none without a readable time or a country.
    pub(crate) fn new(at: Option<&str>, country: Option<&'a str>, place: String) -> Option<Self> {
        let at_ms = at?.parse::<jiff::Timestamp>().ok()?.as_millisecond();
        Some(Self { at_ms, country: country?, place })
    }
}

/// The fastest journey.
#[derive(Debug, Default)]
pub(crate) struct Journey {
    /// Kilometres an hour at least; 0 where nobody left for a country far away. None with fewer than two sightings.
    pub(crate) kmh: Option<i64>,
    /// Where its two ends stand in the record.
    pub(crate) places: Vec<String>,
}

/// The fastest journey between one sighting and the next.
pub(crate) fn fastest<'a>(sightings: impl Iterator<Item = Sighting<'a>>) -> Journey {
    let mut sightings: Vec<_> = sightings.take(SIGHTINGS).collect();
    sightings.sort_by(|a, b| (a.at_ms, &a.place).cmp(&(b.at_ms, &b.place)));
    let mut out = Journey::default();
    for (from, to) in sightings.iter().zip(sightings.iter().skip(1)) {
        let Some(km) = between_countries_km(from.country, to.country) else { continue };
        let minutes = i32::try_from(to.at_ms.saturating_sub(from.at_ms).max(LEAST_MS) / 60_000).unwrap_or(i32::MAX);
        let kmh = if km < LEAST_KM { 0 } else { whole((km * 60.0 / f64::from(minutes)).min(f64::from(u16::MAX))) };
        if out.kmh.is_none_or(|fastest| kmh > fastest) {
            out = Journey { kmh: Some(kmh), places: vec![from.place.clone(), to.place.clone()] };
        }
    }
    out
}
