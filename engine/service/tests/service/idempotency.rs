//! Requests that are sent again.

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
