//! Who holds a payment account: persons, or a company.

use crate::person::Person;

/// Words that only names of companies hold.
const COMPANY: &[&str] = &[
    "ab",
    "ag",
    "associates",
    "bv",
    "company",
    "consulting",
    "corp",
    "corporation",
    "eurl",
    "gmbh",
    "group",
    "holding",
    "holdings",
    "inc",
    "incorporated",
    "kft",
    "kg",
    "labs",
    "limited",
    "llc",
    "llp",
    "ltd",
    "ltda",
    "nv",
    "oy",
    "partners",
    "plc",
    "pllc",
    "pte",
    "pty",
    "sarl",
    "sas",
    "services",
    "software",
    "solutions",
    "spa",
    "srl",
    "sro",
    "studio",
    "studios",
    "systems",
    "technologies",
    "technology",
    "ug",
];

/// The holder of an account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Holder {
    /// The persons that it names: two for an account held together.
    pub persons: Vec<Person>,
    /// Whether it is the name of a company.
    pub company: bool,
}

impl Holder {
    /// Reads the name on an account.
    #[must_use]
    pub(crate) fn read(text: &str) -> Self {
        let key = spelling::key(text);
        let company = key.split(' ').any(|word| COMPANY.contains(&word));
        let together = [" & ", " and ", " und ", " et ", " y ", " / ", ";"];
        // "García y Vega" is one person: joined by a word, each side must be a whole name, or the first a given name alone.
        let mut pieces = vec![text.to_owned()];
        for mark in together {
            pieces = pieces.iter().flat_map(|piece| split(piece, mark)).collect();
        }
        Self { persons: pieces.iter().filter_map(|piece| Person::read(piece)).collect(), company }
    }
}

/// The text at both sides of a mark; the text itself where the mark is inside of one name.
fn split(text: &str, mark: &str) -> Vec<String> {
    let lower = text.to_ascii_lowercase();
    let Some((before, after)) = lower.find(mark).and_then(|at| Some((text.get(..at)?, text.get(at + mark.len()..)?)))
    else {
        return vec![text.to_owned()];
    };
    if mark == " y " && after.split_whitespace().count() < 2 {
        return vec![text.to_owned()];
    }
    let first = before.trim();
    // "John & Mary Smith": the family name stands once.
    let family = after.split_whitespace().last().unwrap_or_default();
    let first = if first.contains(' ') { first.to_owned() } else { format!("{first} {family}") };
    vec![first, after.trim().to_owned()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn accounts_are_held_by_persons_or_companies() {
        let cases: &[(&str, bool, &[&str])] = &[
            ("John Smith", false, &["john smith"]),
            ("John & Mary Smith", false, &["john smith", "mary smith"]),
            ("Mr John Smith and Mrs Mary Jones", false, &["john smith", "mary jones"]),
            ("José Ortega y Gasset", false, &["jose ortega gasset"]),
            ("Smith Consulting LLC", true, &["smith consulting llc"]),
            ("Müller GmbH", true, &["muller gmbh"]),
            ("", false, &[]),
        ];
        for (text, company, persons) in cases {
            let holder = Holder::read(text);
            let found: Vec<String> = holder.persons.iter().map(|person| person.parts.join(" ")).collect();
            assert_eq!(
                (holder.company, found),
                (*company, persons.iter().map(|p| (*p).to_owned()).collect()),
                "{text}"
            );
        }
    }
}
