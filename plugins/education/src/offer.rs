//! Whether a school offers a field of study, from its row in the table of completions.

use std::collections::BTreeSet;

use hirewall_sdk::Schema;
use serde::Serialize;

use crate::field::related;
use crate::level::Level;

/// What a school's row says of a field of study.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Schema, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Offer {
    /// The field at this level.
    Listed,
    /// A field of the same or a neighbouring family at this level.
    Related,
    /// The field or a related one, at other levels alone.
    OtherLevel,
    /// Neither the field nor one related to it.
    Absent,
}

/// A school's row in the table of completions.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub(crate) struct Row {
    /// First and last year that the row was compiled from.
    pub years: Option<(i64, i64)>,
    /// CIP codes of four digits, separated by spaces, by level.
    pub associate: String,
    /// Of bachelor's degrees.
    pub bachelor: String,
    /// Of master's degrees.
    pub master: String,
    /// Of doctorates.
    pub doctorate: String,
}

impl Row {
    /// What the row says of a field. None when nothing can be said: a row without a field at all.
    #[must_use]
    pub(crate) fn offer(&self, codes: &BTreeSet<&str>, level: Option<Level>) -> Option<Offer> {
        let all = [&self.associate, &self.bachelor, &self.master, &self.doctorate];
        if codes.is_empty() || all.iter().all(|column| column.trim().is_empty()) {
            return None;
        }
        let at_level: Vec<&String> = match level {
            Some(Level::Associate) => vec![&self.associate],
            Some(Level::Bachelor) => vec![&self.bachelor],
            Some(Level::Master) => vec![&self.master],
            Some(Level::Doctorate) => vec![&self.doctorate],
            Some(Level::Secondary | Level::Certificate) => return None,
            None => all.to_vec(),
        };
        let any = |columns: &[&String], fits: &dyn Fn(&str, &str) -> bool| {
            columns
                .iter()
                .flat_map(|column| column.split(' '))
                .any(|offered| !offered.is_empty() && codes.iter().any(|code| fits(offered, code)))
        };
        let same = |offered: &str, code: &str| offered == code;
        Some(if any(&at_level, &same) {
            Offer::Listed
        } else if any(&at_level, &related) {
            Offer::Related
        } else if any(&all, &related) {
            Offer::OtherLevel
        } else {
            Offer::Absent
        })
    }

    /// Whether a degree of that year falls into the time that the row speaks of, or so many years beside it.
    #[must_use]
    pub(crate) fn covers(&self, year: i64, margin: i64) -> bool {
        self.years
            .is_some_and(|(first, last)| (first.saturating_sub(margin)..=last.saturating_add(margin)).contains(&year))
    }
}

/// Reads the years of a row: `2021` or `2019-2023`.
#[must_use]
pub(crate) fn years(text: &str) -> Option<(i64, i64)> {
    let year = |text: &str| (text.len() == 4).then(|| text.parse::<i64>().ok()).flatten();
    match text.trim().split_once('-') {
        Some((first, last)) => Some((year(first)?, year(last)?)).filter(|(first, last)| first <= last),
        None => year(text.trim()).map(|year| (year, year)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_field_is_listed_related_or_absent() {
        let row = Row { bachelor: "11.07 14.10".into(), master: "50.09".into(), ..Row::default() };
        let cases = [
            ("11.07", Some(Level::Bachelor), Some(Offer::Listed)),
            ("27.01", Some(Level::Bachelor), Some(Offer::Related)),
            ("50.09", Some(Level::Bachelor), Some(Offer::OtherLevel)),
            ("11.07", Some(Level::Doctorate), Some(Offer::OtherLevel)),
            ("51.38", Some(Level::Bachelor), Some(Offer::Absent)),
            ("50.09", None, Some(Offer::Listed)),
            ("11.07", Some(Level::Certificate), None),
        ];
        for (code, level, expected) in cases {
            assert_eq!(row.offer(&BTreeSet::from([code]), level), expected, "{code} {level:?}");
        }
        assert_eq!(row.offer(&BTreeSet::new(), None), None);
        assert_eq!(Row::default().offer(&BTreeSet::from(["11.07"]), None), None);
    }

    #[test]
    fn a_row_speaks_of_its_years_and_a_margin() {
        for (text, expected) in [
            ("2021", Some((2021, 2021))),
            ("2019-2023", Some((2019, 2023))),
            ("2023-2019", None),
            ("", None),
            ("x", None),
        ] {
            assert_eq!(years(text), expected, "{text}");
        }
        let row = Row { years: Some((2019, 2023)), ..Row::default() };
        assert!(row.covers(2014, 5) && row.covers(2028, 5) && !row.covers(2013, 5) && !row.covers(2029, 5));
        assert!(!Row::default().covers(2020, 5));
    }
}
