//! A process that is killed at any moment loses nothing that it acknowledged.

use std::collections::HashMap;
use std::io::{BufRead as _, BufReader, Write as _};
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use hirewall_store::{Options, Store, StoredObservation};

use crate::entries::entry;
use crate::on_both;
use crate::place::Place;

on_both![killed_at_any_moment_it_lost_nothing_acknowledged];

/// How often a process is killed: 20 times, or as often as the environment says.
fn kills() -> u64 {
    std::env::var("HIREWALL_TEST_KILLS").ok().and_then(|text| text.parse().ok()).unwrap_or(20)
}

fn options(place: &Place) -> Options {
    Options { checkpoint_every: 50, ..place.options() }
}

fn killed_at_any_moment_it_lost_nothing_acknowledged(place: &Place) {
    let mut random = 0x2545_f491_4f6c_dd1d_u64 ^ u64::from(std::process::id());
    let mut acknowledged = Vec::new();
    for round in 0..kills() {
        random = random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        // Between right after its first words and a few thousand entries.
        let patience = usize::try_from(random >> 33).unwrap() % 700;
        let mut child = Command::new(std::env::current_exe().unwrap())
            .args(["--exact", "kill::child", "--ignored", "--nocapture"])
            .env("HIREWALL_TEST_STORE", place.url())
            .env("HIREWALL_TEST_BESIDE", place.beside())
            .env("HIREWALL_TEST_ROUND", round.to_string())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let mut words = 0;
        for line in lines.map_while(Result::ok) {
            if let Some((number, seq)) = line.strip_prefix("ack ").and_then(|rest| rest.split_once(' ')) {
                if let (Ok(number), Ok(seq)) = (number.parse::<u64>(), seq.parse::<u64>()) {
                    acknowledged.push((number, seq));
                }
                words += 1;
                if words == patience {
                    // SIGKILL; what it had said by then is still read.
                    child.kill().unwrap();
                }
            } else if line == "open" && patience == 0 {
                child.kill().unwrap();
            }
        }
        child.wait().unwrap();
    }
    let store = Store::open(place.url(), &options(place)).unwrap();
    let stored: HashMap<u64, _> =
        store.replay(0).map(Result::unwrap).map(|decision| (decision.seq, decision)).collect();
    assert!(acknowledged.len() > 100, "{}", acknowledged.len());
    for (number, seq) in &acknowledged {
        let decision = stored.get(seq).unwrap_or_else(|| panic!("entry {seq} was acknowledged and is lost"));
        assert_eq!(decision.decision.id, format!("decision-{number}"));
        assert_eq!(decision.content.as_ref().unwrap().record_id, format!("a-{number}"));
        assert_eq!(store.decision(&decision.decision.id).unwrap().unwrap().seq, *seq);
    }
    let audit = store.audit_verify(None).unwrap();
    assert!(audit.is_sound(), "{audit:?}");
    let mut observed = Vec::new();
    store
        .observations(0, |one| {
            observed.push(one);
            Ok(())
        })
        .unwrap();
    let mut expected: Vec<StoredObservation> = Vec::new();
    for decision in store.replay(0).map(Result::unwrap) {
        let number = decision.decision.id.trim_start_matches("decision-").parse().unwrap();
        expected.extend(entry(number, "").observations.iter().map(|one| StoredObservation::new(one, decision.seq)));
    }
    assert_eq!(observed, expected);
}

/// The process that is killed: threads that store entries and say what was acknowledged.
#[test]
#[ignore = "run by the test that kills it"]
fn child() {
    let url = std::env::var("HIREWALL_TEST_STORE").unwrap();
    let beside = std::env::var_os("HIREWALL_TEST_BESIDE").unwrap();
    let round: u64 = std::env::var("HIREWALL_TEST_ROUND").unwrap().parse().unwrap();
    let options = Options { beside: Some(beside.into()), checkpoint_every: 50, ..Options::default() };
    let store = Store::open(&url, &options).unwrap();
    let say = |line: String| std::io::stdout().lock().write_all(line.as_bytes()).unwrap();
    say("open\n".to_owned());
    let next = Arc::new(AtomicU64::new(round * 100_000));
    std::thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| {
                for turn in 0..1000 {
                    let number = next.fetch_add(1, Ordering::Relaxed);
                    let ticket = store.ticket().unwrap();
                    if turn % 7 == 3 {
                        continue;
                    }
                    let seq = ticket.commit_and_wait(entry(number, &format!("s-{}", number % 10))).unwrap();
                    say(format!("ack {number} {seq}\n"));
                }
            });
        }
    });
}
