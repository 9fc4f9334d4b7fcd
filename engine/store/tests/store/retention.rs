//! Contents go when their time is over, unless a court wants them.

use std::time::Duration;

use hirewall_model::Verdict;
use hirewall_store::{EventKind, Retention};

use crate::entries::{at, entry, fill};
use crate::on_both;
use crate::place::Place;

on_both![contents_go_by_verdict_when_their_time_is_over_and_a_hold_wins, a_key_stays_while_a_content_needs_it];

fn contents_go_by_verdict_when_their_time_is_over_and_a_hold_wins(place: &Place) {
    let store = place.open();
    fill(&store, 40);
    store.hold("s-0", "case 17", "counsel").unwrap();
    // Numbers are the seconds of receipt; clear is kept for 10 s, verify for 20 s, review for ever, block for no time.
    let seconds = |seconds| Some(Duration::from_secs(seconds));
    let retention =
        Retention { clear: seconds(10), verify: seconds(20), review: None, block: seconds(0), observations: None };
    let expired = store.expire(at(40), &retention, "retention").unwrap();
    let goes = |number: u64| match number % 4 {
        0 => number < 30,
        1 => number < 20,
        2 => false,
        _ => number < 40,
    };
    let expected = |number: &u64| goes(*number) && !number.is_multiple_of(10);
    assert_eq!(expired.decisions, (1..=40).filter(expected).count() as u64);
    assert_eq!(expired.held, (1..=40).filter(|number| goes(*number) && number % 10 == 0).count() as u64);
    for decision in store.replay(0).map(Result::unwrap) {
        assert_eq!(decision.content.is_none(), expected(&decision.seq), "{}", decision.seq);
        assert_eq!(decision.decision.id, format!("decision-{}", decision.seq));
    }
    let audit = store.audit_verify(None).unwrap();
    assert!(audit.is_sound(), "{audit:?}");
    assert_eq!(audit.erased, expired.decisions);
    assert_eq!(store.events(Some(EventKind::Expiry), None, 10).unwrap().len(), 3);
    let again = store.expire(at(40), &retention, "retention").unwrap();
    assert_eq!((again.decisions, again.held), (0, expired.held));
}

fn a_key_stays_while_a_content_needs_it(place: &Place) {
    let store = place.open();
    for (number, verdict) in [(1, Verdict::Clear), (2, Verdict::Block)] {
        let mut entry = entry(number, "s");
        entry.decision.verdict = verdict;
        store.ticket().unwrap().commit_and_wait(entry).unwrap();
    }
    let mut retention = Retention { clear: Some(Duration::ZERO), ..Retention::default() };
    assert_eq!(store.expire(at(100), &retention, "retention").unwrap().decisions, 1);
    assert_eq!(place.number("SELECT count(*) FROM subject_keys"), 1);
    assert!(store.decision("decision-2").unwrap().unwrap().content.is_some());
    retention.block = Some(Duration::ZERO);
    assert_eq!(store.expire(at(100), &retention, "retention").unwrap().decisions, 1);
    assert_eq!(place.number("SELECT count(*) FROM subject_keys"), 0);
    store.ticket().unwrap().commit_and_wait(entry(3, "s")).unwrap();
    assert!(store.decision("decision-3").unwrap().unwrap().content.is_some());
    assert!(store.audit_verify(None).unwrap().is_sound());
}
