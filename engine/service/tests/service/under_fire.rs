//! Policies that are swapped under load: no request fails, and every decision is of one version whole. The full size is `benches/reload.rs`.

use std::collections::BTreeMap;
use std::fs;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;

use crate::serving::{BROKEN, Serving, record, write_version};

#[test]
fn no_request_fails_and_no_decision_mixes_versions() {
    const SWAPS: u64 = 20;
    let serving = Serving::start(&[("generations_kept", "100")]);
    let done = Arc::new(AtomicBool::new(false));
    let senders: Vec<_> = (0..4)
        .map(|sender| {
            let (mut client, done) = (serving.client(), Arc::clone(&done));
            thread::spawn(move || {
                // Versions by generation: what this sender saw.
                let mut seen = BTreeMap::new();
                let mut last = 0;
                for id in 0.. {
                    let body = if sender == 0 {
                        [b"[", &record(id)[..], b",", &record(id + 1), b"]"].concat()
                    } else {
                        record(id)
                    };
                    let answer = client.post("/v1/decisions", &body);
                    assert_eq!(answer.status, 200, "{}", answer.text());
                    let answer = answer.json();
                    let decisions = answer.as_array().cloned().unwrap_or_else(|| vec![answer]);
                    for decision in &decisions {
                        let generation = decision["generation"].as_u64().unwrap();
                        let reasons: Vec<&str> = decision["findings"]
                            .as_array()
                            .unwrap()
                            .iter()
                            .map(|finding| finding["reason"].as_str().unwrap())
                            .collect();
                        assert!(reasons.len() == 2 && reasons[0] == reasons[1], "a mixed decision: {decision}");
                        assert_eq!(decision["generation"], decisions[0]["generation"], "a mixed batch");
                        assert!(generation >= last, "generations go backwards");
                        last = generation;
                        let version = reasons[0].to_owned();
                        assert_eq!(seen.entry(generation).or_insert_with(|| version.clone()), &version);
                    }
                    if done.load(Ordering::Relaxed) {
                        break;
                    }
                }
                seen
            })
        })
        .collect();
    let releases = serving.folder.path().join("releases");
    let mut version = 1;
    for swap in 1..=SWAPS {
        let broken = swap % 5 == 0;
        if broken {
            fs::write(serving.policies().join("a.yaml"), BROKEN).unwrap();
            let answer = serving.until("/v1/generations", "refused", |answer| answer["degraded"] == true);
            assert_eq!(answer["refusal"]["errors"][0]["file"], "a.yaml");
        } else {
            version += 1;
            let next = releases.join(version.to_string());
            write_version(&next, version);
            // Whole, as a deployment does: what lies between is never to be seen.
            fs::rename(serving.policies(), releases.join(format!("old-{swap}"))).unwrap();
            fs::rename(next, serving.policies()).unwrap();
            serving.until("/v1/policies/a", "the new version", |policy| policy["version"] == format!("{version}.0.0"));
        }
    }
    done.store(true, Ordering::Relaxed);
    let mut all = BTreeMap::new();
    for sender in senders {
        for (generation, version) in sender.join().unwrap() {
            assert_eq!(
                all.entry(generation).or_insert_with(|| version.clone()),
                &version,
                "one generation, one version"
            );
        }
    }
    assert_eq!(all.last_key_value().unwrap().1, &format!("version {version}"));
    assert!(all.len() > 3, "{all:?}");
}
