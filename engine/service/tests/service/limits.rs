//! Too large, too many, too slow.

use crate::serving::{Serving, record};

#[test]
fn a_body_beyond_its_limit_is_refused_by_its_head_and_by_its_length() {
    let serving = Serving::start(&[("limits.body", "1KiB"), ("limits.batch", "3")]);
    let large = vec![b' '; 1025];
    assert_eq!(serving.client().post("/v1/decisions", &large).status, 413);
    let mut client = serving.client();
    client.begin(
        "POST",
        "/v1/decisions",
        &[("Content-Type", "application/json"), ("Transfer-Encoding", "chunked")],
        None,
    );
    client.chunk(&large);
    assert_eq!(client.head().status, 413);
    let answer = serving.client().post("/v1/decisions", b"[{},{},{},{}]");
    assert_eq!((answer.status, answer.json()["title"].as_str().unwrap()), (413, "too large"));
}

#[test]
fn a_body_that_does_not_come_is_not_waited_for() {
    let serving = Serving::start(&[("limits.request_time", "100ms")]);
    let mut client = serving.client();
    client.begin("POST", "/v1/decisions", &[("Content-Type", "application/json")], Some(100));
    client.send(b"{");
    let answer = client.answer();
    assert_eq!((answer.status, answer.header("content-type")), (408, "application/problem+json"));
}

#[test]
fn beyond_its_places_the_service_says_so_at_once_and_serves_on() {
    let serving = Serving::start(&[("limits.in_flight", "2")]);
    let headers = [("Content-Type", "application/x-ndjson"), ("Transfer-Encoding", "chunked")];
    let mut open: Vec<_> = (0..2)
        .map(|id| {
            let mut client = serving.client();
            client.begin("POST", "/v1/decisions", &headers, None);
            client.chunk(&[record(id), b"\n".to_vec()].concat());
            assert_eq!(client.head().status, 200);
            client
        })
        .collect();
    let mut client = serving.client();
    let answer = client.post("/v1/decisions", &record(9));
    assert_eq!((answer.status, answer.header("retry-after")), (429, "1"));
    assert_eq!(client.get("/healthz").status, 200, "health is asked of a full service too");
    for stream in &mut open {
        stream.send(b"0\r\n\r\n");
        while stream.next_chunk().is_some() {}
    }
    let begun = std::time::Instant::now();
    while client.post("/v1/decisions", &record(9)).status != 200 {
        assert!(begun.elapsed().as_secs() < 30, "the places were not given back");
    }
}

#[test]
fn a_request_that_is_refused_by_its_head_leaves_the_connection_to_the_next() {
    let serving = Serving::start(&[]);
    let mut client = serving.client();
    let body = vec![b' '; 100_000];
    for _ in 0..20 {
        let headers = [("Content-Type", "text/csv")];
        assert_eq!(client.request("POST", "/v1/decisions", &headers, Some(&body)).status, 415);
        assert_eq!(client.post("/v1/nothing", &body).status, 404);
        assert_eq!(client.post("/v1/policies", &body).status, 405);
        assert_eq!(client.post("/v1/reload", &body).status, 200);
    }
    assert_eq!(client.post("/v1/decisions", &record(1)).status, 200);
}
