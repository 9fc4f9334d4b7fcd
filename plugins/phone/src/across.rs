//! All numbers of an application beside the place that it names. A comparison whose one side is not known has no answer.

use places::same_country;

use crate::number::Number;
use crate::record::Applicant;

/// Whether every number is of another country than the claimed one.
pub(crate) fn country_differs(numbers: &[Number], claimed: Option<&str>) -> Option<bool> {
    let claimed = claimed?;
    let mut countries = numbers.iter().filter_map(|number| number.region.as_deref()).peekable();
    countries.peek()?;
    Some(countries.all(|country| !same_country(country, claimed)))
}

/// Whether every number with an area code is of another state or province than each claimed one. Numbers of other countries are
/// not counted: that is what [`country_differs`] is about.
pub(crate) fn region_differs(numbers: &[Number], applicant: &Applicant) -> Option<bool> {
    let claimed = applicant.claimed_country()?;
    let mut claimed_regions = applicant.claimed_regions(claimed).map(|region| region.code).peekable();
    claimed_regions.peek()?;
    let claimed_regions: Vec<_> = claimed_regions.collect();
    let mut areas = numbers.iter().filter_map(Number::area).filter(|area| area.country == claimed).peekable();
    areas.peek()?;
    Some(areas.all(|area| area.regions().all(|region| !claimed_regions.contains(&region))))
}

/// By how many minutes standard time differs at least between the area codes and the claimed states or provinces.
pub(crate) fn time_zone_gap(numbers: &[Number], applicant: &Applicant) -> Option<i64> {
    let claimed = applicant.claimed_country()?;
    let standard = |name| places::zone(name).map(|zone| i64::from(zone.offsets.least));
    let here: Vec<i64> =
        applicant.claimed_regions(claimed).flat_map(|region| region.time_zones()).filter_map(standard).collect();
    let there = numbers.iter().filter_map(Number::area).flat_map(|area| area.time_zones()).filter_map(standard);
    there.flat_map(|there| here.iter().map(move |here| (here - there).abs())).min()
}
