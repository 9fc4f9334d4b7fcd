//! Personas whom nobody but policies stops, and months after the last application.

use std::collections::{BTreeMap, BTreeSet};

use hirewall_population::{Settings, Truth};
use serde_json::Value;

use super::{Population, SMALL, lines, text};

/// Of each applicant with its first application: whether a persona, when it applied, and what it was made with.
fn applicants(made: &Population) -> BTreeMap<String, (bool, String, Value)> {
    let labels = lines(&made.labels);
    let applied: BTreeMap<String, String> = lines(&made.applicants)
        .iter()
        .rev()
        .map(|record| (text(&record["id"]).to_owned(), text(&record["applied_at"]).to_owned()))
        .collect();
    let of = labels.into_iter().filter(|label| label["kind"] == "applicant");
    of.map(|label| {
        let id = text(&label["id"]).to_owned();
        let applied = applied[&id].clone();
        (id, (label["label"] == "scheme", applied, label["made_with"].clone()))
    })
    .collect()
}

#[test]
fn personas_come_as_far_as_time_allows_and_honest_people_as_before() {
    let usual = Population::new(&Settings { follow_months: 4, ..SMALL });
    let made = Population::new(&Settings { follow_months: 4, personas_hired: true, ..SMALL });
    let personas = &made.summary.people[&Truth::Scheme];
    assert!(personas.applicants > 80);
    assert_eq!(personas.interviewed, personas.applicants);
    assert_eq!((personas.offered, personas.hired), (personas.applicants, personas.applicants));
    assert_eq!(personas.devices, personas.applicants, "four months are enough to see every computer");
    assert_eq!(made.summary.people[&Truth::Honest], usual.summary.people[&Truth::Honest]);
    let usual_personas = &usual.summary.people[&Truth::Scheme];
    assert!(usual_personas.hired * 4 < personas.hired, "{usual_personas:?}");
    // The same people apply at the same times, and the honest with the same oddities.
    let (before, after) = (applicants(&usual), applicants(&made));
    assert_eq!(before.keys().collect::<BTreeSet<_>>(), after.keys().collect::<BTreeSet<_>>());
    for (id, (persona, applied, with)) in &before {
        let (now_persona, now_applied, now_with) = &after[id];
        assert_eq!((persona, applied), (now_persona, now_applied), "{id}");
        assert!(*persona || with == now_with, "{id}: {with} {now_with}");
    }
}

#[test]
fn nobody_applies_in_the_months_that_follow_and_what_was_begun_goes_on() {
    let cut = Population::new(&SMALL);
    let made = Population::new(&Settings { follow_months: 3, ..SMALL });
    assert_eq!(made.summary.applications, cut.summary.applications);
    let applied: Vec<Value> = lines(&made.applicants);
    assert!(applied.iter().all(|record| text(&record["applied_at"]) < "2026-03-01"));
    assert!(applied.iter().any(|record| text(&record["updated_at"]) >= "2026-03-15"));
    assert!(lines(&made.devices).iter().any(|device| text(&device["observed_at"]) >= "2026-05-01"));
    for truth in [Truth::Honest, Truth::Scheme] {
        let (cut, whole) = (&cut.summary.people[&truth], &made.summary.people[&truth]);
        assert_eq!(cut.applicants, whole.applicants);
        assert!(cut.hired < whole.hired, "{truth:?}: {cut:?} {whole:?}");
        assert_eq!(whole.hired, whole.devices, "{truth:?}: nobody waits for a computer");
    }
}
