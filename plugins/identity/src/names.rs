//! Compares each name of a record with the name of the application.

use hirewall_sdk::lists;

use crate::compare::{Comparison, Grade, compare};
use crate::holder::Holder;
use crate::nicknames::Nicknames;
use crate::person::Person;
use crate::record::Applicant;
use crate::signals::{Name, Source, Unmatched};

/// Names of one section that are looked at.
const MOST: usize = 20;
/// Networks on which people go by the name that they work under. Elsewhere a name of one word is a handle.
const PROFESSIONAL: &[&str] = &["linkedin", "xing", "indeed", "glassdoor", "wellfound", "angellist"];

/// The name of the application, and where it stands.
pub(crate) struct Claimed {
    pub(crate) person: Person,
    pub(crate) text: String,
    pub(crate) places: Vec<&'static str>,
    given: Vec<String>,
    family: Vec<String>,
}

impl Claimed {
    /// The full name; where it is not given, given and family name together.
    pub(crate) fn of(applicant: &Applicant) -> Option<Self> {
        let parts = |name: &Option<String>| name.as_deref().and_then(Person::read).map(|person| person.parts);
        let given = parts(&applicant.given_name).unwrap_or_default();
        let family = parts(&applicant.family_name).unwrap_or_default();
        let full = applicant.name.as_deref().and_then(|text| Some((Person::read(text)?, text.to_owned())));
        if let Some((person, text)) = full {
            return Some(Self { person, text, places: vec!["/basics/name"], given, family });
        }
        let text = joined(applicant)?;
        let places = vec!["/basics/given_name", "/basics/family_name"];
        Some(Self { person: Person::read(&text)?, text, places, given, family })
    }

    /// Which part of the name has no counterpart.
    fn unmatched(&self, comparison: &Comparison) -> Option<Unmatched> {
        let has = |parts: &[String]| comparison.left.iter().any(|word| parts.contains(word));
        match (has(&self.given), has(&self.family)) {
            (true, true) => Some(Unmatched::Both),
            (true, false) => Some(Unmatched::Given),
            (false, true) => Some(Unmatched::Family),
            (false, false) => None,
        }
    }
}

/// Given and family name as one; none unless both are there.
fn joined(applicant: &Applicant) -> Option<String> {
    Some(format!("{} {}", applicant.given_name.as_deref()?, applicant.family_name.as_deref()?))
}

/// The full name beside given and family name.
pub(crate) fn resume(applicant: &Applicant, nicknames: &Nicknames) -> Option<Grade> {
    let full = Person::read(applicant.name.as_deref()?)?;
    let parts = Person::read(&joined(applicant)?)?;
    compare(&full, &parts, nicknames).map(|found| found.grade)
}

/// Each name that can be compared, with its place in the record.
pub(crate) fn all(applicant: &Applicant, claimed: &Claimed, nicknames: &Nicknames) -> Vec<(Name, String)> {
    let mut out = Vec::new();
    let mut add = |source, position: usize, network: Option<String>, person: Option<Person>, place: String| {
        let comparison = person.and_then(|person| compare(&claimed.person, &person, nicknames));
        let Some(found) = comparison else { return };
        let unmatched = claimed.unmatched(&found);
        let position = i64::try_from(position).unwrap_or(i64::MAX);
        out.push((Name { source, position, network, grade: found.grade, via: found.via, unmatched }, place));
    };
    for (at, profile) in applicant.profiles.iter().enumerate().take(MOST) {
        let network = profile.network.as_deref().map(|network| network.trim().to_lowercase());
        let handle = |person: &Person| person.parts.len() < 2 && !is_professional(network.as_deref());
        let person = profile.name.as_deref().and_then(Person::read).filter(|person| !handle(person));
        add(Source::Profile, at, network, person, format!("/profiles/{at}/name"));
    }
    for (at, document) in applicant.documents.iter().enumerate().take(MOST) {
        let person = document.name.as_deref().and_then(Person::read);
        add(Source::Document, at, None, person, format!("/documents/{at}/name"));
    }
    for (at, attachment) in applicant.attachments.iter().enumerate().take(MOST) {
        let author = attachment.author.as_deref().filter(|author| !lists::contains("generic_authors", author.trim()));
        // One word is the name of an account on a computer.
        let person = author.and_then(Person::read).filter(|person| person.parts.len() > 1);
        add(Source::Author, at, None, person, format!("/attachments/{at}/author"));
    }
    if let Some(holder) = applicant.holder.as_deref().map(Holder::read) {
        let best = holder.persons.into_iter().min_by_key(|person| {
            compare(&claimed.person, person, nicknames).map_or(Grade::Different, |found| found.grade)
        });
        add(Source::Payment, 0, None, best, "/payment/holder".to_owned());
        let foreign = |name: &Name| name.source == Source::Payment && name.grade == Grade::Different;
        // A company's name need not be that of its owner.
        out.retain(|(name, _)| !(holder.company && foreign(name)));
    }
    out
}

/// Whether people go by the name that they work under there.
pub(crate) fn is_professional(network: Option<&str>) -> bool {
    network.is_some_and(|network| PROFESSIONAL.contains(&network))
}

/// The names on documents with each other: the grade of the pair that fits least.
pub(crate) fn documents(applicant: &Applicant, nicknames: &Nicknames) -> Option<Grade> {
    let names = applicant.documents.iter().take(MOST).filter_map(|document| Person::read(document.name.as_deref()?));
    let persons: Vec<Person> = names.collect();
    let pairs = persons.iter().enumerate().flat_map(|(at, a)| persons.iter().skip(at + 1).map(move |b| (a, b)));
    pairs.filter_map(|(a, b)| compare(a, b, nicknames)).map(|found| found.grade).max()
}
