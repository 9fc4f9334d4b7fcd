//! A request that is sent again is answered, and not decided again.

use std::time::Duration;

use hirewall_store::{Error, Idempotency, Options, Store};

use crate::entries::entry;
use crate::on_both;
use crate::place::Place;

on_both![
    the_same_request_gets_the_stored_decision_and_another_one_a_conflict,
    a_reservation_that_is_given_up_is_free_again,
    a_key_is_forgotten_when_its_time_is_over,
];

fn reserve(store: &Store, key: &str, body: u8) -> Idempotency {
    store.idempotent("token-1", key, [body; 32]).unwrap()
}

fn the_same_request_gets_the_stored_decision_and_another_one_a_conflict(place: &Place) {
    let store = place.open();
    let Idempotency::New(reservation) = reserve(&store, "k", 1) else { panic!("it is new") };
    assert!(matches!(reserve(&store, "k", 1), Idempotency::InProgress));
    assert!(matches!(reserve(&store, "k", 2), Idempotency::Conflict));
    let mut first = entry(1, "s");
    first.idempotency = Some(reservation);
    let seq = store.ticket().unwrap().commit_and_wait(first).unwrap();
    let check = |store: &Store| {
        let Idempotency::Stored(decision) = reserve(store, "k", 1) else { panic!("it is stored") };
        assert_eq!((decision.seq, decision.decision.id.as_str()), (seq, "decision-1"));
        assert!(decision.content.is_some());
        assert!(matches!(reserve(store, "k", 2), Idempotency::Conflict));
        let other = store.idempotent("token-2", "k", [2; 32]).unwrap();
        assert!(matches!(other, Idempotency::New(_)), "keys of another scope");
    };
    check(&store);
    drop(store);
    check(&place.open());
    let error = place.open().idempotent("", &"k".repeat(257), [0; 32]).unwrap_err();
    assert!(matches!(error, Error::TooLarge { .. }), "{error}");
}

fn a_reservation_that_is_given_up_is_free_again(place: &Place) {
    let store = place.open();
    drop(reserve(&store, "k", 1));
    let Idempotency::New(reservation) = reserve(&store, "k", 2) else { panic!("it is free") };
    let mut first = entry(1, "s");
    first.idempotency = Some(reservation);
    first.kind = "k".repeat(5000);
    store.ticket().unwrap().commit_and_wait(first).unwrap_err();
    assert!(matches!(reserve(&store, "k", 3), Idempotency::New(_)), "a refused entry gives it up");
}

fn a_key_is_forgotten_when_its_time_is_over(place: &Place) {
    let options = Options { idempotency: Duration::ZERO, ..place.options() };
    let store = Store::open(place.url(), &options).unwrap();
    for (number, body) in [(1, 1), (2, 2)] {
        let Idempotency::New(reservation) = reserve(&store, "k", body) else { panic!("it was forgotten") };
        let mut first = entry(number, "s");
        first.idempotency = Some(reservation);
        store.ticket().unwrap().commit_and_wait(first).unwrap();
    }
    assert_eq!(place.number("SELECT count(*) FROM idempotency"), 1);
    let expired = store.expire(hirewall_model::Time::MAX, &none(), "test").unwrap();
    assert_eq!((expired.idempotency_keys, expired.decisions), (1, 0));
}

fn none() -> hirewall_store::Retention {
    hirewall_store::Retention { clear: None, verify: None, review: None, block: None }
}
