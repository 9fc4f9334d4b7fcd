//! A second set that is judged beside.

use std::fs;

use serde_json::json;

use crate::serving::{BROKEN, Serving, policy, record, write_version};

#[test]
fn differences_are_counted_and_listed_and_change_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let next = folder.path().join("next");
    write_version(&folder.path().join("policies"), 1);
    write_version(&next, 1);
    fs::remove_file(next.join("b.yaml")).unwrap();
    let graver = policy("c", 1).replace("score: 1", "score: 1\n    verdict: review").replace("!= \"\"", "== \"r2\"");
    fs::write(next.join("c.yaml"), graver).unwrap();
    let path = next.display().to_string();
    let serving = Serving::over(folder, &[("no_auth", "true"), ("candidate", &path), ("watch.mode", "off")]);
    serving.until("/v1/candidate", "loaded", |answer| answer["bundle"].is_string());
    let mut client = serving.client();
    let mut ids = Vec::new();
    for id in 1..4 {
        let decision = client.post("/v1/decisions", &record(id)).json();
        assert_eq!((&decision["verdict"], &decision["score"]), (&json!("clear"), &json!(2)));
        ids.push(decision["id"].clone());
    }
    let answer = serving.until("/v1/candidate", "judged", |answer| answer["judged"] == 3);
    assert_eq!((&answer["different"], &answer["skipped"], &answer["refused"]), (&json!(3), &json!(0), &json!(0)));
    assert_eq!(
        answer["rules"],
        json!([{"rule": "b/always", "appears": 0, "vanishes": 3}, {"rule": "c/always", "appears": 1, "vanishes": 0}])
    );
    assert_eq!(answer["verdicts"][1], json!({"active": "clear", "candidate": "review", "records": 1}));
    assert_eq!(answer["differences"][1]["decision"], ids[1]);
    assert_eq!(answer["differences"][1]["candidate"]["verdict"], "review");
    let metrics = client.get("/metrics");
    assert!(metrics.text().contains(r#"hirewall_candidate_verdicts_total{active="clear",candidate="review"} 1"#));
    let kept = client.get("/v1/decisions").json();
    assert_eq!(kept["decisions"].as_array().unwrap().len(), 3, "the candidate keeps nothing");

    fs::write(next.join("c.yaml"), BROKEN).unwrap();
    assert_eq!(client.post("/v1/reload", b"").json()["outcome"], "unchanged", "the active set is sound");
    let answer = serving.until("/v1/candidate", "refused", |answer| answer["refusal"].is_object());
    assert_eq!(answer["judged"], 3, "what was loaded is judged on");
    fs::remove_file(next.join("c.yaml")).unwrap();
    client.post("/v1/reload", b"");
    let answer = client.get("/v1/candidate").json();
    assert_eq!((&answer["judged"], &answer["refusal"]), (&json!(0), &json!(null)), "the counts begin anew");
}

#[test]
fn without_one_there_is_nothing_to_see() {
    assert_eq!(Serving::start(&[]).client().get("/v1/candidate").status, 404);
}
