//! Whether an e-mail address is made from a name.

use hirewall_sdk::Schema;
use serde::Serialize;

use crate::nicknames::Nicknames;
use crate::person::Person;

/// What of a name an address holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Schema, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum NameIn {
    /// Two parts of the name, or a part and an initial.
    Full,
    /// One part of the name, or a short form of it.
    Part,
    /// The initials alone.
    Initials,
    /// Nothing of it.
    Nothing,
}

/// Letters at which a part of a name is recognised inside of other letters.
const INSIDE: usize = 3;

/// What of a name the part of an address before the at sign holds; none when that cannot be told, because the name is not
/// written in Latin letters or the address has no letters.
#[must_use]
pub(crate) fn name_in(local: &str, person: &Person, nicknames: &Nicknames) -> Option<NameIn> {
    let folded = spelling::latin(local)?;
    let words: Vec<&str> =
        folded.split(|letter: char| !letter.is_ascii_lowercase()).filter(|w| !w.is_empty()).collect();
    if !person.latin || words.is_empty() {
        return None;
    }
    let mut rest = words.concat();
    let mut parts: Vec<&str> = person.parts.iter().chain(&person.also).map(String::as_str).collect();
    parts.sort_unstable_by_key(|part| std::cmp::Reverse(part.len()));
    let mut missed: Vec<&str> = Vec::new();
    let mut found = 0;
    for part in parts {
        let whole = words.contains(&part);
        let inside = part.len() >= INSIDE && rest.contains(part);
        let short = || {
            words
                .iter()
                .any(|word| nicknames.are_one(word, part) || spelling::skeleton(word) == spelling::skeleton(part))
        };
        let begun = || part.len() > INSIDE && words.iter().any(|word| word.len() >= INSIDE && part.starts_with(word));
        if (whole && part.len() > 1) || inside {
            rest = rest.replacen(part, " ", 1);
            found += 1;
        } else if short() || begun() {
            found += 1;
        } else {
            missed.push(part);
        }
    }
    let all: String = person.parts.iter().filter_map(|part| part.chars().next()).collect();
    let reversed: String = all.chars().rev().collect();
    let left: String = rest.split(' ').collect();
    let with_initial = missed.iter().any(|part| part.chars().next().is_some_and(|first| left == first.to_string()));
    Some(match found {
        0 if all.len() >= 2 && (words.concat() == all || words.concat() == reversed) => NameIn::Initials,
        0 => NameIn::Nothing,
        1 if with_initial => NameIn::Full,
        1 => NameIn::Part,
        _ => NameIn::Full,
    })
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

    use super::*;

    #[test]
    fn addresses_made_from_the_name_are_seen() {
        use NameIn::{Full, Initials, Nothing, Part};
        let cases = [
            ("john.smith", "John Smith", Some(Full)),
            ("smithjohn1985", "John Smith", Some(Full)),
            ("jsmith", "John Smith", Some(Full)),
            ("smith.j", "John Smith", Some(Full)),
            ("bobsmith", "Robert \"Bob\" Smith", Some(Full)),
            ("bob.smith", "Robert Smith", Some(Full)),
            ("smithy", "John Smith", Some(Part)),
            ("john", "John Smith", Some(Part)),
            ("chris.dev", "Christopher Lee", Some(Part)),
            ("js", "John Smith", Some(Initials)),
            ("sj77", "John Smith", Some(Initials)),
            ("luckydev0923", "John Smith", Some(Nothing)),
            ("li.wei", "Wei Li", Some(Full)),
            ("oconnor", "Sinéad O'Connor", Some(Part)),
            ("ivan.petrov", "Иван Петров", Some(Full)),
            ("wangwei", "王伟", None),
            ("12345", "John Smith", None),
        ];
        for (local, name, expected) in cases {
            let person = Person::read(name).unwrap();
            assert_eq!(name_in(local, &person, &Nicknames::new()), expected, "{local} {name}");
        }
    }
}
