//! IANA time zones: who uses them and how far they are from UTC. It holds no transitions.

use crate::area_code::split;
use crate::offsets::Offsets;
use crate::rows::{Rows, rows};

pub(crate) const ROWS: Rows = rows!("../data/time_zones.csv");

/// A time zone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Zone {
    countries: &'static str,
    /// Its offsets from UTC over a year.
    pub offsets: Offsets,
}

impl Zone {
    /// The countries that use it, ISO 3166-1 alpha-2.
    pub fn countries(&self) -> impl Iterator<Item = &'static str> + use<> {
        split(self.countries)
    }
}

/// A time zone by its IANA name. None for `UTC` and its like, which name no place, and for what is not known.
#[must_use]
pub fn zone(name: &str) -> Option<Zone> {
    let mut columns = ROWS.get(name)?.split(',');
    let countries = columns.next().filter(|countries| !countries.is_empty())?;
    let (least, greatest) = (columns.next()?.parse().ok()?, columns.next()?.parse().ok()?);
    Some(Zone { countries, offsets: Offsets { least, greatest } })
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

    use super::*;

    #[test]
    fn a_zone_knows_its_countries_and_offsets() {
        let shanghai = zone("Asia/Shanghai").unwrap();
        assert!(shanghai.countries().any(|country| country == "CN"));
        assert_eq!(shanghai.offsets, Offsets::fixed(480));
        assert_eq!(zone("US/Eastern"), zone("America/New_York"));
        for name in ["UTC", "Etc/UTC", "Nowhere/City", ""] {
            assert_eq!(zone(name), None, "{name}");
        }
    }

    #[test]
    fn every_zone_named_by_another_table_is_known() {
        let areas = crate::area_code::ROWS.all().filter_map(|(_, rest)| rest.rsplit_once(','));
        let regions = crate::region::ROWS.all().filter_map(|(_, rest)| rest.rsplit_once(','));
        for name in areas.chain(regions).flat_map(|(_, zones)| split(zones)) {
            assert!(zone(name).is_some(), "{name}");
        }
    }
}
