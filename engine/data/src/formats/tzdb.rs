//! Files of the IANA time zone database: `zone.tab` and `zone1970.tab` (countries of a zone), `tzdata.zi` (old names such as
//! Asia/Calcutta). Zones of no country, such as Etc/UTC, are left out: they contradict nothing.

use std::collections::{BTreeMap, BTreeSet};

use crate::collector::Collector;
use crate::{Format, ImportError, Input};

pub(crate) fn is(head: &str) -> bool {
    is_links(head) || head.lines().find(|line| !line.starts_with('#')).is_some_and(|line| countries(line).is_some())
}

fn is_links(text: &str) -> bool {
    text.starts_with("# version ")
        || text.lines().next().is_some_and(|line| line.starts_with("R ") || line.starts_with("L "))
}

/// The countries and the zone of a line `IN\t+2232+08822\tAsia/Kolkata`.
fn countries(line: &str) -> Option<(&str, &str)> {
    let mut cells = line.split('\t');
    let (codes, place, zone) = (cells.next()?, cells.next()?, cells.next()?);
    let sound = codes.split(',').all(|code| code.len() == 2 && code.bytes().all(|byte| byte.is_ascii_uppercase()));
    (sound && place.starts_with(['+', '-'])).then_some((codes, zone))
}

pub(super) fn read(inputs: &[Input<'_>], collector: &mut Collector<'_>) -> Result<(), ImportError> {
    let mut zones: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    let mut links = Vec::new();
    for input in inputs {
        let text = input.text()?;
        if is_links(text) {
            links.extend(text.lines().filter_map(|line| line.strip_prefix("L ")));
            continue;
        }
        for (number, line) in (1..).zip(text.lines()).filter(|(_, line)| !line.is_empty() && !line.starts_with('#')) {
            match countries(line) {
                Some((codes, zone)) => zones.entry(zone).or_default().extend(codes.split(',')),
                None => {
                    let reason = "the line has no countries, place and zone with tabs between them".to_owned();
                    return Err(ImportError::Csv { name: input.name.to_owned(), line: number, reason });
                }
            }
        }
    }
    if zones.is_empty() {
        return Err(ImportError::Missing { format: Format::Tzdb, part: "`zone.tab` or `zone1970.tab`" });
    }
    for link in links {
        let mut words = link.split_whitespace();
        let (Some(target), Some(alias)) = (words.next(), words.next()) else { continue };
        // An old name stands for its own country only where zone.tab says so; else for all of its target's.
        if let Some(countries) = zones.get(target).filter(|_| !zones.contains_key(alias)).cloned() {
            zones.insert(alias, countries);
        }
    }
    for (place, (zone, countries)) in (1..).zip(&zones) {
        let countries: Vec<&str> = countries.iter().copied().collect();
        collector.row(&[("zone", (*zone).to_owned()), ("countries", countries.join(" "))], place)?;
    }
    Ok(())
}
