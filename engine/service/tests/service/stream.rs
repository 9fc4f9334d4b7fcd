//! NDJSON in and out.

use serde_json::json;

use crate::serving::{Serving, record};

#[test]
fn a_stream_keeps_its_order_and_goes_on_after_bad_records() {
    let serving = Serving::start(&[("limits.line", "1KiB")]);
    let mut body = Vec::new();
    for id in 0..3_000_u64 {
        match id % 1_000 {
            7 => body.extend(b"{\"kind\":\"applicant\"}"),
            8 => body.extend(b"secret"),
            9 => body.extend(vec![b'x'; 5_000]),
            _ => body.extend(record(id)),
        }
        body.extend(if id % 2 == 0 { &b"\n"[..] } else { b"\r\n \n" });
    }
    body.extend(record(3_000));
    let answer = serving.client().stream(&body);
    assert_eq!((answer.status, answer.header("content-type")), (200, "application/x-ndjson"));
    let lines = answer.lines();
    assert_eq!(lines.len(), 3_001);
    for (id, line) in lines.iter().enumerate() {
        match id % 1_000 {
            7..=9 if id < 3_000 => {
                assert_eq!(line["record"], id, "{line}");
                let code = ["R511", "R503", "R521"][id % 1_000 - 7];
                assert_eq!(line["errors"][0]["code"], code, "{line}");
            }
            _ => assert_eq!(line["record"]["id"], format!("r{id}")),
        }
    }
    assert!(!answer.text().contains("secret"));
}

#[test]
fn answers_come_while_the_stream_goes_on() {
    let serving = Serving::start(&[]);
    let mut client = serving.client();
    let headers = [("Content-Type", "application/x-ndjson"), ("Transfer-Encoding", "chunked")];
    client.begin("POST", "/v1/decisions", &headers, None);
    for id in 0..5 {
        let mut line = record(id);
        line.push(b'\n');
        let (first, rest) = line.split_at(9);
        client.chunk(first);
        client.chunk(rest);
        if id == 0 {
            assert_eq!(client.head().status, 200);
        }
        let answer: serde_json::Value = serde_json::from_slice(&client.next_chunk().unwrap()).unwrap();
        assert_eq!(answer["record"]["id"], format!("r{id}"));
    }
    client.send(b"0\r\n\r\n");
    assert_eq!(client.next_chunk(), None);
    assert_eq!(client.get("/healthz").status, 200, "the connection serves on");
}

#[test]
fn a_stream_that_pauses_too_long_or_has_a_key_is_told() {
    let serving = Serving::start(&[("limits.request_time", "100ms")]);
    let mut client = serving.client();
    let headers = [("Content-Type", "application/x-ndjson"), ("Transfer-Encoding", "chunked")];
    client.begin("POST", "/v1/decisions", &headers, None);
    client.chunk(&[record(1), b"\n".to_vec()].concat());
    let answer = client.answer();
    let lines = answer.lines();
    assert_eq!(
        (&lines[0]["record"]["id"], &lines[1]["status"], &lines[1]["record"]),
        (&json!("r1"), &json!(408), &json!(1))
    );
    let mut client = serving.client();
    let headers = [("Content-Type", "application/x-ndjson"), ("Idempotency-Key", "k")];
    assert_eq!(client.request("POST", "/v1/decisions", &headers, Some(&record(1))).status, 400);
    assert!(serving.client().stream(b"").body.is_empty());
}
