//! The order of tickets is the order of entries, whatever threads do.

use std::sync::{Arc, Mutex};

use hirewall_store::{Entry, Error, Options, Store};
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};

use crate::entries::{entry, fill};
use crate::on_both;
use crate::place::Place;

on_both![
    any_interleaving_is_stored_in_the_order_of_tickets,
    entries_that_are_committed_together_are_kept_together_or_not_at_all,
    a_full_queue_refuses_and_takes_again,
    a_callback_that_panics_does_not_stop_the_writer,
    closing_writes_what_was_committed_and_voids_what_is_in_hand,
];

fn any_interleaving_is_stored_in_the_order_of_tickets(place: &Place) {
    let store = place.open();
    // Per ticket: which of four threads has it, in which order it commits, and whether it is dropped.
    let tickets = proptest::collection::vec((0..4_usize, any::<u16>(), prop::bool::weighted(0.2)), 1..60);
    let cases = if place.is_postgres() { 12 } else { 40 };
    let mut runner = TestRunner::new(Config { cases, failure_persistence: None, ..Config::default() });
    runner
        .run(&tickets, |plan| {
            let before = store.status().durable;
            let taken: Vec<_> = plan.iter().map(|_| store.ticket().unwrap()).collect();
            let first = taken[0].seq();
            let mut hands: [Vec<_>; 4] = Default::default();
            for (ticket, (hand, order, dropped)) in taken.into_iter().zip(&plan) {
                hands[*hand].push((*order, *dropped, ticket));
            }
            let acknowledged = Arc::new(Mutex::new(Vec::new()));
            std::thread::scope(|scope| {
                for mut hand in hands {
                    hand.sort_by_key(|(order, ..)| *order);
                    let acknowledged = Arc::clone(&acknowledged);
                    scope.spawn(move || {
                        for (_, dropped, ticket) in hand {
                            let (seq, acknowledged) = (ticket.seq(), Arc::clone(&acknowledged));
                            if !dropped {
                                let note = move |result: Result<u64, Error>| {
                                    acknowledged.lock().unwrap().push(result.unwrap());
                                };
                                ticket.commit(entry(seq, &format!("s-{}", seq % 3)), note);
                            }
                        }
                    });
                }
            });
            // A last one: when it is durable, all before it are.
            let last = store.ticket().unwrap();
            let end = last.seq();
            last.commit_and_wait(entry(end, "s")).unwrap();
            let expected: Vec<u64> =
                (first..).zip(&plan).filter(|(_, (.., dropped))| !dropped).map(|(seq, _)| seq).collect();
            prop_assert_eq!(&*acknowledged.lock().unwrap(), &expected);
            let stored: Vec<u64> = store.replay(before).map(|decision| decision.unwrap().seq).collect();
            prop_assert_eq!(&stored[..stored.len() - 1], &expected[..]);
            Ok(())
        })
        .unwrap();
    let audit = store.audit_verify(None).unwrap();
    assert!(audit.is_sound(), "{audit:?}");
}

fn entries_that_are_committed_together_are_kept_together_or_not_at_all(place: &Place) {
    let options = Options { entry_bytes: 10_000, ..place.options() };
    let store = Store::open(place.url(), &options).unwrap();
    let kept = |count: usize, entries: Vec<Entry>| {
        let (send, receive) = std::sync::mpsc::channel();
        let mut places = store.places(count).unwrap();
        let first = places.first();
        entries.into_iter().for_each(|entry| places.bring(entry));
        places.commit(move |result| send.send(result).unwrap());
        let told: Vec<_> = receive.iter().collect();
        assert_eq!(told.len(), 1, "it is told once");
        (first, told.into_iter().next().unwrap())
    };
    let large = || {
        let mut large = entry(1, "s");
        large.content.record = vec![b'x'; 10_001];
        large
    };
    let (first, told) = kept(5, vec![entry(1, "s"), entry(2, "t"), entry(3, "s")]);
    assert_eq!(told.unwrap(), first + 2);
    assert!(matches!(kept(3, vec![entry(4, "s"), large(), entry(5, "s")]).1.unwrap_err(), Error::TooLarge { .. }));
    assert!(matches!(kept(1, vec![entry(6, "s"), entry(7, "s")]).1.unwrap_err(), Error::TooLarge { .. }));
    assert!(kept(2, Vec::new()).1.is_ok());
    drop(store.places(3).unwrap());
    // Places that nothing was brought to are void, and hold nobody up.
    let last = store.ticket().unwrap().commit_and_wait(entry(8, "s")).unwrap();
    let stored: Vec<u64> = store.replay(0).map(|decision| decision.unwrap().seq).collect();
    assert_eq!(stored, [first, first + 1, first + 2, last]);
    assert_eq!(store.status().waiting, 0);
    assert!(store.audit_verify(None).unwrap().is_sound());
}

fn a_full_queue_refuses_and_takes_again(place: &Place) {
    let options = Options { queue_entries: 3, ..place.options() };
    let store = Store::open(place.url(), &options).unwrap();
    assert!(matches!(store.places(4).unwrap_err(), Error::TooLarge { .. }));
    let places = store.places(3).unwrap();
    assert!(matches!(store.ticket().unwrap_err(), Error::Full));
    drop(places);
    loop {
        // The writer has to see that they are void.
        match store.ticket() {
            Ok(ticket) => break assert!(ticket.commit_and_wait(entry(1, "s")).is_ok()),
            Err(error) => assert!(matches!(error, Error::Full), "{error}"),
        }
    }
    drop(store);
    let options = Options { queue_bytes: 5000, ..place.options() };
    let store = Store::open(place.url(), &options).unwrap();
    let held = store.ticket().unwrap();
    let mut taken = 0;
    let full = loop {
        match store.ticket() {
            Ok(ticket) => ticket.commit(entry(taken, "s"), drop),
            Err(error) => break error,
        }
        taken += 1;
    };
    assert!(matches!(full, Error::Full), "{full}");
    assert!((2..20).contains(&taken), "{taken}");
    assert!(store.status().waiting_bytes > 5000);
    drop(held);
}

fn a_callback_that_panics_does_not_stop_the_writer(place: &Place) {
    let store = place.open();
    let (send, receive) = std::sync::mpsc::channel::<()>();
    store.ticket().unwrap().commit(entry(1, "s"), move |_| {
        drop(send);
        std::panic::resume_unwind(Box::new("a caller's fault"));
    });
    assert!(receive.recv().is_err());
    assert_eq!(store.ticket().unwrap().commit_and_wait(entry(2, "s")).unwrap(), 2);
}

fn closing_writes_what_was_committed_and_voids_what_is_in_hand(place: &Place) {
    let store = place.open();
    fill(&store, 2);
    let held = store.ticket().unwrap();
    let (send, receive) = std::sync::mpsc::channel();
    store.ticket().unwrap().commit(entry(4, "s"), move |result| send.send(result).unwrap());
    store.close();
    assert_eq!(receive.recv().unwrap().unwrap(), 4);
    assert!(matches!(held.commit_and_wait(entry(3, "s")).unwrap_err(), Error::Closed));
    drop(store);
    let store = place.open();
    let replayed: Vec<u64> = store.replay(0).map(|decision| decision.unwrap().seq).collect();
    assert_eq!(replayed, [1, 2, 4]);
}
