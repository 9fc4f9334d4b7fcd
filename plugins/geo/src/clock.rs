//! Clocks beside countries. A clock says in which band of the earth it is set, not where it is; two clocks contradict each other
//! where no day of the year has them show the same.

use places::{Offsets, country_offsets, zone};

use crate::claim::Claim;
use crate::finding::Finding;

/// Compares a time zone, by its IANA name, with the claimed countries.
pub(crate) fn beside(claim: &Claim, name: Option<&str>, place: &str) -> Finding {
    let Some(zone) = name.and_then(zone) else { return Finding::default() };
    let gap = gap(claim.countries(), zone.offsets);
    Finding { differs: gap.map(|gap| gap > 0), km: None, gap, places: claim.beside(place) }
}

/// By how many minutes an offset differs at least from the clocks of these countries.
pub(crate) fn gap<'a>(countries: impl Iterator<Item = &'a str>, offsets: Offsets) -> Option<i64> {
    countries.flat_map(country_offsets).map(|own| i64::from(own.gap(offsets))).min()
}

/// By how many minutes the offset of the file that fits best differs from the clocks of the claimed countries. An offset of 0 says
/// nothing: many programs write UTC wherever they run.
pub(crate) fn file_gap(claim: &Claim, offsets: impl Iterator<Item = i64>) -> Option<i64> {
    let offsets = offsets.filter(|minutes| *minutes != 0 && (-14 * 60..=14 * 60).contains(minutes));
    let offsets = offsets.filter_map(|minutes| i32::try_from(minutes).ok());
    offsets.filter_map(|minutes| gap(claim.countries(), Offsets::fixed(minutes))).min()
}
