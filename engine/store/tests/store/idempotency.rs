//! A request that is sent again is answered, and not decided again.

use std::time::Duration;

use hirewall_store::{Answered, Error, Idempotency, Options, Reservation, Retention, Store};

use crate::entries::{at, entry};
use crate::on_both;
use crate::place::Place;

on_both![
    the_same_request_gets_the_stored_decision_and_another_one_a_conflict,
    a_request_that_broke_off_between_its_parts_has_those_that_were_written,
    a_reservation_that_is_given_up_is_free_again,
    a_decision_that_was_erased_is_not_made_again,
    a_key_is_forgotten_when_its_time_is_over,
];

fn ask(store: &Store, key: &str, body: u8) -> Idempotency {
    store.idempotent("token-1", key, &[body; 32]).unwrap()
}

fn ours(asked: Idempotency) -> (Reservation, Answered) {
    let Idempotency::Ours(reservation, answered) = asked else { panic!("not ours: {asked:?}") };
    (reservation, answered)
}

fn keep(store: &Store, number: u64, reservation: Reservation) {
    let mut entry = entry(number, "s");
    entry.idempotency = Some(reservation);
    store.ticket().unwrap().commit_and_wait(entry).unwrap();
}

fn the_same_request_gets_the_stored_decision_and_another_one_a_conflict(place: &Place) {
    let store = place.open();
    let (reservation, answered) = ours(ask(&store, "k", 1));
    assert!(answered.is_empty());
    assert!(matches!(ask(&store, "k", 1), Idempotency::InProgress));
    assert!(matches!(ask(&store, "k", 2), Idempotency::Conflict));
    keep(&store, 1, reservation);
    let decision = entry(1, "s").content.decision;
    let check = |store: &Store| {
        let (_, answered) = ours(ask(store, "k", 1));
        assert_eq!(answered, Answered::from([(0, Some(decision.clone()))]));
        assert!(matches!(ask(store, "k", 2), Idempotency::Conflict));
        let (_, answered) = ours(store.idempotent("token-2", "k", &[2; 32]).unwrap());
        assert!(answered.is_empty(), "keys of another scope");
    };
    check(&store);
    drop(store);
    check(&place.open());
    let error = place.open().idempotent("", &"k".repeat(257), &[0; 32]).unwrap_err();
    assert!(matches!(error, Error::TooLarge { .. }), "{error}");
}

fn a_request_that_broke_off_between_its_parts_has_those_that_were_written(place: &Place) {
    let store = place.open();
    let (reservation, _) = ours(ask(&store, "k", 1));
    keep(&store, 1, reservation.of_part(2));
    keep(&store, 2, reservation.of_part(5));
    drop(reservation);
    let parts = |answered: &Answered| answered.keys().copied().collect::<Vec<_>>();
    let (reservation, answered) = ours(ask(&store, "k", 1));
    assert_eq!(parts(&answered), [2, 5]);
    keep(&store, 3, reservation.of_part(0));
    drop(reservation);
    let (_, answered) = ours(ask(&store, "k", 1));
    assert_eq!(parts(&answered), [0, 2, 5]);
    assert_eq!(answered[&5], Some(entry(2, "s").content.decision));
    // Neither the key nor the digest of the request stands in the database as it was given.
    assert_eq!(place.number("SELECT count(*) FROM idempotency WHERE length(key) = 16 AND length(body) = 16"), 3);
}

fn a_reservation_that_is_given_up_is_free_again(place: &Place) {
    let store = place.open();
    drop(ask(&store, "k", 1));
    let (reservation, _) = ours(ask(&store, "k", 2));
    let another = reservation.of_part(1);
    let mut first = entry(1, "s");
    first.idempotency = Some(reservation);
    first.kind = "k".repeat(5000);
    store.ticket().unwrap().commit_and_wait(first).unwrap_err();
    assert!(matches!(ask(&store, "k", 3), Idempotency::Conflict), "one of its parts is still made");
    drop(another);
    let (_, answered) = ours(ask(&store, "k", 3));
    assert!(answered.is_empty(), "a refused entry leaves nothing");
}

fn a_decision_that_was_erased_is_not_made_again(place: &Place) {
    let store = place.open();
    let (reservation, _) = ours(ask(&store, "k", 1));
    keep(&store, 1, reservation);
    store.subject_erase("s", "asked", "officer").unwrap();
    let (_, answered) = ours(ask(&store, "k", 1));
    assert_eq!(answered, Answered::from([(0, None)]));
}

fn a_key_is_forgotten_when_its_time_is_over(place: &Place) {
    let options = Options { idempotency: Duration::ZERO, ..place.options() };
    let store = Store::open(place.url(), &options).unwrap();
    for (number, body) in [(1, 1), (2, 2)] {
        let (reservation, answered) = ours(ask(&store, "k", body));
        assert!(answered.is_empty(), "it was forgotten");
        keep(&store, number, reservation);
    }
    assert_eq!(place.number("SELECT count(*) FROM idempotency"), 1);
    let retention = Retention { clear: None, verify: None, review: None, block: None, observations: None };
    let now = at(100_000_000);
    assert_eq!(store.expire(now, &retention, "retention").unwrap().idempotency_keys, 1);
    assert_eq!(place.number("SELECT count(*) FROM idempotency"), 0);
}
