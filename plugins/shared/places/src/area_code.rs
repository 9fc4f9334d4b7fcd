//! Area codes of the North American numbering plan. It does not say whether a number is assigned, or where its owner lives.

use crate::rows::{Rows, rows};

pub(crate) const ROWS: Rows = rows!("../data/area_codes.csv");

/// Where numbers of an area code were handed out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AreaCode {
    /// ISO 3166-1 alpha-2.
    pub country: &'static str,
    regions: &'static str,
    zones: &'static str,
}

impl AreaCode {
    /// The states or provinces, as two letters; none for countries that are not divided here.
    pub fn regions(&self) -> impl Iterator<Item = &'static str> + use<> {
        split(self.regions)
    }

    /// The IANA time zones that its area lies in.
    pub fn time_zones(&self) -> impl Iterator<Item = &'static str> + use<> {
        split(self.zones)
    }
}

/// What is known of an area code, three digits. None for one that is not geographic or not known.
#[must_use]
pub fn area_code(npa: &str) -> Option<AreaCode> {
    let mut columns = ROWS.get(npa)?.split(',');
    Some(AreaCode { country: columns.next()?, regions: columns.next()?, zones: columns.next()? })
}

pub(crate) fn split(list: &'static str) -> impl Iterator<Item = &'static str> + use<> {
    list.split('|').filter(|item| !item.is_empty())
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

    use super::*;

    #[test]
    fn an_area_code_knows_its_state_and_time_zones() {
        let phoenix = area_code("602").unwrap();
        assert_eq!(phoenix.country, "US");
        assert_eq!(phoenix.regions().collect::<Vec<_>>(), ["AZ"]);
        assert_eq!(phoenix.time_zones().collect::<Vec<_>>(), ["America/Phoenix"]);
        let florida = area_code("850").unwrap();
        assert_eq!(florida.time_zones().collect::<Vec<_>>(), ["America/Chicago", "America/New_York"]);
        let maritimes = area_code("902").unwrap();
        assert_eq!(maritimes.regions().collect::<Vec<_>>(), ["NS", "PE"]);
        assert_eq!(area_code("787").unwrap().country, "PR");
        assert_eq!(area_code("876").unwrap().regions().next(), None);
    }

    #[test]
    fn codes_without_an_area_are_not_known() {
        for npa in ["800", "500", "900", "211", "000", "60", "6022", "abc", ""] {
            assert_eq!(area_code(npa), None, "{npa}");
        }
    }
}
