//! What the operator's lists and tables say of one entry's school.

use hirewall_sdk::{Failure, lists, tables};
use serde::Deserialize;

use crate::field::Fields;
use crate::institution;
use crate::level::Level;
use crate::offer::{self, Offer, Row};
use crate::record::Entry;
use crate::settings::Settings;
use crate::signals::Accreditation;

/// Words of school names that say nothing about which school it is.
const GENERAL: &[&str] = &[
    "and",
    "at",
    "college",
    "de",
    "der",
    "di",
    "do",
    "e",
    "et",
    "for",
    "in",
    "institute",
    "national",
    "of",
    "school",
    "science",
    "state",
    "technology",
    "the",
    "universidad",
    "universidade",
    "universita",
    "universitat",
    "universite",
    "university",
    "y",
];

/// A school, by the names that it may be listed under.
pub(crate) struct School {
    names: Vec<String>,
}

/// The columns of the table `schools`.
#[derive(Deserialize)]
struct Domain {
    names: String,
}

/// The columns of the table `completions`.
#[derive(Deserialize)]
struct Completions {
    years: String,
    associate: String,
    bachelor: String,
    master: String,
    doctorate: String,
}

impl School {
    /// The school of an entry; none where it names none.
    pub(crate) fn of(entry: &Entry) -> Option<Self> {
        let names = institution::names(entry.institution.as_deref()?);
        (!names.is_empty()).then_some(Self { names })
    }

    /// Whether a list has one of its names.
    pub(crate) fn is_in(&self, list: &str) -> bool {
        self.names.iter().any(|name| lists::contains(list, name))
    }

    /// What the lists say of its accreditation. A school in both is taken as accredited.
    pub(crate) fn accreditation(&self) -> Option<Accreditation> {
        if self.is_in("accredited_schools") {
            Some(Accreditation::Accredited)
        } else {
            self.is_in("unaccredited_schools").then_some(Accreditation::Unaccredited)
        }
    }

    /// Whether it offers an entry's field of study, by every row that may be its own; the answer that speaks for the applicant.
    ///
    /// # Errors
    /// When the table does not have the columns that are read.
    pub(crate) fn offer(
        &self,
        entry: &Entry,
        level: Option<Level>,
        year: Option<i64>,
        fields: &Fields,
        settings: &Settings,
    ) -> Result<Option<Offer>, Failure> {
        let (Some(area), Some(year)) = (entry.area.as_deref(), year) else { return Ok(None) };
        let codes = fields.codes(area);
        if codes.is_empty() {
            return Ok(None);
        }
        let mut best = None;
        for name in &self.names {
            let Some(found) = tables::row::<Completions>("completions", name)? else { continue };
            let row = Row {
                years: offer::years(&found.years),
                associate: found.associate,
                bachelor: found.bachelor,
                master: found.master,
                doctorate: found.doctorate,
            };
            if row.covers(year, settings.completions_margin_years) {
                best = best.into_iter().chain(row.offer(&codes, level)).min();
            }
        }
        Ok(best)
    }

    /// Whether an address at a school belongs to this one; none when its domain is of no known school.
    ///
    /// # Errors
    /// When the table does not have the columns that are read.
    pub(crate) fn has_email(&self, address: &str) -> Result<Option<bool>, Failure> {
        let Some((_, domain)) = address.trim().rsplit_once('@') else { return Ok(None) };
        let domain = domain.to_lowercase();
        let mut rest = domain.as_str();
        // A faculty's domain lies below its school's.
        loop {
            if let Some(found) = tables::row::<Domain>("schools", rest)? {
                let fits = found.names.split('|').any(|name| self.is_like(name)) || self.is_named_by(&domain);
                return Ok(Some(fits));
            }
            match rest.split_once('.') {
                Some((_, parent)) if parent.contains('.') => rest = parent,
                _ => return Ok(None),
            }
        }
    }

    /// Whether another name has a telling word in common with one of its own, but for spelling.
    fn is_like(&self, other: &str) -> bool {
        let telling = |word: &&str| word.len() > 2 && !GENERAL.contains(word);
        let alike = |a: &str, b: &str| {
            a == b
                || spelling::skeleton(a) == spelling::skeleton(b)
                || (a.len().min(b.len()) >= 5 && spelling::one_edit_apart(a, b))
        };
        self.names.iter().any(|name| {
            name == other
                || name.split(' ').filter(telling).any(|a| other.split(' ').filter(telling).any(|b| alike(a, b)))
        })
    }

    /// Whether a label of a domain is a word, or the first letters, of one of its names ("mit.edu").
    fn is_named_by(&self, domain: &str) -> bool {
        self.names.iter().any(|name| {
            let words = || name.split(' ').filter(|word| !word.is_empty());
            let all: String = words().filter_map(|word| word.chars().next()).collect();
            let short: String = words()
                .filter(|word| !["of", "the", "and", "at", "de", "in"].contains(word))
                .filter_map(|w| w.chars().next())
                .collect();
            domain.split('.').filter(|label| label.len() > 1).any(|label| {
                label == all || label == short || words().any(|word| word == label && !GENERAL.contains(&word))
            })
        })
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

    use hirewall_sdk::testing;
    use serde_json::json;

    use super::*;

    fn school(name: &str) -> School {
        School::of(&Entry { institution: Some(name.to_owned()), ..Entry::default() }).unwrap()
    }

    #[test]
    fn an_address_belongs_to_its_school_under_any_of_its_names() {
        let rows = json!({
            "stanford.edu": {"domain": "stanford.edu", "names": "stanford university"},
            "mit.edu": {"domain": "mit.edu", "names": "massachusetts institute of technology"},
            "tum.de": {"domain": "tum.de", "names": "technical university of munich"},
        });
        let cases = [
            ("Stanford University", "a@cs.stanford.edu", Some(true)),
            ("Leland Stanford Junior University", "a@stanford.edu", Some(true)),
            ("MIT", "a@alum.mit.edu", Some(true)),
            ("Technische Universität München", "a@tum.de", Some(true)),
            ("Harvard University", "a@stanford.edu", Some(false)),
            ("Harvard University", "a@example.org", None),
            ("Harvard University", "no address", None),
        ];
        testing::with_tables([("schools", rows)], || {
            for (name, address, expected) in cases {
                assert_eq!(school(name).has_email(address).unwrap(), expected, "{name} {address}");
            }
        });
    }

    #[test]
    fn a_table_with_other_columns_is_a_failure() {
        let rows = json!({"a.edu": {"domain": "a.edu"}});
        let found = testing::with_tables([("schools", rows)], || school("Some School").has_email("x@a.edu"));
        assert!(found.is_err());
    }
}
