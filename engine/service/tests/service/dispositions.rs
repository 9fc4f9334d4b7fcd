//! What people decide about decisions.

use hirewall_service::token::{Role, TokenFile};
use hirewall_store::{EventKind, Options, Store};
use serde_json::json;

use crate::keeping::store_of;
use crate::serving::{Serving, record, write_version};

/// A service whose requests come from a reviewer and an importer called Maria.
fn reviewed(settings: &[(&str, &str)]) -> Serving {
    let folder = tempfile::tempdir().unwrap();
    write_version(&folder.path().join("policies"), 1);
    let mut tokens = TokenFile::read(&folder.path().join("state/tokens.toml")).unwrap();
    let secret = tokens.add("maria", &[Role::Reviewer, Role::Ingest], None).unwrap();
    let mut serving = Serving::over(folder, settings);
    serving.token = Some(secret.text().to_owned());
    serving
}

fn the_last_word_is_a_persons(settings: &[(&str, &str)]) {
    let serving = reviewed(settings);
    let mut client = serving.client();
    let decisions: Vec<_> = (1..4).map(|id| client.post("/v1/decisions", &record(id))).collect();
    let id = |at: usize| decisions[at].json()["id"].as_str().unwrap().to_owned();
    let (path, read) = (format!("/v1/decisions/{}/disposition", id(1)), format!("/v1/decisions/{}", id(1)));
    assert_eq!(client.get(&read).body, decisions[1].body, "nobody decided anything yet");
    let first = client.post(&path, json!({"outcome": "unresolved", "note": "nobody answers"}).to_string().as_bytes());
    assert_eq!((first.status, &first.json()["by"]), (200, &json!("maria")), "{}", first.text());
    let second = client.post(&path, br#"{"outcome":"cleared"}"#);
    let mut expected = decisions[1].json();
    expected["dispositions"] = json!([first.json(), second.json()]);
    assert_eq!(client.get(&read).json(), expected);
    let mut found = |disposition: &str| {
        let page = client.get(&format!("/v1/decisions?disposition={disposition}")).json();
        page["decisions"].as_array().unwrap().clone()
    };
    assert_eq!(found("none"), [decisions[2].json(), decisions[0].json()]);
    assert_eq!(found("cleared"), [expected]);
    assert!(found("unresolved").is_empty() && found("confirmed").is_empty() && found("verified").is_empty());
    let refused = |body: &str| serving.client().post(&path, body.as_bytes()).status;
    for (body, status) in [
        ("{}", 400),
        (r#"{"outcome":"rejected"}"#, 400),
        (r#"{"outcome":"cleared","by":"somebody else"}"#, 400),
        ("{", 400),
    ] {
        assert_eq!(refused(body), status, "{body}");
    }
    assert_eq!(refused(&json!({"outcome": "cleared", "note": "n".repeat(16_001)}).to_string()), 400);
    let unknown = serving.client().post("/v1/decisions/no-such/disposition", br#"{"outcome":"cleared"}"#);
    assert_eq!(unknown.status, 404);
}

#[test]
fn the_last_word_on_a_decision_is_a_persons() {
    the_last_word_is_a_persons(&[]);
}

#[test]
fn so_it_is_without_a_store() {
    the_last_word_is_a_persons(&[("store", "none")]);
}

#[test]
fn the_chain_says_who_searched_for_what_and_who_decided_without_naming_applicants() {
    let serving = reviewed(&[]);
    let mut client = serving.client();
    let decision = client.post("/v1/decisions", &record(1)).json();
    let path = format!("/v1/decisions/{}/disposition", decision["id"].as_str().unwrap());
    client.post(&path, br#"{"outcome":"verified","note":"UNMISTAKABLE note"}"#);
    client.get("/v1/decisions?subject=p1&verdict=clear&limit=5");
    client.get("/v1/decisions?record=UNMISTAKABLE&kind=applicant");
    let url = store_of(&serving.folder);
    serving.end_and(|| {
        let store = Store::open(&url, &Options::default()).unwrap();
        let searches = store.events(Some(EventKind::Access), None, 10).unwrap();
        assert_eq!(searches.len(), 2);
        assert!(searches.iter().all(|event| event.actor == "maria"));
        assert_eq!(searches[1].body["search"], json!({"subject": true, "verdict": "clear"}));
        assert_eq!(searches[1].body["decisions"].as_array().unwrap().len(), 1);
        assert_eq!(searches[0].body, json!({"search": {"record": true, "kind": "applicant"}, "decisions": []}));
        let decided = store.events(Some(EventKind::Disposition), None, 10).unwrap();
        assert_eq!((&decided[0].body, decided[0].actor.as_str()), (&json!({"outcome": "verified"}), "maria"));
        drop(store);
        let text = std::fs::read(url.trim_start_matches("sqlite:")).unwrap();
        assert!(!text.windows(12).any(|bytes| bytes == b"UNMISTAKABLE"), "the note is sealed");
        assert!(Store::audit_verify_at(&url, &Options::default(), None).unwrap().is_sound());
    });
}
