//! What people decided about decisions: kept in the chain, found again, erased with the person.

use hirewall_store::{Disposed, Disposition, Error, Event, EventKind, Outcome, Query, Store};

use crate::entries::{SECRET, fill};
use crate::on_both;
use crate::place::Place;

on_both![
    the_latest_disposition_is_good_and_all_of_them_stay,
    a_disposition_needs_a_decision_that_is_there_and_a_note_of_a_size,
    decisions_are_found_by_what_people_decided_about_them,
    a_note_goes_with_the_person_and_the_chain_verifies,
];

fn the_latest_disposition_is_good_and_all_of_them_stay(place: &Place) {
    let store = place.open();
    fill(&store, 5);
    assert!(store.dispositions(3).unwrap().is_empty());
    let first = store.dispose("decision-3", Outcome::Unresolved, Some("no answer yet"), "maria").unwrap();
    let second = store.dispose("decision-3", Outcome::Cleared, None, "jo").unwrap();
    let check = |store: &Store| {
        let expected: [&Disposition; 2] = [&first, &second];
        assert_eq!(store.dispositions(3).unwrap().iter().collect::<Vec<_>>(), expected);
        assert!(store.dispositions(4).unwrap().is_empty());
        assert!(store.audit_verify(None).unwrap().is_sound());
    };
    check(&store);
    assert_eq!((first.by.as_str(), first.note.as_deref(), &second.note), ("maria", Some("no answer yet"), &None));
    drop(store);
    check(&place.open());
    assert_eq!(place.number("SELECT count(*) FROM dispositions"), 1);
}

fn a_disposition_needs_a_decision_that_is_there_and_a_note_of_a_size(place: &Place) {
    let store = place.open();
    fill(&store, 2);
    let error = |decision: &str, note: &str| store.dispose(decision, Outcome::Cleared, Some(note), "jo").unwrap_err();
    assert!(matches!(error("decision-9", ""), Error::NoDecision));
    assert!(matches!(error("decision-1", &"n".repeat(65_537)), Error::TooLarge { .. }));
    store.subject_erase("s-1", "asked", "officer").unwrap();
    assert!(matches!(error("decision-1", "too late"), Error::NoDecision));
    let event = Event::new(EventKind::Disposition, "jo").about("decision-2");
    assert!(matches!(store.record_and_wait(&event).unwrap_err(), Error::Reserved));
}

fn decisions_are_found_by_what_people_decided_about_them(place: &Place) {
    let store = place.open();
    fill(&store, 12);
    for (number, outcome) in
        [(2, Outcome::Cleared), (4, Outcome::Cleared), (7, Outcome::Confirmed), (4, Outcome::Verified)]
    {
        store.dispose(&format!("decision-{number}"), outcome, None, "jo").unwrap();
    }
    let found = |disposition, subject: Option<&str>| {
        let query = Query { disposition: Some(disposition), subject: subject.map(str::to_owned), ..Query::default() };
        let page = store.search(&query).unwrap();
        assert_eq!(page.cursor, None);
        page.decisions.iter().map(|decision| decision.seq).collect::<Vec<_>>()
    };
    assert_eq!(found(Disposed::As(Outcome::Cleared), None), [2]);
    assert_eq!(found(Disposed::As(Outcome::Verified), None), [4]);
    assert!(found(Disposed::As(Outcome::Unresolved), None).is_empty());
    assert_eq!(found(Disposed::No, None), [12, 11, 10, 9, 8, 6, 5, 3, 1]);
    // Of the decisions 2 and 12 of one subject.
    assert_eq!(found(Disposed::No, Some("s-2")), [12]);
    assert_eq!(found(Disposed::As(Outcome::Cleared), Some("s-2")), [2]);
    let query = Query { disposition: Some(Disposed::As(Outcome::Confirmed)), limit: Some(1), ..Query::default() };
    assert_eq!(store.search(&query).unwrap().decisions[0].seq, 7);
}

fn a_note_goes_with_the_person_and_the_chain_verifies(place: &Place) {
    let store = place.open();
    fill(&store, 3);
    store.dispose("decision-3", Outcome::Confirmed, Some(SECRET), "jo").unwrap();
    assert_eq!(place.number("SELECT count(*) FROM events WHERE sealed IS NOT NULL"), 1);
    store.subject_erase("s-3", "asked", "officer").unwrap();
    assert_eq!(place.number("SELECT count(*) FROM events WHERE sealed IS NOT NULL"), 0);
    let left = store.dispositions(3).unwrap();
    assert_eq!((left[0].outcome, &left[0].note), (Outcome::Confirmed, &None));
    assert!(store.audit_verify(None).unwrap().is_sound());
}
