//! Every kind of change behind the store's back is found, where it was made.

use hirewall_store::{ChainLink, Event, EventKind, LinkKind, Outcome, ProblemKind, Store};

use crate::entries::{SECRET, fill};
use crate::on_both;
use crate::place::Place;

on_both![
    an_untouched_chain_is_sound_while_it_grows_and_when_closed,
    each_change_is_found_at_its_place,
    a_tail_that_is_cut_with_its_head_is_found_by_the_checkpoints,
    a_rewritten_file_of_checkpoints_is_found,
    an_auditor_pages_through_all_links_and_sees_nothing_personal,
    half_a_line_at_the_end_of_the_checkpoints_is_mended,
];

/// 20 decisions, with an event after the tenth as number 11.
fn chain(place: &Place) {
    let store = place.open();
    fill(&store, 10);
    let event =
        Event::new(EventKind::Configuration, "operator").body(serde_json::json!({"b": 1, "a": {"z": 1, "y": 2}}));
    assert_eq!(store.record_and_wait(&event).unwrap(), 11);
    fill(&store, 9);
    store.close();
}

fn verify(place: &Place) -> Vec<(ProblemKind, u64)> {
    let audit = Store::audit_verify_at(place.url(), &place.options(), None).unwrap();
    audit.problems.iter().map(|problem| (problem.kind, problem.seq)).collect()
}

fn an_untouched_chain_is_sound_while_it_grows_and_when_closed(place: &Place) {
    chain(place);
    assert_eq!(verify(place), []);
    let store = place.open();
    std::thread::scope(|scope| {
        let grows = scope.spawn(|| fill(&store, 300));
        while !grows.is_finished() {
            assert_eq!(verify(place), []);
        }
    });
    let audit = store.audit_verify(None).unwrap();
    assert_eq!((audit.decisions, audit.events, audit.last), (319, 1, 320));
    assert!(audit.checkpoints > 2, "{audit:?}");
}

/// A change, what undoes it, and what is found.
type Change = (String, String, Vec<(ProblemKind, u64)>);

fn each_change_is_found_at_its_place(place: &Place) {
    use ProblemKind::{CutTail, Deleted, Edited, Head, Inserted, Reordered};
    chain(place);
    let swap = |table: &str, one: u64, other: u64| {
        format!(
            "UPDATE {table} SET seq = -1 WHERE seq = {one}; UPDATE {table} SET seq = {one} WHERE seq = {other}; \
             UPDATE {table} SET seq = {other} WHERE seq = -1"
        )
    };
    let columns = "kind, id, record, subject, verdict, score, decided_at, received_at, record_time, generation, bundle, \
                   rules, key, content, mac, sealed";
    let insert = |seq: &str, prev: &str| {
        format!("INSERT INTO entries (seq, prev, {columns}) SELECT {seq}, {prev}, {columns} FROM entries WHERE seq = 5")
    };
    let cases: Vec<Change> = vec![
        (
            "UPDATE entries SET verdict = 0 WHERE seq = 6".into(),
            "UPDATE entries SET verdict = 2 WHERE seq = 6".into(),
            vec![(Edited, 6)],
        ),
        (
            "UPDATE entries SET score = score + 1 WHERE seq = 6".into(),
            "UPDATE entries SET score = score - 1 WHERE seq = 6".into(),
            vec![(Edited, 6)],
        ),
        (
            "UPDATE entries SET rules = rules || ' x/y' WHERE seq = 20".into(),
            "UPDATE entries SET rules = replace(rules, ' x/y', '') WHERE seq = 20".into(),
            vec![(Edited, 20)],
        ),
        (
            "UPDATE events SET body = replace(body, '1', '3') WHERE seq = 11".into(),
            "UPDATE events SET body = replace(body, '3', '1') WHERE seq = 11".into(),
            vec![(Edited, 11)],
        ),
        (
            "UPDATE events SET actor = 'nobody' WHERE seq = 11".into(),
            "UPDATE events SET actor = 'operator' WHERE seq = 11".into(),
            vec![(Edited, 11)],
        ),
        // A column that the next row does not rest on: its own is found, and no other.
        (swap_column("mac", 7, 8), swap_column("mac", 7, 8), vec![(Edited, 7), (Edited, 8)]),
        (swap_column("sealed", 7, 8), swap_column("sealed", 7, 8), vec![(Edited, 7), (Edited, 8)]),
        (swap_column("subject", 7, 8), swap_column("subject", 7, 8), vec![(Edited, 7), (Edited, 8)]),
        (
            "UPDATE entries SET erased = 11, voucher = content WHERE seq = 9".into(),
            "UPDATE entries SET erased = NULL, voucher = NULL WHERE seq = 9".into(),
            vec![(Edited, 9)],
        ),
        (swap("entries", 5, 15), swap("entries", 5, 15), vec![(Reordered, 5), (Reordered, 15)]),
        (swap("entries", 5, 6), swap("entries", 5, 6), vec![(Reordered, 5), (Reordered, 6)]),
        (insert("21", "20"), "DELETE FROM entries WHERE seq = 21".into(), vec![(Inserted, 21)]),
        (insert("0", "0"), "DELETE FROM entries WHERE seq = 0".into(), vec![(Inserted, 0)]),
        (
            "UPDATE hirewall_meta SET value = replace(value, '20 ', '19 ') WHERE name = 'head'".into(),
            "UPDATE hirewall_meta SET value = replace(value, '19 ', '20 ') WHERE name = 'head'".into(),
            vec![(Head, 20)],
        ),
        // Those that cannot be undone stand last.
        ("DELETE FROM entries WHERE seq = 8".into(), String::new(), vec![(Deleted, 8)]),
        ("DELETE FROM events WHERE seq = 11".into(), String::new(), vec![(Deleted, 8), (Deleted, 11)]),
        ("DELETE FROM entries WHERE seq >= 19".into(), String::new(), vec![(Deleted, 8), (Deleted, 11), (CutTail, 19)]),
    ];
    for (change, undo, expected) in cases {
        place.tamper(&change);
        let mut found = verify(place);
        // A checkpoint stands at every tenth, and says of a missing row what its neighbour says already.
        found.dedup();
        assert_eq!(found, expected, "{change}");
        if !undo.is_empty() {
            place.tamper(&undo);
            assert_eq!(verify(place), [], "{undo}");
        }
    }
}

fn swap_column(column: &str, one: u64, other: u64) -> String {
    format!(
        "CREATE TEMPORARY TABLE twin AS SELECT seq, {column} AS it FROM entries WHERE seq IN ({one}, {other}); \
         UPDATE entries SET {column} = (SELECT it FROM twin WHERE twin.seq = {one} + {other} - entries.seq) \
         WHERE seq IN ({one}, {other}); DROP TABLE twin"
    )
}

fn a_tail_that_is_cut_with_its_head_is_found_by_the_checkpoints(place: &Place) {
    let store = place.open();
    fill(&store, 5);
    store.close();
    place.tamper("INSERT INTO hirewall_meta (name, value) SELECT 'old', value FROM hirewall_meta WHERE name = 'head'");
    let store = place.open();
    fill(&store, 30);
    store.close();
    place.tamper(
        "DELETE FROM entries WHERE seq > 5; DELETE FROM hirewall_meta WHERE name = 'head'; \
         UPDATE hirewall_meta SET name = 'head' WHERE name = 'old'; DELETE FROM checkpoints WHERE seq > 5",
    );
    assert_eq!(verify(place), [(ProblemKind::CutTail, 6)]);
}

fn a_rewritten_file_of_checkpoints_is_found(place: &Place) {
    chain(place);
    let path = place.file("checkpoints");
    let text = std::fs::read_to_string(&path).unwrap();
    assert!(text.lines().count() >= 2, "{text}");
    std::fs::write(&path, text.replacen("\"seq\":20", "\"seq\":19", 1)).unwrap();
    assert_eq!(verify(place), [(ProblemKind::Checkpoint, 19)]);
    std::fs::write(&path, text.replacen("\"mac\":\"", "\"mac\":\"00", 1)).unwrap();
    assert!(matches!(verify(place)[..], [(ProblemKind::Checkpoint, _)]));
    std::fs::write(&path, &text).unwrap();
    assert_eq!(verify(place), []);
    std::fs::remove_file(&path).unwrap();
    assert!(Store::audit_verify_at(place.url(), &place.options(), None).is_err());
}

fn half_a_line_at_the_end_of_the_checkpoints_is_mended(place: &Place) {
    use std::io::Write as _;
    chain(place);
    let path = place.file("checkpoints");
    std::fs::File::options().append(true).open(&path).unwrap().write_all(b"{\"seq\":21,\"ma").unwrap();
    let store = place.open();
    fill(&store, 1);
    store.close();
    assert_eq!(verify(place), []);
}

fn an_auditor_pages_through_all_links_and_sees_nothing_personal(place: &Place) {
    chain(place);
    let store = place.open();
    store.dispose("decision-3", Outcome::Cleared, Some(SECRET), "maria").unwrap();
    store.subject_erase("s-4", "asked by letter", "officer").unwrap();
    let (mut all, mut before): (Vec<ChainLink>, Option<u64>) = (Vec::new(), None);
    loop {
        let page = store.chain(None, before, 7).unwrap();
        let Some(last) = page.last() else { break };
        before = Some(last.seq);
        all.extend(page);
    }
    let numbers: Vec<u64> = all.iter().map(|link| link.seq).collect();
    assert_eq!(numbers, (1..=22).rev().collect::<Vec<_>>());
    let of = |seq: u64| all.iter().find(|link| link.seq == seq).unwrap();
    assert_eq!((of(22).kind.as_str(), of(22).actor.as_deref()), ("erasure", Some("officer")));
    assert_eq!((of(21).decision.as_deref(), &of(21).body["outcome"]), (Some("decision-3"), &"cleared".into()));
    assert_eq!((of(3).kind.as_str(), of(3).decision.as_deref(), of(3).erased), ("decision", Some("decision-3"), false));
    assert!(of(4).erased, "its subject was erased");
    assert!(!format!("{all:?}").contains(SECRET));
    let links: std::collections::BTreeSet<&str> = all.iter().map(|link| link.link.as_str()).collect();
    assert_eq!(links.len(), 22);
    let count = |word: &str| store.chain(LinkKind::of(word), None, 100).unwrap().len();
    assert_eq!(["decision", "configuration", "disposition", "erasure", "hold"].map(count), [19, 1, 1, 1, 0]);
    assert_eq!(LinkKind::of("no such"), None);
}
