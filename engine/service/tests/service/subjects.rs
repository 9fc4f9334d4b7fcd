//! What a person may ask for, and a court, over HTTP.

use hirewall_store::{EventKind, Options, Store};
use serde_json::json;

use crate::keeping::store_of;
use crate::serving::{Serving, record};

fn reason(text: &str) -> Vec<u8> {
    json!({"reason": text}).to_string().into_bytes()
}

#[test]
fn a_person_is_exported_held_released_and_erased() {
    let serving = Serving::start(&[]);
    let mut client = serving.client();
    let keyed = [("Content-Type", "application/json"), ("Idempotency-Key", "p2-once")];
    let mut send = |id, headers: &[_]| client.request("POST", "/v1/decisions", headers, Some(&record(id))).json();
    let decisions = [send(1, &keyed[..1]), send(2, &keyed), send(3, &keyed[..1])];
    let export = client.get("/v1/subjects/p2");
    assert_eq!((export.status, export.header("content-type")), (200, "application/json"), "{}", export.text());
    let exported = export.json();
    assert_eq!((&exported["subject"], exported["decisions"].as_array().unwrap().len()), (&json!("p2"), 1));
    assert_eq!(exported["decisions"][0]["decision"], decisions[1]);
    assert_eq!(exported["decisions"][0]["record"]["id"], "r2");
    assert_eq!(client.get("/v1/subjects/stranger").json()["decisions"], json!([]));

    let answer = client.post("/v1/subjects/p2/hold", &reason("case 17"));
    assert_eq!((answer.status, answer.json()), (200, json!({"held": true, "changed": true})));
    assert_eq!(client.post("/v1/subjects/p2/hold", &reason("case 18")).json()["changed"], false);
    let refused = client.post("/v1/subjects/p2/erase", &reason("asked by letter"));
    assert_eq!((refused.status, &refused.json()["title"]), (409, &json!("on hold")));
    assert_eq!(client.post("/v1/subjects/p2/release", &reason("over")).json(), json!({"held": false, "changed": true}));
    assert_eq!(client.post("/v1/subjects/p2/erase", &reason("asked by letter")).json(), json!({"decisions": 1}));
    let gone = client.get(&format!("/v1/decisions/{}", decisions[1]["id"].as_str().unwrap()));
    let told =
        format!("what the decision `{}` says was erased, or its time is over", decisions[1]["id"].as_str().unwrap());
    assert_eq!((gone.status, &gone.json()["title"], &gone.json()["detail"]), (410, &json!("gone"), &json!(told)));
    let path = format!("/v1/decisions/{}/disposition", decisions[1]["id"].as_str().unwrap());
    assert_eq!(client.post(&path, br#"{"outcome":"cleared"}"#).status, 410);
    assert_eq!(client.get("/v1/decisions/no-such").status, 404);
    assert_eq!(client.post("/v1/decisions/no-such/disposition", br#"{"outcome":"cleared"}"#).status, 404);
    assert_eq!(client.get("/v1/decisions").json()["decisions"].as_array().unwrap().len(), 2);
    let again = client.request("POST", "/v1/decisions", &keyed, Some(&record(2)));
    assert_eq!((again.status, &again.json()["title"]), (410, &json!("gone")), "the answer is not in memory either");
    for (body, status) in [(reason("  "), 400), (reason(&"x".repeat(1_001)), 400), (b"{}".to_vec(), 400)] {
        assert_eq!(client.post("/v1/subjects/p1/erase", &body).status, status);
    }

    let url = store_of(&serving.folder);
    serving.end_and(|| {
        let store = Store::open(&url, &Options::default()).unwrap();
        let kinds: Vec<_> = store.events(None, None, 100).unwrap().iter().filter_map(|event| event.kind).collect();
        let count = |kind| kinds.iter().filter(|other| **other == kind).count();
        use EventKind::{Erasure, Export, Hold, Release};
        assert_eq!([Export, Hold, Release, Erasure].map(count), [2, 2, 1, 1]);
        assert!(store.audit_verify(None).unwrap().is_sound());
    });
}

#[test]
fn an_export_is_larger_than_what_waits_for_its_client() {
    let serving = Serving::start(&[]);
    let long =
        |id: u32| json!({"kind": "applicant", "id": format!("r{id}"), "person": "p", "email": "e".repeat(9_000)});
    let batch: Vec<_> = (0..100).map(long).collect();
    assert_eq!(serving.client().post("/v1/decisions", json!(batch).to_string().as_bytes()).status, 200);
    let export = serving.client().get("/v1/subjects/p");
    assert!(export.body.len() > 900_000, "{}", export.body.len());
    assert_eq!(export.json()["decisions"].as_array().unwrap().len(), 100);
}

#[test]
fn without_a_store_there_is_nothing_to_hand_out_and_the_answer_says_so() {
    let serving = Serving::start(&[("store", "none")]);
    let mut client = serving.client();
    let answers = [
        client.get("/v1/subjects/p1"),
        client.post("/v1/subjects/p1/erase", &reason("asked")),
        client.get("/v1/audit"),
        client.post("/v1/audit/verify", b""),
    ];
    for answer in answers {
        assert!(answer.status == 404 && answer.text().contains("no store"), "{}", answer.text());
    }
}
