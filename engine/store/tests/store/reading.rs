//! Reading back what was stored.

use hirewall_model::Verdict;
use hirewall_store::{Entry, Generation, Horizons, Page, Query, Store, StoredObservation};

use crate::entries::{SECRET, at, entry, fill, observation};
use crate::on_both;
use crate::place::Place;

on_both![
    a_decision_comes_back_as_it_was_given,
    each_filter_finds_what_a_scan_finds,
    pages_of_a_search_are_the_whole_in_order,
    replay_is_in_the_order_of_tickets_and_skips_voids,
    nothing_personal_stands_in_the_database_in_the_clear,
    the_latest_record_of_a_subject_includes_what_waits,
    observations_come_back_in_order_and_by_key,
    the_index_answers_the_same_from_memory_and_from_merged_runs,
    pruned_observations_are_gone_and_others_stay,
    generations_go_on,
    an_entry_beyond_the_limit_is_refused_alone,
];

fn a_decision_comes_back_as_it_was_given(place: &Place) {
    let store = place.open();
    let given = entry(3, "s-3");
    let (decision, content) = (given.decision.clone(), given.content.clone());
    let seq = store.ticket().unwrap().commit_and_wait(given).unwrap();
    let stored = store.decision("decision-3").unwrap().unwrap();
    assert_eq!((stored.seq, stored.decision, stored.content), (seq, decision, Some(content)));
    assert_eq!((stored.kind.as_str(), stored.record_time, stored.received_at), ("applicant", at(3), at(3)));
    assert_eq!(store.decision("decision-4").unwrap(), None);
    assert_eq!(store.decision_at(seq).unwrap().unwrap().decision.id, "decision-3");
}

fn numbers(page: &Page) -> Vec<u64> {
    page.decisions.iter().map(|decision| decision.seq).collect()
}

fn each_filter_finds_what_a_scan_finds(place: &Place) {
    let store = place.open();
    fill(&store, 60);
    type Fits = fn(u64) -> bool;
    let text = |text: &str| Some(text.to_owned());
    let cases: Vec<(Query, Fits)> = vec![
        (Query::default(), |_| true),
        (Query { subject: text("s-3"), ..Query::default() }, |n| n % 10 == 3),
        (Query { kind: text("applicant"), record: text("a-17"), ..Query::default() }, |n| n == 17),
        (Query { kind: text("device"), ..Query::default() }, |_| false),
        (Query { verdict_at_least: Some(Verdict::Review), ..Query::default() }, |n| n % 4 >= 2),
        (Query { rule: text("contact/rule_2"), ..Query::default() }, |n| n % 3 == 2),
        (Query { rule: text("contact/rule"), ..Query::default() }, |_| false),
        (Query { policy: text("profile"), ..Query::default() }, |_| true),
        (Query { policy: text("prof"), ..Query::default() }, |_| false),
        (Query { bundle: Some(format!("sha256:{:064x}", 2)), ..Query::default() }, |n| n / 10 == 2),
        (Query { generation: Some(3), ..Query::default() }, |n| n / 10 == 2),
        (Query { from: Some(at(10)), to: Some(at(20)), ..Query::default() }, |n| (10..20).contains(&n)),
        (
            Query {
                subject: text("s-4"),
                verdict_at_least: Some(Verdict::Block),
                from: Some(at(5)),
                ..Query::default()
            },
            |n| n % 10 == 4 && n % 4 == 3 && n >= 5,
        ),
        (Query { record: text("a-8"), ..Query::default() }, |n| n == 8),
    ];
    for (query, fits) in cases {
        let page = store.search(&query).unwrap();
        let expected: Vec<u64> = (1..=60).rev().filter(|number| fits(*number)).collect();
        assert_eq!(numbers(&page), expected, "{query:?}");
        assert_eq!(page.cursor, None, "{query:?}");
        assert!(page.decisions.iter().all(|decision| decision.content.is_none()));
    }
    let page = store.search(&Query { limit: Some(1), contents: true, ..Query::default() }).unwrap();
    assert_eq!(page.decisions[0].content.as_ref().unwrap().record_id, "a-60");
}

fn pages_of_a_search_are_the_whole_in_order(place: &Place) {
    let store = place.open();
    fill(&store, 57);
    for subject in [None, Some("s-1".to_owned())] {
        let whole = numbers(&store.search(&Query { subject: subject.clone(), ..Query::default() }).unwrap());
        let (mut pages, mut cursor) = (Vec::new(), None);
        loop {
            let query = Query { subject: subject.clone(), limit: Some(5), cursor, ..Query::default() };
            let page = store.search(&query).unwrap();
            assert!(page.decisions.len() <= 5);
            pages.extend(numbers(&page));
            cursor = page.cursor;
            if cursor.is_none() {
                break;
            }
        }
        assert_eq!(pages, whole);
    }
    for cursor in ["x", "-1", "99999999999999999999", ""] {
        assert!(store.search(&Query { cursor: Some(cursor.to_owned()), ..Query::default() }).is_err(), "{cursor}");
    }
}

fn replay_is_in_the_order_of_tickets_and_skips_voids(place: &Place) {
    let store = place.open();
    let mut tickets: Vec<_> = (0..5).map(|_| store.ticket().unwrap()).collect();
    let (third, fifth) = (tickets.remove(2), tickets.pop().unwrap());
    let (send, receive) = std::sync::mpsc::channel();
    for (ticket, number) in tickets.into_iter().zip([1, 2, 4]).rev() {
        assert_eq!(ticket.seq(), number);
        let send = send.clone();
        ticket.commit(entry(number, "s"), move |result| send.send(result.unwrap()).unwrap());
    }
    // What stands behind the third waits for it.
    assert_eq!([receive.recv().unwrap(), receive.recv().unwrap()], [1, 2]);
    drop(third);
    assert_eq!(receive.recv().unwrap(), 4);
    drop(fifth);
    let replayed: Vec<u64> = store.replay(1).map(|decision| decision.unwrap().seq).collect();
    assert_eq!(replayed, [2, 4]);
    assert!(store.audit_verify(None).unwrap().is_sound());
}

fn nothing_personal_stands_in_the_database_in_the_clear(place: &Place) {
    let store = place.open();
    fill(&store, 20);
    store.close();
    let needle = |bytes: &[u8], word: &str| bytes.windows(word.len()).any(|part| part == word.as_bytes());
    if place.is_postgres() {
        let sql = format!(
            "SELECT count(*) FROM entries WHERE entries::text LIKE '%{SECRET}%' OR position('{SECRET}'::bytea IN sealed) > 0"
        );
        assert_eq!(place.number(&sql), 0);
        return;
    }
    let bytes = std::fs::read(place.beside()).unwrap();
    assert!(needle(&bytes, "decision-3"), "the file is read as it is");
    for word in [SECRET, "a-17", "s-7", "because of"] {
        assert!(!needle(&bytes, word), "{word}");
    }
}

fn device(subject: &str, number: u64, seconds: i64) -> Entry {
    let mut device = entry(number, subject);
    device.kind = "device".to_owned();
    device.record_time = Some(at(seconds));
    device.content.record = format!("device {number}").into_bytes();
    device
}

fn the_latest_record_of_a_subject_includes_what_waits(place: &Place) {
    let store = place.open();
    let latest = |kind: &str, seconds| {
        store.latest(kind, "s", at(seconds)).unwrap().map(|latest| String::from_utf8(latest.record).unwrap())
    };
    assert_eq!(latest("device", 100), None);
    for (number, seconds) in [(1, 10), (2, 30), (3, 20), (4, 30)] {
        store.ticket().unwrap().commit_and_wait(device("s", number, seconds)).unwrap();
    }
    store.ticket().unwrap().commit_and_wait(device("other", 5, 40)).unwrap();
    store.ticket().unwrap().commit_and_wait(entry(6, "s")).unwrap();
    let expected =
        [(9, None), (10, Some("device 1")), (29, Some("device 3")), (30, Some("device 4")), (99, Some("device 4"))];
    for (seconds, expected) in expected {
        assert_eq!(latest("device", seconds).as_deref(), expected, "{seconds}");
    }
    assert_eq!(latest("visitor", 99), None);
    // One before it is in hand, so that it waits.
    let held = store.ticket().unwrap();
    let (send, receive) = std::sync::mpsc::channel();
    store.ticket().unwrap().commit(device("s", 7, 50), move |result| send.send(result).unwrap());
    assert_eq!(latest("device", 99).as_deref(), Some("device 7"));
    assert_eq!(latest("device", 49).as_deref(), Some("device 4"));
    drop(held);
    receive.recv().unwrap().unwrap();
    assert_eq!(latest("device", 99).as_deref(), Some("device 7"));
}

fn all(store: &Store) -> Vec<StoredObservation> {
    let mut all = Vec::new();
    store
        .observations(0, |one| {
            all.push(one);
            Ok(())
        })
        .unwrap();
    all
}

fn observations_come_back_in_order_and_by_key(place: &Place) {
    let store = place.open();
    fill(&store, 300);
    let expected: Vec<StoredObservation> = (1..=300)
        .flat_map(|number| [observation(1, number % 5, number), observation(2, 7, number)].map(|one| (one, number)))
        .map(|(one, seq)| StoredObservation::new(&one, seq))
        .collect();
    assert_eq!(all(&store), expected);
    let of = |counter: u8, key: u64| {
        let one = observation(counter, key, 0);
        store.history(&one.counter, &one.key, 0).unwrap()
    };
    for (counter, key) in [(1, 3), (2, 7), (2, 8), (3, 7)] {
        let wanted = observation(counter, key, 0);
        let expected: Vec<_> =
            expected.iter().copied().filter(|one| one.counter == wanted.counter && one.key == wanted.key).collect();
        assert_eq!(of(counter, key), expected);
    }
    let held = store.ticket().unwrap();
    let waiting = store.ticket().unwrap();
    let seq = waiting.seq();
    let (send, receive) = std::sync::mpsc::channel();
    waiting.commit(entry(400, "s"), move |result| send.send(result).unwrap());
    assert_eq!(of(2, 7).last().unwrap().seq, seq);
    drop(held);
    receive.recv().unwrap().unwrap();
    assert_eq!(of(2, 7).len(), 301);
    let one = observation(2, 7, 0);
    assert_eq!(store.history(&one.counter, &one.key, 299).unwrap().len(), 2);
}

fn the_index_answers_the_same_from_memory_and_from_merged_runs(place: &Place) {
    // Enough postings for eight runs, which are merged into one, and some more.
    let count = 5000;
    let store = Store::open(place.url(), &hirewall_store::Options { group_entries: 64, ..place.options() }).unwrap();
    let heavy = |number: u64| {
        let mut heavy = entry(number, &format!("s-{}", number % 7));
        heavy.observations = (0..64).map(|key| observation(1, key, number)).collect();
        heavy
    };
    let (send, receive) = std::sync::mpsc::channel();
    for number in 1..=count {
        let send = send.clone();
        store.ticket().unwrap().commit(heavy(number), move |result| send.send(result.unwrap()).unwrap());
    }
    drop(send);
    assert_eq!(receive.iter().count() as u64, count);
    let ask = |store: &Store| {
        let one = observation(1, 63, 0);
        let subject = Query { subject: Some("s-3".to_owned()), limit: Some(1000), ..Query::default() };
        (
            store.history(&one.counter, &one.key, 0).unwrap().iter().map(|one| one.seq).collect::<Vec<_>>(),
            numbers(&store.search(&subject).unwrap()),
            store.decision("decision-2").unwrap().map(|decision| decision.seq),
            store.latest("applicant", "s-5", at(99_999)).unwrap(),
        )
    };
    let before = ask(&store);
    assert_eq!(before.0, (1..=count).collect::<Vec<_>>());
    assert_eq!(before.1, (1..=count).rev().filter(|number| number % 7 == 3).collect::<Vec<_>>());
    assert_eq!(before.2, Some(2));
    drop(store);
    assert!(place.number("SELECT max(level) FROM runs") >= 1, "runs were merged");
    let store = place.open();
    assert_eq!(ask(&store), before);
    assert!(store.audit_verify(None).unwrap().is_sound());
}

fn pruned_observations_are_gone_and_others_stay(place: &Place) {
    let store = place.open();
    fill(&store, 200);
    let counters = |horizons: &[(u8, i64)]| horizons.iter().map(|(counter, of)| ([*counter; 16], at(*of))).collect();
    let prune = |horizons: Horizons| store.prune(&horizons).unwrap();
    assert_eq!(prune(Horizons::default()), 0);
    // Of the first counter up to 149; of the second nothing is old enough.
    assert_eq!(prune(Horizons { counters: counters(&[(1, 150), (2, -1)]), others: None }), 149);
    let check = |store: &Store| {
        let left = all(store);
        assert_eq!(left.iter().filter(|one| one.counter == [1; 16]).map(|one| one.seq).min(), Some(150));
        assert_eq!(left.iter().filter(|one| one.counter == [2; 16]).count(), 200);
        assert_eq!((store.pruned_before(&[1; 16]), store.pruned_before(&[2; 16])), (Some(at(150)), None));
    };
    check(&store);
    assert_eq!(prune(Horizons { counters: counters(&[(1, 100)]), others: None }), 0, "it is gone already");
    check(&store);
    // What nobody names goes by the horizon of others.
    assert_eq!(prune(Horizons { counters: counters(&[(1, 150)]), others: Some(at(100)) }), 99);
    assert_eq!((all(&store).len(), store.pruned_before(&[2; 16])), (152, Some(at(100))));
    drop(store);
    let store = place.open();
    assert_eq!((all(&store).len(), store.pruned_before(&[1; 16])), (152, Some(at(150))));
    let one = observation(1, 0, 0);
    assert_eq!(store.history(&one.counter, &one.key, 0).unwrap().len(), 11);
    assert!(store.audit_verify(None).unwrap().is_sound());
}

fn generations_go_on(place: &Place) {
    let generation = |number| Generation {
        number,
        bundle: format!("sha256:{number:064x}"),
        at: at(i64::try_from(number).unwrap()),
        actor: "file change".to_owned(),
        reason: "contact.yaml".to_owned(),
        summary: "17 policies, 2 warnings".to_owned(),
    };
    let store = place.open();
    for number in [1, 2, 3] {
        store.add_generation(&generation(number), &serde_json::json!({"cause": "files", "of": null})).unwrap();
    }
    assert!(store.add_generation(&generation(3), &serde_json::Value::Null).is_err());
    // A refused job does not stop the store.
    fill(&store, 1);
    drop(store);
    let store = place.open();
    assert_eq!(store.generations(2).unwrap(), [generation(3), generation(2)]);
    assert!(store.audit_verify(None).unwrap().is_sound());
}

fn an_entry_beyond_the_limit_is_refused_alone(place: &Place) {
    let options = hirewall_store::Options { entry_bytes: 10_000, ..place.options() };
    let store = Store::open(place.url(), &options).unwrap();
    let mut large = entry(1, "s");
    large.content.record = SECRET.repeat(1000).into_bytes();
    let error = store.ticket().unwrap().commit_and_wait(large).unwrap_err();
    assert!(matches!(error, hirewall_store::Error::TooLarge { .. }), "{error}");
    assert!(!error.to_string().contains(SECRET));
    assert_eq!(store.ticket().unwrap().commit_and_wait(entry(2, "s")).unwrap(), 2);
}
