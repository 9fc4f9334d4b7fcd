//! When a write fails: everyone hears of it, nothing acknowledged is lost, and the store works again when the database does.

use std::time::Duration;

use hirewall_store::{Durability, Error, Options, Store};

use crate::entries::{SECRET, entry, fill};
use crate::on_both;
use crate::place::Place;

on_both![
    a_failed_write_is_told_to_all_who_wait_and_the_store_recovers,
    a_lock_of_someone_else_fails_the_write_after_the_wait,
    numbers_go_on_behind_those_that_another_process_gave_meanwhile,
    relaxed_durability_keeps_what_was_acknowledged_over_a_restart,
];

fn recovered(store: &Store) {
    loop {
        store.probe();
        if store.status().refusing.is_none() {
            return;
        }
        std::thread::yield_now();
    }
}

fn a_failed_write_is_told_to_all_who_wait_and_the_store_recovers(place: &Place) {
    let store = Store::open(place.url(), &Options { probe_every: Duration::from_hours(1), ..place.options() }).unwrap();
    fill(&store, 5);
    place.tamper("ALTER TABLE entries RENAME TO gone");
    let (send, receive) = std::sync::mpsc::channel();
    let (held, in_hand) = (store.ticket().unwrap(), store.ticket().unwrap());
    for number in 10..20 {
        let send = send.clone();
        store.ticket().unwrap().commit(entry(number, "s"), move |result| send.send(result).unwrap());
    }
    drop(send);
    let error = held.commit_and_wait(entry(6, "s")).unwrap_err();
    assert!(matches!(error, Error::WriteFailed { .. }), "{error}");
    assert!(!error.to_string().contains(SECRET));
    for result in receive {
        assert!(matches!(result.unwrap_err(), Error::WriteFailed { .. }));
    }
    assert!(matches!(store.ticket().unwrap_err(), Error::Refusing { .. }));
    assert!(matches!(in_hand.commit_and_wait(entry(7, "s")).unwrap_err(), Error::Refusing { .. }));
    assert_eq!(store.latest("applicant", "s", hirewall_model::Time::MAX).ok().flatten(), None);
    store.probe();
    assert!(store.status().refusing.is_some());
    place.tamper("ALTER TABLE gone RENAME TO entries");
    recovered(&store);
    let seq = store.ticket().unwrap().commit_and_wait(entry(30, "s")).unwrap();
    assert!(seq > 17, "{seq}");
    let stored: Vec<u64> = store.replay(0).map(|decision| decision.unwrap().seq).collect();
    assert_eq!(stored, [1, 2, 3, 4, 5, seq]);
    assert!(store.audit_verify(None).unwrap().is_sound());
}

fn numbers_go_on_behind_those_that_another_process_gave_meanwhile(place: &Place) {
    if !place.is_postgres() {
        // The lock of a file goes with the process alone.
        return;
    }
    let store = Store::open(place.url(), &Options { probe_every: Duration::from_hours(1), ..place.options() }).unwrap();
    fill(&store, 3);
    // The server ends the session that holds the right to write: another process gets it.
    let schema = "hashtext('hirewall/' || current_schema())";
    place.tamper(&format!(
        "SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory' AND objid::bigint = {schema}::bigint & 4294967295"
    ));
    let other = place.open();
    fill(&other, 20);
    drop(other);
    let error = store.ticket().unwrap().commit_and_wait(entry(30, "s")).unwrap_err();
    assert!(matches!(error, Error::WriteFailed { .. }), "{error}");
    recovered(&store);
    let seq = store.ticket().unwrap().commit_and_wait(entry(31, "s")).unwrap();
    assert_eq!(seq, 24, "three of before, twenty of the other");
    assert_eq!(store.replay(0).map(|decision| decision.unwrap().seq).collect::<Vec<_>>(), (1..=24).collect::<Vec<_>>());
    assert!(store.audit_verify(None).unwrap().is_sound());
}

fn a_lock_of_someone_else_fails_the_write_after_the_wait(place: &Place) {
    let options = Options { lock_wait: Duration::from_millis(50), ..place.options() };
    let store = Store::open(place.url(), &options).unwrap();
    fill(&store, 1);
    let error = if place.is_postgres() {
        let mut other = postgres::Client::connect(place.url(), postgres::NoTls).unwrap();
        other.batch_execute("BEGIN; LOCK TABLE entries IN EXCLUSIVE MODE").unwrap();
        store.ticket().unwrap().commit_and_wait(entry(2, "s")).unwrap_err()
    } else {
        let other = rusqlite::Connection::open(place.beside()).unwrap();
        other.execute_batch("BEGIN IMMEDIATE").unwrap();
        store.ticket().unwrap().commit_and_wait(entry(2, "s")).unwrap_err()
    };
    assert!(matches!(error, Error::WriteFailed { .. }), "{error}");
    recovered(&store);
    store.ticket().unwrap().commit_and_wait(entry(3, "s")).unwrap();
    assert_eq!(store.replay(0).count(), 2);
}

fn relaxed_durability_keeps_what_was_acknowledged_over_a_restart(place: &Place) {
    let options = Options { durability: Durability::Relaxed, ..place.options() };
    let store = Store::open(place.url(), &options).unwrap();
    fill(&store, 50);
    drop(store);
    let store = place.open();
    assert_eq!(store.replay(0).count(), 50);
    assert!(store.audit_verify(None).unwrap().is_sound());
}

#[test]
fn a_full_disk_loses_nothing_acknowledged() {
    let place = Place::sqlite();
    let options = Options { max_bytes: Some(1 << 20), ..place.options() };
    let store = Store::open(place.url(), &options).unwrap();
    let mut acknowledged = Vec::new();
    let error = loop {
        let mut large = entry(acknowledged.len() as u64, "s");
        // What does not compress.
        let mut word = 1_u64;
        large.content.record = std::iter::repeat_with(|| {
            word = word.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (word >> 56) as u8
        })
        .take(20_000)
        .collect();
        match store.ticket().and_then(|ticket| ticket.commit_and_wait(large)) {
            Ok(seq) => acknowledged.push(seq),
            Err(error) => break error,
        }
    };
    assert!(matches!(&error, Error::WriteFailed { why } if why.contains("full")), "{error}");
    assert!(acknowledged.len() > 5);
    drop(store);
    let store = place.open();
    assert_eq!(store.replay(0).map(|decision| decision.unwrap().seq).collect::<Vec<_>>(), acknowledged);
    assert!(store.audit_verify(None).unwrap().is_sound());
    store.ticket().unwrap().commit_and_wait(entry(0, "s")).unwrap();
}
