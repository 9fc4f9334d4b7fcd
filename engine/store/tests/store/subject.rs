//! What a person may ask for, and a court.

use hirewall_store::{Error, Event, EventKind, Outcome, Query, Store};
use serde_json::Value;

use crate::entries::{SECRET, at, entry, fill, observation};
use crate::on_both;
use crate::place::Place;

on_both![
    an_export_has_everything_of_the_subject_and_nothing_of_others,
    an_export_has_records_to_the_byte,
    an_export_that_breaks_off_is_in_the_chain_too,
    erasing_leaves_no_content_no_key_and_a_chain_that_verifies,
    what_was_sealed_before_an_erasure_and_written_after_it_can_be_read,
    a_held_subject_is_not_erased_until_released,
];

fn export(store: &Store, subject: &str) -> Value {
    let mut out = Vec::new();
    store.subject_export(subject, "privacy-officer", &mut out).unwrap();
    serde_json::from_slice(&out).unwrap()
}

fn note(store: &Store, number: u64) -> u64 {
    let words = format!("spoke with {SECRET}");
    store.dispose(&format!("decision-{number}"), Outcome::Cleared, Some(&words), "reviewer-1").unwrap();
    store.durable()
}

fn an_export_has_everything_of_the_subject_and_nothing_of_others(place: &Place) {
    let store = place.open();
    fill(&store, 25);
    note(&store, 3);
    let export = export(&store, "s-3");
    assert_eq!(export["subject"], "s-3");
    let decisions = export["decisions"].as_array().unwrap();
    let ids: Vec<&str> = decisions.iter().map(|decision| decision["record"]["id"].as_str().unwrap()).collect();
    assert_eq!(ids, ["a-3", "a-13", "a-23"]);
    assert_eq!(decisions[0]["decision"]["id"], "decision-3");
    assert_eq!(decisions[0]["counters"]["phones"], 3);
    assert_eq!(decisions[0]["events"][0]["note"], format!("spoke with {SECRET}"));
    assert_eq!(decisions[0]["events"][0]["body"]["outcome"], "cleared");
    let events = store.events(Some(EventKind::Export), None, 10).unwrap();
    assert_eq!((events.len(), events[0].body["decisions"].as_u64()), (1, Some(3)));
    assert!(!events[0].body.to_string().contains("s-3"));
}

fn an_export_has_records_to_the_byte(place: &Place) {
    let store = place.open();
    let records = [
        r#"{"id": "a-1",  "large": 12345678901234567890123, "small": 1.50e2, "twice": 1, "twice": 2}"#,
        "{\"id\":\r\n\"a-2\"}",
        "no JSON: \u{7}",
    ];
    let (send, receive) = std::sync::mpsc::channel();
    for (number, record) in (1..).zip(records) {
        let mut entry = entry(number, "s");
        entry.content.record = record.as_bytes().to_vec();
        let send = send.clone();
        store.ticket().unwrap().commit(entry, move |result| send.send(result).unwrap());
    }
    drop(send);
    assert!(receive.iter().all(|result| result.is_ok()));
    let mut out = Vec::new();
    store.subject_export("s", "officer", &mut out).unwrap();
    let text = String::from_utf8(out).unwrap();
    for record in [records[0], records[1], r#""no JSON: \u0007""#] {
        assert!(text.contains(&format!("\"record\":{record},")), "{record}: {text}");
    }
    serde_json::from_str::<Value>(&text).unwrap();
}

fn an_export_that_breaks_off_is_in_the_chain_too(place: &Place) {
    /// Takes so many bytes.
    struct Short(usize);
    impl std::io::Write for Short {
        fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
            self.0 = self.0.checked_sub(bytes.len()).ok_or(std::io::ErrorKind::BrokenPipe)?;
            Ok(bytes.len())
        }
        fn flush(&mut self) -> std::io::Result<()> {
            Ok(())
        }
    }
    let store = place.open();
    fill(&store, 25);
    let error = store.subject_export("s-3", "officer", &mut Short(1_000)).unwrap_err();
    assert!(matches!(error, Error::Output { .. }), "{error}");
    let event = &store.events(Some(EventKind::Export), None, 10).unwrap()[0];
    assert_eq!((&event.body["broken_off"], event.actor.as_str()), (&Value::Bool(true), "officer"));
    assert!(event.body["decisions"].as_u64().unwrap() < 3);
}

fn erasing_leaves_no_content_no_key_and_a_chain_that_verifies(place: &Place) {
    let store = place.open();
    fill(&store, 40);
    let noted = note(&store, 3);
    let keys = place.number("SELECT count(*) FROM subject_keys");
    assert_eq!(store.subject_erase("s-3", "asked by letter", "privacy-officer").unwrap(), 4);
    let check = |store: &Store| {
        assert_eq!(store.decision("decision-13").unwrap().unwrap().content, None);
        assert!(store.decision("decision-14").unwrap().unwrap().content.is_some());
        assert_eq!(store.latest("applicant", "s-3", at(1000)).unwrap(), None);
        let query = Query { subject: Some("s-3".to_owned()), ..Query::default() };
        assert!(store.search(&query).unwrap().decisions.is_empty());
        assert_eq!(export(store, "s-3")["decisions"], Value::Array(Vec::new()));
        let one = observation(2, 7, 0);
        let history = store.history(&one.counter, &one.key, 0).unwrap();
        assert_eq!(history.len(), 36);
        assert!(history.iter().all(|one| one.seq % 10 != 3));
        let about = store.events_about(3).unwrap();
        assert_eq!((about[0].seq, about[0].private.clone()), (noted, None));
        let audit = store.audit_verify(None).unwrap();
        assert!(audit.is_sound(), "{audit:?}");
        assert_eq!((audit.erased, audit.decisions), (4, 40));
    };
    check(&store);
    assert_eq!(place.number("SELECT count(*) FROM subject_keys"), keys - 1);
    assert_eq!(place.number("SELECT count(*) FROM entries WHERE seq = 13 AND sealed IS NULL AND subject IS NULL"), 1);
    let erasure = &store.events(Some(EventKind::Erasure), None, 1).unwrap()[0];
    assert_eq!((erasure.actor.as_str(), erasure.body["reason"].as_str()), ("privacy-officer", Some("asked by letter")));
    drop(store);
    let store = place.open();
    check(&store);
    store.ticket().unwrap().commit_and_wait(entry(43, "s-3")).unwrap();
    assert!(store.decision("decision-43").unwrap().unwrap().content.is_some());
}

fn what_was_sealed_before_an_erasure_and_written_after_it_can_be_read(place: &Place) {
    let store = place.open();
    store.ticket().unwrap().commit_and_wait(entry(1, "s")).unwrap();
    let (send, receive) = std::sync::mpsc::channel();
    // The erasure stands between them: both are sealed, with the key of the first, before it runs.
    let held = store.ticket().unwrap();
    let erasing = {
        let store = store.clone();
        std::thread::spawn(move || store.subject_erase("s", "asked", "officer").unwrap())
    };
    while store.status().waiting < 2 {
        std::thread::yield_now();
    }
    store.ticket().unwrap().commit(entry(3, "s"), move |result| send.send(result).unwrap());
    drop(held);
    assert_eq!(erasing.join().unwrap(), 1);
    let seq = receive.recv().unwrap().unwrap();
    assert_eq!(store.decision("decision-1").unwrap().unwrap().content, None);
    assert_eq!(store.decision_at(seq).unwrap().unwrap().content.unwrap().record_id, "a-3");
    drop(store);
    let store = place.open();
    assert_eq!(store.decision_at(seq).unwrap().unwrap().content.unwrap().record_id, "a-3");
    assert!(store.audit_verify(None).unwrap().is_sound());
}

fn a_held_subject_is_not_erased_until_released(place: &Place) {
    let store = place.open();
    fill(&store, 20);
    assert!(store.hold("s-3", "case 17", "counsel").unwrap());
    assert!(!store.hold("s-3", "case 18", "counsel").unwrap());
    assert!(store.is_held("s-3").unwrap());
    let error = store.subject_erase("s-3", "asked", "officer").unwrap_err();
    assert!(matches!(error, Error::OnHold), "{error}");
    assert!(store.decision("decision-3").unwrap().unwrap().content.is_some());
    assert!(store.release("s-3", "closed", "counsel").unwrap());
    assert!(!store.release("s-3", "closed", "counsel").unwrap());
    assert_eq!(store.subject_erase("s-3", "asked", "officer").unwrap(), 2);
    let kinds: Vec<_> = store.events(None, None, 10).unwrap().iter().map(|event| event.kind.unwrap()).collect();
    assert_eq!(kinds, [EventKind::Erasure, EventKind::Release, EventKind::Hold, EventKind::Hold]);
    assert!(store.audit_verify(None).unwrap().is_sound());
    assert!(matches!(store.record_and_wait(&Event::new(EventKind::Erasure, "x")).unwrap_err(), Error::Reserved));
    let about = Event::new(EventKind::Access, "x").about("no-such");
    assert!(matches!(store.record_and_wait(&about).unwrap_err(), Error::NoDecision));
}
