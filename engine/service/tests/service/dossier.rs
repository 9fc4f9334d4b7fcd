//! All that there is to a decision, over HTTP.

use hirewall_service::token::{Role, TokenFile};
use serde_json::{Value, json};

use crate::serving::{Serving, policy, record, write_version};

const HOSTILE: &str = "<script>alert(1)</script>";

fn hostile() -> Vec<u8> {
    json!({"kind": "applicant", "id": HOSTILE, "person": HOSTILE, "email": HOSTILE}).to_string().into_bytes()
}

fn accept(media: &str) -> [(&str, &str); 1] {
    [("Accept", media)]
}

#[test]
fn a_dossier_is_a_page_that_runs_nothing_or_json_and_looking_is_in_the_chain() {
    let serving = Serving::start(&[("watch.mode", "off")]);
    let mut client = serving.client();
    let id = client.post("/v1/decisions", &hostile()).json()["id"].as_str().unwrap().to_owned();
    let disposition = json!({"outcome": "unresolved", "note": HOSTILE}).to_string();
    client.post(&format!("/v1/decisions/{id}/disposition"), disposition.as_bytes());
    let path = format!("/v1/decisions/{id}/dossier");

    let page = client.request("GET", &path, &accept("text/html"), None);
    assert_eq!((page.status, page.header("content-type")), (200, "text/html; charset=utf-8"));
    assert!(!page.text().contains("<script") && page.text().contains("&lt;script"), "{}", page.text());
    let policy = page.header("content-security-policy");
    for part in ["default-src 'none'", "style-src 'sha256-", "frame-ancestors 'none'", "form-action 'none'"] {
        assert!(policy.contains(part), "{part}: {policy}");
    }
    assert!(!policy.contains("unsafe"));
    let fixed = ["x-content-type-options", "cache-control", "referrer-policy", "vary"].map(|name| page.header(name));
    assert_eq!(fixed, ["nosniff", "no-store", "no-referrer", "accept"]);

    let answer = client.get(&format!("{path}?record=true"));
    assert_eq!(answer.header("content-type"), "application/json");
    assert!(answer.text().starts_with("{\n  \"decision\"") && answer.text().ends_with("}\n"), "on lines, for reading");
    assert!(answer.text().contains(std::str::from_utf8(&hostile()).unwrap()), "the record as it was received");
    let dossier = answer.json();
    assert_eq!((&dossier["decision"]["id"], &dossier["record"]["email"]), (&json!(id), &json!(HOSTILE)));
    assert_eq!(dossier["dispositions"][0]["note"], HOSTILE);
    assert_eq!(dossier["rules"]["a/always"]["title"], "Every record");
    let looks: Vec<Value> = client.get("/v1/audit?kind=access").json()["links"].as_array().unwrap().clone();
    let told: Vec<_> = looks.iter().map(|link| (&link["decision"], &link["actor"], &link["body"])).collect();
    let body = |record| json!({"how": "dossier", "record": record});
    let anybody = json!("anybody");
    assert_eq!(told, [(&json!(id), &anybody, &body(true)), (&json!(id), &anybody, &body(false))]);

    assert_eq!(client.get(&format!("{path}?record=perhaps")).status, 400);
    assert_eq!(client.get(&format!("{path}?nonsense=1")).status, 400);
    assert_eq!(client.get("/v1/decisions/no-such/dossier").status, 404);
    client.post(&format!("/v1/subjects/{}/erase", "%3Cscript%3Ealert%281%29%3C%2Fscript%3E"), br#"{"reason":"asked"}"#);
    let gone = client.get(&path);
    assert_eq!((gone.status, &gone.json()["title"]), (410, &json!("gone")), "it was erased");
}

#[test]
fn the_words_of_rules_are_those_of_the_policies_that_decided() {
    let serving = Serving::start(&[("watch.mode", "off"), ("generations_kept", "2")]);
    let mut client = serving.client();
    let id = client.post("/v1/decisions", &record(1)).json()["id"].as_str().unwrap().to_owned();
    let path = format!("/v1/decisions/{id}/dossier");
    for (version, expected) in [(2, json!("1.0.0")), (3, Value::Null)] {
        std::fs::write(serving.policies().join("a.yaml"), policy("a", version)).unwrap();
        assert_eq!(client.post("/v1/reload", b"").json()["outcome"], "loaded");
        assert_eq!(client.get(&path).json()["rules"]["a/always"]["version"], expected, "with version {version}");
    }
}

#[test]
fn the_record_itself_is_for_those_who_decide_about_people() {
    let folder = tempfile::tempdir().unwrap();
    write_version(&folder.path().join("policies"), 1);
    let mut file = TokenFile::read(&folder.path().join("state/tokens.toml")).unwrap();
    let secrets: Vec<_> =
        Role::ALL.iter().map(|role| (*role, file.add(role.as_str(), &[*role], None).unwrap())).collect();
    let serving = Serving::over(folder, &[("watch.mode", "off")]);
    let mut client = serving.client();
    client.token = Some(secrets[0].1.text().to_owned());
    let id = client.post("/v1/decisions", &record(1)).json()["id"].as_str().unwrap().to_owned();
    for (role, secret) in &secrets {
        client.token = Some(secret.text().to_owned());
        let opens = ["", "?record=true"].map(|query| client.get(&format!("/v1/decisions/{id}/dossier{query}")).status);
        let expected = match role {
            Role::Ingest | Role::Operator => [403, 403],
            Role::Reader | Role::Auditor => [200, 403],
            Role::Reviewer | Role::PrivacyOfficer => [200, 200],
        };
        assert_eq!(opens, expected, "{role}");
    }
}

#[test]
fn without_a_store_there_is_no_dossier_and_the_answer_says_why() {
    let serving = Serving::start(&[("store", "none"), ("watch.mode", "off")]);
    let mut client = serving.client();
    let id = client.post("/v1/decisions", &record(1)).json()["id"].as_str().unwrap().to_owned();
    let answer = client.get(&format!("/v1/decisions/{id}/dossier"));
    assert_eq!(answer.status, 404);
    assert!(answer.json()["detail"].as_str().unwrap().contains("no store"));
}
