//! What is kept, counted and joined: over requests, reloads and restarts, in SQLite, in PostgreSQL and in memory.

use std::fs;
use std::path::Path;

use hirewall::Time;
use hirewall::counter::Limits;
use hirewall_service::ledger::{Ledger as _, StoreLedger};
use hirewall_store::{EventKind, Options, Retention, Store};
use serde_json::{Value, json};
use tempfile::TempDir;

use crate::serving::{Serving, record};

const APPLICANT: &str = r#"{
    "$schema": "https://json-schema.org/draft/2020-12/schema", "title": "Applicant", "type": "object",
    "x-record": {"kind": "applicant", "id": "/id", "subject": "/person", "time": "/at"}, "required": ["id", "at"],
    "properties": {
        "kind": {"const": "applicant"}, "id": {"type": "string"}, "person": {"type": "string"},
        "at": {"type": "string", "format": "date-time"},
        "phone": {"type": "string", "x-pii": "direct"}, "country": {"type": "string"}
    }
}"#;

const POLICIES: &str = "policy: shared
title: What several applicants share
applies_to: applicant
owner: tests
version: 1.0.0
counters:
  phones:
    key: applicant.phone
    distinct: applicant.id
    within: 90d
rules:
  - id: phone
    title: One number
    when: counters.phones >= 3
    score: 30
    reason: Used by {{ counters.phones }} applicants.
---
policy: elsewhere
title: A device elsewhere
applies_to: device
owner: tests
version: 1.0.0
joins: [applicant]
rules:
  - id: country
    title: Another country
    when: device.country != applicant.country
    score: 20
    reason: The device is elsewhere.
";

fn write_policies(folder: &Path, policies: &str) {
    fs::create_dir_all(folder).unwrap();
    fs::write(folder.join("applicant.schema.json"), APPLICANT).unwrap();
    fs::write(
        folder.join("device.schema.json"),
        APPLICANT.replace("applicant", "device").replace("Applicant", "Device"),
    )
    .unwrap();
    fs::write(folder.join("all.yaml"), policies).unwrap();
}

fn counting(settings: &[(&str, &str)]) -> Serving {
    let folder = tempfile::tempdir().unwrap();
    write_policies(&folder.path().join("policies"), POLICIES);
    Serving::over(folder, &[&[("no_auth", "true")], settings].concat())
}

fn applicant(id: u32, phone: &str) -> Value {
    json!({"kind": "applicant", "id": format!("a{id}"), "person": format!("p{id}"), "phone": phone,
           "at": format!("2026-01-{id:02}T00:00:00Z"), "country": "US"})
}

/// Judges a record in a request of its own.
fn judge(serving: &Serving, record: &Value) -> Value {
    let answer = serving.client().post("/v1/decisions", record.to_string().as_bytes());
    assert_eq!(answer.status, 200, "{}", answer.text());
    answer.json()
}

fn count(decision: &Value) -> &Value {
    &decision["counters"]["shared/phones"]["value"]
}

pub(crate) fn store_of(folder: &TempDir) -> String {
    format!("sqlite:{}", folder.path().join("state/hirewall.db").display())
}

#[test]
fn what_was_answered_outlives_the_service_and_the_chain_says_who_looked() {
    let serving = Serving::start(&[]);
    let answered = serving.client().post("/v1/decisions", &record(1));
    let id = answered.json()["id"].as_str().unwrap().to_owned();
    assert_eq!(answered.json()["generation"], 1);
    let serving = serving.again(&[]);
    let found = serving.client().get(&format!("/v1/decisions/{id}"));
    assert_eq!((found.status, &found.body), (200, &answered.body));
    let second = serving.client().post("/v1/decisions", &record(2)).json();
    assert_eq!(second["generation"], 2, "numbers of generations go on");
    let page = serving.client().get("/v1/decisions?subject=p1").json();
    assert_eq!(page["decisions"], json!([answered.json()]));
    // The store is free again when the service is started without.
    let serving = serving.again(&[("store", "none")]);
    let options = Options::default();
    let url = store_of(&serving.folder);
    let audit = Store::audit_verify_at(&url, &options, None).unwrap();
    assert!(audit.is_sound(), "{audit:?}");
    let store = Store::open(&url, &options).unwrap();
    let looks = store.events(Some(EventKind::Access), None, 10).unwrap();
    let about: Vec<_> = looks.iter().map(|event| (event.actor.as_str(), event.decision.is_some())).collect();
    assert_eq!(about, [("anybody", false), ("anybody", true)], "a search, and before it a look at one decision");
    assert_eq!(store.events(Some(EventKind::Reload), None, 10).unwrap().len(), 2);
}

#[test]
fn contents_go_when_their_time_is_over_and_the_chain_stays() {
    let serving = Serving::start(&[]);
    let id = serving.client().post("/v1/decisions", &record(1)).json()["id"].as_str().unwrap().to_owned();
    let url = store_of(&serving.folder);
    let serving = serving.again(&[("store", "none")]);
    let open = || StoreLedger::open(&url, &Options::default(), Limits::default(), Retention::default()).unwrap();
    let days = |days: i64| Time { seconds: hirewall::now().seconds + days * 86_400, nanos: 0 };
    let ledger = open();
    ledger.tidy(days(729)).unwrap();
    assert!(ledger.get(&id, "test").unwrap().is_some());
    ledger.tidy(days(731)).unwrap();
    assert_eq!(ledger.get(&id, "test").unwrap(), None);
    ledger.close();
    drop(ledger);
    let audit = Store::audit_verify_at(&url, &Options::default(), None).unwrap();
    assert!(audit.is_sound() && audit.erased == 1, "{audit:?}");
    drop(serving);
}

#[test]
fn what_no_counter_reaches_any_more_goes_and_late_counts_say_so() {
    let serving = counting(&[]);
    for id in 1..=3 {
        judge(&serving, &applicant(id, "the same"));
    }
    let url = store_of(&serving.folder);
    let days = |days: i64| Time { seconds: hirewall::now().seconds + days * 86_400, nanos: 0 };
    let serving = serving.again(&[("store", "none")]);
    let observations = || {
        let store = Store::open(&url, &Options::default()).unwrap();
        let mut count = 0;
        store
            .observations(0, |_| {
                count += 1;
                Ok(())
            })
            .unwrap();
        count
    };
    let forget = |time: Time| {
        let ledger = StoreLedger::open(&url, &Options::default(), Limits::default(), Retention::default()).unwrap();
        ledger.tidy(time).unwrap();
        ledger.close();
    };
    assert_eq!(observations(), 3);
    forget(days(91));
    assert_eq!(observations(), 0, "no policy is loaded that counts them");
    let serving = serving.again(&[]);
    let late = judge(&serving, &applicant(4, "the same"));
    assert_eq!((count(&late), &late["counters"]["shared/phones"]["at_least"]), (&json!(1), &json!(true)));
    let fresh =
        json!({"kind": "applicant", "id": "now", "person": "p", "phone": "the same", "at": days(92).to_string()});
    let fresh = judge(&serving, &fresh);
    assert_eq!((count(&fresh), &fresh["counters"]["shared/phones"]["at_least"]), (&json!(1), &Value::Null));
}

fn counts_go_on(settings: &[(&str, &str)], durable: bool) {
    let serving = counting(settings);
    assert_eq!(count(&judge(&serving, &applicant(1, "+1 602 555 0142"))), 1);
    assert_eq!(count(&judge(&serving, &applicant(2, "+1 602 555 0142"))), 2);
    assert_eq!(count(&judge(&serving, &applicant(2, "+1 602 555 0142"))), 2, "the same record counts once");
    let third = judge(&serving, &applicant(3, "+1 602 555 0142"));
    assert_eq!(third["findings"][0]["reason"], "Used by 3 applicants.");
    // Another rule, the same counter: what was counted is counted on.
    write_policies(&serving.policies(), &POLICIES.replace(">= 3", ">= 4"));
    serving.until_generation(2);
    let fourth = judge(&serving, &applicant(4, "+1 602 555 0142"));
    assert_eq!((count(&fourth), fourth["findings"].as_array().unwrap().len()), (&json!(4), 1));
    assert_eq!(count(&judge(&serving, &applicant(5, "another"))), 1);
    let serving = serving.again(settings);
    let late = judge(
        &serving,
        &json!({"kind": "applicant", "id": "a9", "person": "p9", "phone": "+1 602 555 0142",
        "at": "2026-01-02T12:00:00Z", "country": "US"}),
    );
    assert_eq!(count(&late), if durable { 3 } else { 1 }, "two are of before, two of after");
    let sixth = judge(&serving, &applicant(6, "+1 602 555 0142"));
    assert_eq!(count(&sixth), if durable { 6 } else { 2 });
}

#[test]
fn counts_go_on_over_requests_reloads_and_restarts() {
    counts_go_on(&[], true);
}

#[test]
fn without_a_store_counts_go_on_until_the_restart() {
    counts_go_on(&[("store", "none")], false);
}

#[test]
fn records_of_one_batch_count_in_their_order() {
    let serving = counting(&[]);
    let batch: Vec<Value> = (1..=5).map(|id| applicant(id, "the same")).collect();
    let answer = serving.client().post("/v1/decisions", json!(batch).to_string().as_bytes()).json();
    let counts: Vec<&Value> = answer.as_array().unwrap().iter().map(count).collect();
    assert_eq!(counts, [1, 2, 3, 4, 5]);
}

#[test]
fn records_that_come_at_the_same_time_each_have_a_count_of_their_own() {
    let serving = counting(&[]);
    let mut counts: Vec<i64> = std::thread::scope(|scope| {
        let ask = |thread: u32| {
            let serving = &serving;
            let one = move |at: u32| {
                judge(
                    serving,
                    &json!({"kind": "applicant", "id": format!("t{thread}-{at}"),
                "person": "p", "phone": "the same", "at": "2026-01-01T00:00:00Z"}),
                )
            };
            scope.spawn(move || (0..25).map(|at| count(&one(at)).as_i64().unwrap()).collect::<Vec<_>>())
        };
        let threads: Vec<_> = (0..8).map(ask).collect();
        threads.into_iter().flat_map(|thread| thread.join().unwrap()).collect()
    });
    counts.sort_unstable();
    assert_eq!(counts, (1..=200).collect::<Vec<i64>>());
}

fn joins(settings: &[(&str, &str)]) {
    let serving = counting(settings);
    let device = |id: u32, at: &str| json!({"kind": "device", "id": format!("d{id}"), "person": "p2", "country": "CN", "at": at});
    let alone = judge(&serving, &device(1, "2026-02-01T00:00:00Z"));
    assert_eq!(alone["undetermined"][0]["missing"], json!(["applicant"]));
    judge(&serving, &applicant(2, "a number"));
    let joined = judge(&serving, &device(2, "2026-02-01T00:00:00Z"));
    assert_eq!(joined["findings"][0]["rule"], "elsewhere/country");
    let before = judge(&serving, &device(3, "2026-01-01T00:00:00Z"));
    assert_eq!(before["undetermined"][0]["missing"], json!(["applicant"]), "the applicant came later");
    // In one batch, before its decision is kept.
    let moved =
        json!({"kind": "applicant", "id": "a2b", "person": "p2", "country": "CN", "at": "2026-01-20T00:00:00Z"});
    let batch = json!([moved, device(4, "2026-02-01T00:00:00Z")]);
    let answer = serving.client().post("/v1/decisions", batch.to_string().as_bytes()).json();
    assert_eq!(answer[1]["findings"], json!([]));
}

#[test]
fn a_record_is_joined_with_the_latest_of_its_subject() {
    joins(&[]);
    joins(&[("store", "none")]);
}

#[test]
fn a_second_service_over_the_same_store_is_refused_with_a_cure() {
    let serving = Serving::start(&[]);
    let config = crate::serving::config(serving.folder.path(), &[("no_auth", "true")]);
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap();
    let Err(error) = runtime.block_on(hirewall_service::Service::start(config)) else { panic!("it starts") };
    assert!(error.to_string().contains("in use by another process"), "{error}");
    assert!(error.help().contains("one writer"), "{}", error.help());
}

#[test]
fn the_same_holds_in_postgresql() {
    let Ok(url) = std::env::var("HIREWALL_TEST_POSTGRES") else {
        // `.ci/postgres` runs it against a server.
        return;
    };
    let fresh = |name: &str| {
        let schema = format!("service_{name}_{}", std::process::id());
        let mut admin = postgres::Client::connect(&url, postgres::NoTls).unwrap();
        admin.batch_execute(&format!("CREATE SCHEMA {schema}")).unwrap();
        let mark = if url.contains('?') { '&' } else { '?' };
        format!("{url}{mark}options=-csearch_path%3D{schema}")
    };
    counts_go_on(&[("store", &fresh("counts"))], true);
    joins(&[("store", &fresh("joins"))]);
}
