//! The forms in which a name is looked up in lists. It does not know what a list is about.

use std::collections::BTreeSet;

use hirewall_sdk::Schema;
use serde::Serialize;

use crate::nicknames::Nicknames;
use crate::person::Person;

/// How close the form that a list holds is to the name as written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Schema, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Closeness {
    /// As written, but for case, accents and punctuation.
    Exact,
    /// The parts in another order.
    Reordered,
    /// Without middle names.
    Shortened,
    /// With the formal name of a short form.
    Variant,
}

/// The forms of a name to look up, closest first, each once. A name of one part has none: it would be found too often.
#[must_use]
pub(crate) fn forms(name: &str, nicknames: &Nicknames) -> Vec<(Closeness, String)> {
    let Some(person) = Person::read(name) else { return Vec::new() };
    let parts: Vec<&str> = person.parts.iter().map(String::as_str).collect();
    let (Some((first, given)), Some((family, before))) = (parts.split_first(), parts.split_last()) else {
        return Vec::new();
    };
    if given.is_empty() {
        return Vec::new();
    }
    let last_first = |family: &str, rest: &[&str]| format!("{family} {}", rest.join(" "));
    let mut all = vec![
        (Closeness::Exact, spelling::key(name)),
        (Closeness::Exact, parts.join(" ")),
        (Closeness::Reordered, last_first(family, before)),
        (Closeness::Reordered, format!("{} {first}", given.join(" "))),
    ];
    if parts.len() > 2 {
        all.push((Closeness::Shortened, format!("{first} {family}")));
        all.push((Closeness::Shortened, format!("{family} {first}")));
    }
    for formal in nicknames.formal(first).filter(|formal| formal != first) {
        all.push((Closeness::Variant, format!("{formal} {}", given.join(" "))));
        all.push((Closeness::Variant, format!("{} {formal}", given.join(" "))));
    }
    let mut seen = BTreeSet::new();
    all.retain(|(_, form)| seen.insert(form.clone()));
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_looked_up_in_several_forms() {
        let forms = |name| forms(name, &Nicknames::new());
        let two: Vec<(Closeness, String)> = forms("Kim, Chol-su");
        assert_eq!(two.first(), Some(&(Closeness::Exact, "kim chol su".to_owned())));
        assert!(two.contains(&(Closeness::Reordered, "chol su kim".to_owned())));
        let bob = forms("Bob Paul Smith");
        assert!(bob.contains(&(Closeness::Shortened, "bob smith".to_owned())));
        assert!(bob.contains(&(Closeness::Variant, "robert paul smith".to_owned())));
        assert!(bob.is_sorted_by_key(|(closeness, _)| *closeness));
        assert_eq!(forms("Madonna"), []);
        assert_eq!(forms(""), []);
    }
}
