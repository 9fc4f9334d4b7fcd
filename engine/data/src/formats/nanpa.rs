//! The report of area codes that the administration of the North American Numbering Plan offers as CSV: for each code that is in
//! use for places, its state or province, its country, and the time zones that it lies in.

use super::csv::Columns;
use crate::collector::Collector;
use crate::{ImportError, Input};

/// The report's letters for time zones, those that begin others first, and a zone with these hours.
const ZONES: [(&str, &str); 10] = [
    ("AK", "America/Anchorage"),
    ("HA", "Pacific/Honolulu"),
    ("NF", "America/St_Johns"),
    ("A", "America/Halifax"),
    ("C", "America/Chicago"),
    ("E", "America/New_York"),
    ("H", "Pacific/Honolulu"),
    ("M", "America/Denver"),
    ("N", "America/St_Johns"),
    ("P", "America/Los_Angeles"),
];

pub(crate) fn is(head: &str) -> bool {
    head.lines().take(3).any(|line| line.trim_start_matches('"').starts_with("NPA_ID"))
}

pub(super) fn read(input: &Input<'_>, collector: &mut Collector<'_>) -> Result<(), ImportError> {
    let text = input.text_or_latin1()?;
    let is_header = |row: &::csv::StringRecord| row.iter().any(|name| name.eq_ignore_ascii_case("NPA_ID"));
    let table = Columns::of(input.name, &text, is_header)?;
    let [npa, usage, region, country, in_service, zone] = [
        table.at("NPA_ID")?,
        table.at("USE")?,
        table.at("LOCATION")?,
        table.at("COUNTRY")?,
        table.at("IN_SERVICE")?,
        table.at("TIME_ZONE")?,
    ];
    table.rows(|row, line| {
        let cell = |at: usize| row.get(at).unwrap_or_default();
        if cell(usage) != "G" || cell(in_service) != "Y" {
            return Ok(());
        }
        let zones = zones(cell(zone), cell(region));
        if zones.is_none() && !cell(zone).is_empty() {
            collector.tell("time zone not known, cell left empty", cell(zone), line);
        }
        let cells = [
            ("npa", cell(npa).to_owned()),
            ("region", cell(region).to_owned()),
            ("country", cell(country).to_owned()),
            ("time_zone", zones.unwrap_or_default()),
        ];
        collector.row(&cells, line)
    })
}

/// The zones that letters such as `EC` stand for, with blanks between them.
fn zones(letters: &str, region: &str) -> Option<String> {
    let mut rest = letters.trim();
    let mut zones = Vec::new();
    while !rest.is_empty() {
        let (letter, zone) = ZONES.iter().find(|(letter, _)| rest.starts_with(letter))?;
        // Arizona keeps the standard time of the Mountain zone all year.
        zones.push(if region == "AZ" && *letter == "M" { "America/Phoenix" } else { zone });
        rest = rest.get(letter.len()..)?.trim_start();
    }
    Some(zones.join(" "))
}
