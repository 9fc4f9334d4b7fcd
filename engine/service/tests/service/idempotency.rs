//! Requests that are sent again.

use hirewall_store::{Options, Store};
use serde_json::json;

use crate::serving::{Serving, record};

#[test]
fn the_same_key_gives_the_same_answer_and_judges_once() {
    let serving = Serving::start(&[]);
    let mut client = serving.client();
    let mut send = |key: &str, body: &[u8]| {
        client.request(
            "POST",
            "/v1/decisions",
            &[("Content-Type", "application/json"), ("Idempotency-Key", key)],
            Some(body),
        )
    };
    let first = send("k1", &record(1));
    let second = send("k1", &record(1));
    assert_eq!((first.status, &first.body), (200, &second.body));
    let other = send("k1", &record(2));
    assert_eq!((other.status, other.json()["title"].as_str().unwrap()), (422, "idempotency key reused"));
    let refused = send("k2", b"{}");
    assert_eq!(refused.status, 422);
    assert_eq!(send("k2", b"{}").body, refused.body, "a refusal is an answer too");
    assert_eq!(send("bad key", &record(1)).status, 400);
    let batch = [b"[".to_vec(), record(1), b",".to_vec(), record(2), b"]".to_vec()].concat();
    assert_eq!(send("k3", &batch).body, send("k3", &batch).body);
    let kept = serving.client().get("/v1/decisions").json();
    assert_eq!(kept["decisions"].as_array().unwrap().len(), 3, "{kept}");
}

#[test]
fn what_was_erased_since_is_not_judged_again() {
    let serving = Serving::start(&[]);
    let send = |serving: &Serving, key: &str, body: &[u8]| {
        let headers = [("Content-Type", "application/json"), ("Idempotency-Key", key)];
        serving.client().request("POST", "/v1/decisions", &headers, Some(body))
    };
    let batch = [b"[".to_vec(), record(1), b",".to_vec(), record(2), b"]".to_vec()].concat();
    assert_eq!(send(&serving, "single", &record(1)).status, 200);
    let both = send(&serving, "both", &batch).json();
    let url = crate::keeping::store_of(&serving.folder);
    let serving = serving.again(&[("store", "none")]);
    let store = Store::open(&url, &Options::default()).unwrap();
    assert_eq!(store.subject_erase("p1", "asked by letter", "officer").unwrap(), 2);
    drop(store);
    let serving = serving.again(&[]);
    let single = send(&serving, "single", &record(1));
    assert_eq!((single.status, single.json()["title"].as_str()), (410, Some("gone")));
    let again = send(&serving, "both", &batch).json();
    assert_eq!((&again[0]["status"], &again[0]["record"], &again[1]), (&json!(410), &json!(0), &both[1]));
}

#[test]
fn a_request_whose_client_left_is_finished_and_its_retry_gets_the_answer() {
    let serving = Serving::start(&[("store", "none")]);
    let records: Vec<String> = (0..3_000).map(|id| String::from_utf8(record(id)).unwrap()).collect();
    let batch = format!("[{}]", records.join(","));
    let headers = [("Content-Type", "application/json"), ("Idempotency-Key", "k")];
    let mut impatient = serving.client();
    impatient.begin("POST", "/v1/decisions", &headers, Some(batch.len()));
    impatient.send(batch.as_bytes());
    let mut client = serving.client();
    let mut metric = |name: &str| {
        let metrics = client.get("/metrics").text().to_owned();
        let lines = metrics.lines().filter(|line| line.starts_with(name)).filter_map(|line| line.rsplit_once(' '));
        lines.map(|(_, value)| value.parse::<u64>().unwrap()).sum::<u64>()
    };
    let begun = std::time::Instant::now();
    // The request for metrics is one of those under way.
    while metric("hirewall_http_requests_in_flight") < 2 && metric("hirewall_decisions_total") == 0 {
        assert!(begun.elapsed().as_secs() < 30, "it never comes in");
        std::thread::yield_now();
    }
    drop(impatient);
    let answer = loop {
        let answer = serving.client().request("POST", "/v1/decisions", &headers, Some(batch.as_bytes()));
        if answer.status != 409 {
            break answer;
        }
        assert!(begun.elapsed().as_secs() < 60, "it is never answered");
        std::thread::yield_now();
    };
    assert_eq!((answer.status, answer.json().as_array().unwrap().len()), (200, 3_000));
    assert_eq!(metric("hirewall_decisions_total"), 3_000, "each is judged once");
}
