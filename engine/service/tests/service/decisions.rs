//! One record, many records, and finding them again.

use serde_json::json;

use crate::serving::{Serving, record};

#[test]
fn a_record_is_judged_kept_and_found() {
    let serving = Serving::start(&[]);
    let mut client = serving.client();
    let answer = client.post("/v1/decisions", &record(1));
    assert_eq!((answer.status, answer.header("content-type")), (200, "application/json"), "{}", answer.text());
    assert_eq!(answer.header("x-request-id").len(), 32);
    let decision = answer.json();
    assert_eq!((&decision["generation"], &decision["score"]), (&json!(1), &json!(2)));
    assert_eq!(decision["record"], json!({"kind": "applicant", "id": "r1", "subject": "p1"}));
    let again = client.get(&format!("/v1/decisions/{}", decision["id"].as_str().unwrap()));
    assert_eq!((again.status, again.json()), (200, decision.clone()));
    client.post("/v1/decisions", &record(2));
    for (query, found) in [
        ("", 2),
        ("?subject=p1", 1),
        ("?record=r2&verdict=clear&kind=applicant", 1),
        ("?rule=a/always", 2),
        ("?rule=a/never", 0),
        ("?generation=1&from=2020-01-01T00:00:00Z", 2),
        ("?until=2020-01-01T00:00:00Z", 0),
        ("?limit=1", 1),
    ] {
        let page = client.get(&format!("/v1/decisions{query}")).json();
        assert_eq!(page["decisions"].as_array().unwrap().len(), found, "{query}: {page}");
    }
    assert_eq!(client.get("/v1/decisions/none").status, 404);
    for query in ["?limit=0", "?limit=+1", "?verdict=good", "?nothing=1", "?from=noon", "?limit=1&limit=2"] {
        let answer = client.get(&format!("/v1/decisions{query}"));
        assert_eq!((answer.status, answer.header("content-type")), (400, "application/problem+json"), "{query}");
    }
}

#[test]
fn a_batch_is_answered_in_its_order_with_problems_in_their_places() {
    let serving = Serving::start(&[]);
    let mut client = serving.client();
    let batch = br#" [{"kind":"applicant","id":"a"}, {"kind":"applicant"}, 7, {"kind":"nothing","id":"x"}, {"kind":"applicant","id":"b"}]"#;
    let answer = client.post("/v1/decisions", batch);
    let answers = answer.json();
    assert_eq!(answer.status, 200, "{answers}");
    assert_eq!((&answers[0]["record"]["id"], &answers[4]["record"]["id"]), (&json!("a"), &json!("b")));
    assert_eq!((&answers[1]["errors"][0]["code"], &answers[1]["record"]), (&json!("R511"), &json!(1)));
    assert_eq!(answers[2]["status"], 422);
    assert_eq!(answers[3]["errors"][0]["code"], "R520");
    assert_eq!(client.post("/v1/decisions", b"[]").json(), json!([]));
}

#[test]
fn an_id_that_no_decision_could_be_kept_under_is_refused_and_the_others_are_judged() {
    let serving = Serving::start(&[]);
    let mut client = serving.client();
    let long = "x".repeat(1025);
    let batch = format!(r#"[{{"kind":"applicant","id":"a"}}, {{"kind":"applicant","id":"{long}"}}]"#);
    let answer = client.post("/v1/decisions", batch.as_bytes());
    assert_eq!((answer.status, answer.json()[0]["record"]["id"].as_str()), (200, Some("a")), "{}", answer.text());
    assert_eq!(answer.json()[1]["errors"][0]["code"], "R515");
    assert_eq!(client.get("/v1/decisions").json()["decisions"].as_array().unwrap().len(), 1);
    let longest = format!(r#"{{"kind":"applicant","id":"{}"}}"#, "x".repeat(1024));
    assert_eq!(client.post("/v1/decisions", longest.as_bytes()).status, 200);
}

#[test]
fn what_cannot_be_judged_is_a_problem_that_names_the_place_and_no_value() {
    let serving = Serving::start(&[]);
    let mut client = serving.client();
    let deep = "[".repeat(50_000);
    let deep_record = format!(r#"{{"kind":"applicant","id":{}"#, "[".repeat(50_000));
    let cases: [(&[u8], u16); 12] = [
        (b"", 400),
        (b"{", 400),
        (b"[1,", 400),
        (b"\xff\xfe", 400),
        (b"null", 422),
        (b"\"secret\"", 422),
        (br#"{"id":"secret"}"#, 200),
        (br#"{"kind":"secret","id":"secret"}"#, 422),
        (br#"{"kind":"applicant","id":"x","years":"secret"}"#, 422),
        (br#"{"kind":"applicant","id":"x","id":"secret"}"#, 422),
        (deep.as_bytes(), 400),
        (deep_record.as_bytes(), 400),
    ];
    for (body, status) in cases {
        let answer = client.post("/v1/decisions", body);
        let shown = String::from_utf8_lossy(body.get(..60).unwrap_or(body)).into_owned();
        // A record without kind is of the only one that there is; then `kind` is missing.
        let expected = if status == 200 { 422 } else { status };
        assert_eq!(answer.status, expected, "{shown}: {}", answer.text());
        assert_eq!(answer.header("content-type"), "application/problem+json");
        assert!(!answer.text().contains("secret"), "{}", answer.text());
        assert!(answer.json()["type"].as_str().unwrap().contains("docs/operations.md#"));
    }
    let answer = client.request("POST", "/v1/decisions", &[("Content-Type", "text/csv")], Some(b"a,b"));
    assert_eq!(answer.status, 415);
    assert_eq!(client.request("DELETE", "/v1/decisions", &[], None).status, 405);
    assert_eq!(client.get("/v1/nothing").status, 404);
    let typed = client.post("/v1/decisions?kind=applicant", &record(5));
    assert_eq!(typed.status, 200);
    assert_eq!(client.post("/v1/decisions?kind=secret", &record(5)).status, 422);
}

#[test]
fn what_serves_is_described() {
    let serving = Serving::start(&[]);
    let mut client = serving.client();
    let policies = client.get("/v1/policies").json();
    assert_eq!((&policies["policies"][1]["id"], &policies["generation"]), (&json!("b"), &json!(1)));
    let one = client.get("/v1/policies/a").json();
    assert_eq!((&one["rule_list"][0]["id"], &one["rule_list"][0]["line"]), (&json!("a/always"), &json!(7)));
    assert_eq!(client.get("/v1/policies/none").status, 404);
    assert_eq!(client.get("/v1/detectors").json()["detectors"], json!([]));
    assert_eq!(client.get("/healthz").json(), json!({"status": "ok", "service": "hirewall"}));
    assert_eq!(client.get("/readyz").json()["ready"], true);
    let api = client.get("/openapi.json").json();
    assert_eq!(api["openapi"].as_str().unwrap().split('.').next(), Some("3"));
    for path in ["/v1/decisions", "/v1/decisions/{id}", "/v1/reload", "/v1/generations/{from}/diff/{to}", "/metrics"] {
        assert!(api["paths"][path].is_object(), "{path}");
    }
    assert!(api["components"]["schemas"]["Decision"]["properties"]["verdict"].is_object());
    client.post("/v1/decisions", &record(1));
    let metrics = client.get("/metrics");
    for line in [
        r#"hirewall_decisions_total{kind="applicant",verdict="clear"} 1"#,
        r#"hirewall_rule_outcomes_total{rule="a/always",outcome="matched"} 1"#,
        "hirewall_generation 1",
        "hirewall_degraded 0",
    ] {
        assert!(metrics.text().contains(line), "{line} is not in\n{}", metrics.text());
    }
}
