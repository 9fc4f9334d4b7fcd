//! The end of a service.

use std::net::TcpStream;

use serde_json::json;

use crate::serving::{Serving, record};

#[test]
fn what_is_under_way_is_answered_and_nothing_new_is_taken() {
    let serving = Serving::start(&[]);
    let mut single = serving.client();
    let body = record(1);
    single.begin("POST", "/v1/decisions", &[("Content-Type", "application/json")], Some(body.len()));
    single.send(&body[..5]);
    let mut stream = serving.client();
    stream.begin(
        "POST",
        "/v1/decisions",
        &[("Content-Type", "application/x-ndjson"), ("Transfer-Encoding", "chunked")],
        None,
    );
    stream.chunk(&[record(2), b"\n".to_vec()].concat());
    assert_eq!(stream.head().status, 200);
    let first: serde_json::Value = serde_json::from_slice(&stream.next_chunk().unwrap()).unwrap();
    assert_eq!(first["record"]["id"], "r2");
    serving.begin_to_stop();
    let last: serde_json::Value = serde_json::from_slice(&stream.next_chunk().unwrap()).unwrap();
    assert_eq!((&last["status"], &last["record"]), (&json!(503), &json!(1)), "the stream is told where it ends");
    assert_eq!(stream.next_chunk(), None);
    single.send(&body[5..]);
    let answer = single.answer();
    assert_eq!((answer.status, &answer.json()["record"]["id"]), (200, &json!("r1")));
    let address = serving.address;
    serving.end();
    assert!(TcpStream::connect(address).is_err(), "nobody listens any more");
}
