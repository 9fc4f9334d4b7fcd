//! Distances over the ground in kilometres, on a sphere. A country is a handful of circles that cover it, so the distance
//! between two countries is a lower bound: no two of their places are nearer to each other.

use crate::rows::{Rows, rows};

pub(crate) const ROWS: Rows = rows!("../data/country_caps.csv");

/// Mean radius of the earth in kilometres.
const EARTH_KM: f64 = 6371.0;

/// A place on the earth, in degrees.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Point {
    /// Degrees north of the equator.
    pub latitude: f64,
    /// Degrees east of Greenwich.
    pub longitude: f64,
}

/// A circle on the ground.
struct Cap {
    centre: Point,
    radius_km: f64,
}

/// The great-circle distance between two places in kilometres; within half a per cent of the true one.
#[must_use]
pub fn between_points_km(a: Point, b: Point) -> f64 {
    let (north, east) = ((b.latitude - a.latitude).to_radians(), (b.longitude - a.longitude).to_radians());
    let across = a.latitude.to_radians().cos() * b.latitude.to_radians().cos() * (east / 2.0).sin().powi(2);
    let half = ((north / 2.0).sin().powi(2) + across).clamp(0.0, 1.0);
    2.0 * EARTH_KM * half.sqrt().asin()
}

/// How far a place is from the nearest point of a country, at least, in kilometres. None for a country that is not known.
#[must_use]
pub fn to_country_km(place: Point, country: &str) -> Option<f64> {
    nearest(place, &caps(country).collect::<Vec<_>>())
}

/// How far two countries are apart, at least, in kilometres; 0 for neighbours. None where one is not known.
#[must_use]
pub fn between_countries_km(a: &str, b: &str) -> Option<f64> {
    if a == b {
        return caps(a).next().map(|_| 0.0);
    }
    let there: Vec<Cap> = caps(b).collect();
    let from = |cap: Cap| nearest(cap.centre, &there).map(|km| (km - cap.radius_km).max(0.0));
    caps(a).filter_map(from).reduce(f64::min)
}

/// How far a place is from the nearest point of these circles.
fn nearest(place: Point, caps: &[Cap]) -> Option<f64> {
    caps.iter().map(|cap| (between_points_km(place, cap.centre) - cap.radius_km).max(0.0)).reduce(f64::min)
}

fn caps(country: &str) -> impl Iterator<Item = Cap> + '_ {
    ROWS.of(country).filter_map(|row| {
        let mut columns = row.split(',').map(str::parse::<f64>);
        let mut next = || columns.next()?.ok();
        Some(Cap { centre: Point { latitude: next()?, longitude: next()? }, radius_km: next()? })
    })
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

    use super::*;

    const PLACES: [(&str, f64, f64); 12] = [
        ("US", 33.45, -112.07),
        ("US", 64.84, -147.72),
        ("US", 21.31, -157.86),
        ("US", 25.76, -80.19),
        ("CN", 40.13, 124.38),
        ("CN", 39.47, 75.99),
        ("RU", 43.12, 131.89),
        ("RU", 59.93, 30.34),
        ("KP", 39.02, 125.75),
        ("DE", 52.52, 13.4),
        ("BR", -23.55, -46.63),
        ("AU", -33.87, 151.21),
    ];

    fn points() -> impl Iterator<Item = (&'static str, Point)> {
        PLACES.into_iter().map(|(country, latitude, longitude)| (country, Point { latitude, longitude }))
    }

    #[test]
    fn known_distances() {
        let place = |index| points().nth(index).unwrap().1;
        assert!((between_points_km(place(9), place(7)) - 1319.0).abs() < 10.0);
        let (equator, east) = (Point { latitude: 0.0, longitude: 0.0 }, Point { latitude: 0.0, longitude: 90.0 });
        assert!((between_points_km(equator, east) - 10_007.5).abs() < 1.0);
        let west = Point { latitude: 0.0, longitude: -179.5 };
        assert!((between_points_km(Point { latitude: 0.0, longitude: 179.5 }, west) - 111.2).abs() < 0.1);
        assert!(between_points_km(place(3), place(3)).abs() < 1e-6);
    }

    #[test]
    fn a_country_is_never_farther_than_a_place_in_it() {
        for (country, place) in points() {
            assert!(to_country_km(place, country).unwrap() < 1e-6, "{country}");
            for (other, there) in points() {
                let bound = to_country_km(place, other).unwrap();
                assert!(bound <= between_points_km(place, there), "{country} {other}");
                assert!(between_countries_km(country, other).unwrap() <= bound + 1e-6, "{country} {other}");
            }
        }
    }

    #[test]
    fn far_countries_are_far_and_neighbours_are_not() {
        assert!(between_countries_km("DE", "CN").unwrap() > 3500.0);
        assert!(between_countries_km("BR", "JP").unwrap() > 12_000.0);
        for (a, b) in [("US", "CA"), ("US", "MX"), ("CN", "KP"), ("RU", "KP"), ("DE", "FR"), ("RU", "US")] {
            assert!(between_countries_km(a, b).unwrap() < 60.0, "{a} {b}");
        }
        assert_eq!(between_countries_km("US", "US"), Some(0.0));
        for (a, b) in [("US", "ZZ"), ("ZZ", "US"), ("ZZ", "ZZ")] {
            assert_eq!(between_countries_km(a, b), None, "{a} {b}");
        }
    }
}
