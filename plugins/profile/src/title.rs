//! Compares job titles. It does not weigh one career against another.

use std::collections::BTreeSet;

use crate::company::Agreement;

/// Abbreviations and the words that they stand for.
const WORDS: &[(&str, &[&str])] = &[
    ("sr", &["senior"]),
    ("snr", &["senior"]),
    ("jr", &["junior"]),
    ("dev", &["developer"]),
    ("devs", &["developer"]),
    ("engr", &["engineer"]),
    ("eng", &["engineer"]),
    ("engineering", &["engineer"]),
    ("swe", &["software", "engineer"]),
    ("sde", &["software", "engineer"]),
    ("sre", &["site", "reliability", "engineer"]),
    ("fe", &["frontend"]),
    ("be", &["backend"]),
    ("fullstack", &["full", "stack"]),
    ("mgr", &["manager"]),
    ("pm", &["manager"]),
    ("vp", &["vice", "president"]),
    ("cto", &["chief", "technology", "officer"]),
    ("ceo", &["chief", "executive", "officer"]),
    ("qa", &["tester"]),
    ("sdet", &["tester", "engineer"]),
    ("admin", &["administrator"]),
    ("programmer", &["developer"]),
    ("coder", &["developer"]),
    ("ml", &["machine", "learning"]),
    ("ai", &["machine", "learning"]),
    ("entwickler", &["developer"]),
    ("ingenieur", &["engineer"]),
    ("ingeniero", &["engineer"]),
    ("desarrollador", &["developer"]),
    ("developpeur", &["developer"]),
];

/// What kind of work a title names. Those in one line are one kind for the comparison.
const ROLES: &[&[&str]] = &[
    &["developer", "engineer", "architect", "tester", "devops", "reliability"],
    &["scientist", "researcher", "analyst", "statistician"],
    &["designer", "artist", "illustrator"],
    &["manager", "director", "head", "lead", "president", "officer", "founder", "owner", "executive", "coordinator"],
    &["administrator", "technician", "support", "operator"],
    &["consultant", "advisor"],
    &["nurse", "physician", "doctor", "therapist", "pharmacist", "dentist", "paramedic"],
    &["teacher", "professor", "lecturer", "instructor", "tutor"],
    &["accountant", "auditor", "bookkeeper", "controller"],
    &["lawyer", "attorney", "paralegal", "counsel"],
    &["sales", "salesperson", "marketer", "marketing", "recruiter"],
    &[
        "chef",
        "cook",
        "waiter",
        "bartender",
        "barista",
        "cashier",
        "driver",
        "electrician",
        "plumber",
        "welder",
        "mechanic",
    ],
    &["writer", "editor", "journalist", "translator"],
];

/// Kinds of work that people move between, or hold at once, so that one beside the other is no difference.
const OPEN: &[usize] = &[0, 1, 3, 4, 5];

/// Compares two titles; none where one of them names no kind of work ("Building things that matter").
#[must_use]
pub(crate) fn compare(a: &str, b: &str) -> Option<Agreement> {
    let (a, b) = (words(a), words(b));
    let (kinds, others) = (kinds(&a), kinds(&b));
    if kinds.is_empty() || others.is_empty() {
        return None;
    }
    if a == b {
        return Some(Agreement::Same);
    }
    let near = |one: &usize, two: &usize| one == two || (OPEN.contains(one) && OPEN.contains(two));
    let fits = kinds.iter().any(|one| others.iter().any(|two| near(one, two)));
    Some(if fits { Agreement::Compatible } else { Agreement::Different })
}

fn words(text: &str) -> BTreeSet<String> {
    let text: String = text.chars().take(200).collect();
    let key = spelling::latin(&text).unwrap_or_default();
    let mut out = BTreeSet::new();
    for word in key.split(' ').filter(|word| !word.is_empty()) {
        match WORDS.iter().find(|(short, _)| *short == word) {
            Some((_, full)) => out.extend(full.iter().map(|word| (*word).to_owned())),
            None => _ = out.insert(word.to_owned()),
        }
    }
    out
}

fn kinds(words: &BTreeSet<String>) -> BTreeSet<usize> {
    let named = |role: &&str| words.contains(*role) || words.contains(&format!("{role}s"));
    ROLES.iter().enumerate().filter(|(_, roles)| roles.iter().any(&named)).map(|(kind, _)| kind).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_are_compared_by_kind_of_work() {
        use Agreement::{Compatible, Different, Same};
        let cases = [
            ("Sr. Software Engineer", "Senior Software Engineer", Some(Same)),
            ("SWE", "Software Engineer", Some(Same)),
            ("Full-Stack Developer", "Software Engineer", Some(Compatible)),
            ("Engineering Manager", "Software Engineer", Some(Compatible)),
            ("Software Engineer | ex-Acme | Speaker", "Backend Developer", Some(Compatible)),
            ("Registered Nurse", "Senior Blockchain Developer", Some(Different)),
            ("Truck Driver", "Software Architect", Some(Different)),
            ("Data Scientist", "Software Engineer", Some(Compatible)),
            ("Building things that matter", "Software Engineer", None),
            ("", "Software Engineer", None),
            ("Разработчик", "Software Engineer", None),
        ];
        for (a, b, expected) in cases {
            assert_eq!(compare(a, b), expected, "{a} / {b}");
            assert_eq!(compare(b, a), expected, "{b} / {a}");
        }
    }
}
