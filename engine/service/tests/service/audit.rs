//! The chain, over HTTP.

use hirewall_service::token::{Role, TokenFile};
use serde_json::{Value, json};

use crate::keeping::store_of;
use crate::serving::{BROKEN, Serving, policy, record, write_version};

#[test]
fn an_auditor_pages_through_the_chain_and_has_it_verified() {
    let serving = Serving::start(&[]);
    let mut client = serving.client();
    let ids: Vec<Value> = (1..6).map(|id| client.post("/v1/decisions", &record(id)).json()["id"].take()).collect();
    client.get("/v1/decisions?subject=p1");
    let (mut links, mut cursor): (Vec<Value>, Option<u64>) = (Vec::new(), None);
    loop {
        let path = cursor.map_or("/v1/audit?limit=3".to_owned(), |at| format!("/v1/audit?limit=3&cursor={at}"));
        let page = client.get(&path).json();
        links.extend(page["links"].as_array().unwrap().iter().cloned());
        cursor = page["next"].as_u64();
        if cursor.is_none() {
            break;
        }
    }
    let numbers: Vec<u64> = links.iter().map(|link| link["seq"].as_u64().unwrap()).collect();
    assert!(numbers.is_sorted_by(|a, b| a > b), "{numbers:?}");
    let of = |kind: &str| links.iter().filter(|link| link["kind"] == kind).cloned().collect::<Vec<_>>();
    let decisions: Vec<Value> = of("decision").iter().rev().map(|link| link["decision"].clone()).collect();
    assert_eq!(decisions, ids);
    assert_eq!((of("access").len(), of("reload").len()), (1, 1));
    assert_eq!(client.get("/v1/audit?kind=access").json()["links"], json!(of("access")));
    assert_eq!(client.get("/v1/audit?kind=nonsense").status, 400);
    let verified = client.post("/v1/audit/verify", b"");
    let audit = verified.json();
    assert_eq!((&audit["sound"], &audit["decisions"], &audit["problems"]), (&json!(true), &json!(5), &json!([])));

    let url = store_of(&serving.folder);
    let serving = serving.again(&[("store", "none")]);
    // Somebody gives a decision another id, behind the store's back.
    let (file, id) = (url.trim_start_matches("sqlite:"), ids[2].as_str().unwrap());
    let mut bytes = std::fs::read(file).unwrap();
    let at = bytes.windows(id.len()).position(|window| window == id.as_bytes()).unwrap();
    bytes[at] = if bytes[at] == b'0' { b'1' } else { b'0' };
    std::fs::write(file, bytes).unwrap();
    let serving = serving.again(&[]);
    let audit = serving.client().post("/v1/audit/verify", b"").json();
    assert_eq!((&audit["sound"], &audit["problems"][0]["kind"]), (&json!(false), &json!("edited")), "{audit}");
}

#[test]
fn the_chain_says_what_the_service_was_configured_with_and_who_may_do_what() {
    let folder = tempfile::tempdir().unwrap();
    write_version(&folder.path().join("policies"), 1);
    let path = folder.path().join("state/tokens.toml");
    let mut tokens = TokenFile::read(&path).unwrap();
    let auditor = tokens.add("auditor", &[Role::Auditor], None).unwrap();
    let with = |mut serving: Serving| {
        serving.token = Some(auditor.text().to_owned());
        serving
    };
    let events = |serving: &Serving| {
        let page = serving.client().get("/v1/audit?kind=configuration").json();
        page["links"].as_array().unwrap().clone()
    };
    let serving = with(Serving::over(folder, &[]));
    let first = events(&serving);
    assert_eq!((first.len(), &first[0]["actor"]), (1, &json!("start")));
    assert_eq!(first[0]["body"]["settings"]["limits.batch"], "10000");
    assert_eq!(first[0]["body"]["tokens"]["auditor"]["roles"], json!(["auditor"]));

    let secret = tokens.add("ats", &[Role::Ingest], None).unwrap();
    let page = serving
        .until("/v1/audit?kind=configuration", "a new token", |page| page["links"].as_array().unwrap().len() == 2);
    let made = &page["links"][0];
    assert_eq!((&made["actor"], &made["body"]["changed"]), (&json!("token file"), &json!(["tokens/ats"])));
    assert!(!page.to_string().contains(secret.text()));

    let same = with(serving.again(&[("no_auth", "false")]));
    assert_eq!(events(&same).len(), 2, "nothing changed");
    let other = with(same.again(&[("no_auth", "false"), ("limits.batch", "7")]));
    let last = events(&other);
    assert_eq!((last.len(), &last[0]["body"]["changed"]), (3, &json!(["settings/limits.batch"])));
}

#[test]
fn the_chain_says_who_wanted_a_reload_and_why_and_which_were_refused() {
    let folder = tempfile::tempdir().unwrap();
    write_version(&folder.path().join("policies"), 1);
    let mut tokens = TokenFile::read(&folder.path().join("state/tokens.toml")).unwrap();
    let maria = tokens.add("maria", &[Role::Operator, Role::Auditor], None).unwrap();
    let mut serving = Serving::over(folder, &[("watch.mode", "off")]);
    serving.token = Some(maria.text().to_owned());
    let mut client = serving.client();
    let file = serving.policies().join("a.yaml");
    std::fs::write(&file, policy("a", 2)).unwrap();
    assert_eq!(client.post("/v1/reload", br#"{"reason":"ticket 7"}"#).status, 200);
    std::fs::write(&file, BROKEN).unwrap();
    for _ in 0..2 {
        assert_eq!(client.post("/v1/reload", b"").status, 422);
    }
    assert_eq!(client.post("/v1/generations/1/rollback", br#"{"reason":"too many"}"#).status, 200);
    let bad = [r#"{"reason":7}"#, r#"{"why":"x"}"#, "[]"];
    for body in bad {
        assert_eq!(client.post("/v1/reload", body.as_bytes()).status, 400, "{body}");
    }
    let long = json!({"reason": "x".repeat(1_001)}).to_string();
    assert_eq!(client.post("/v1/reload", long.as_bytes()).status, 400);

    let page = client.get("/v1/audit?kind=reload").json();
    let links: Vec<&Value> = page["links"].as_array().unwrap().iter().rev().collect();
    let told: Vec<_> = links
        .iter()
        .map(|link| {
            let body = &link["body"];
            (
                link["actor"].as_str().unwrap(),
                body["cause"].as_str().unwrap(),
                body["reason"].as_str().unwrap(),
                body["generation"].as_u64(),
            )
        })
        .collect();
    let expected = [
        ("start", "start", "", Some(1)),
        ("maria", "request", "ticket 7", Some(2)),
        ("maria", "request", "", None),
        ("maria", "request", "", None),
        ("maria", "rollback", "too many", Some(3)),
    ];
    assert_eq!(told, expected);
    let refused = &links[2]["body"];
    assert!(refused["refused"].is_string() && refused["errors"].as_u64() > Some(0), "{refused}");
    assert_eq!(refused["places"][0]["file"], "a.yaml");
    assert_eq!(links[4]["body"]["of"], 1);
    let shown = &client.get("/v1/generations").json()["generations"][0];
    assert_eq!((&shown["actor"], &shown["reason"], &shown["of"]), (&json!("maria"), &json!("too many"), &json!(1)));
}

#[test]
fn files_that_stay_broken_are_in_the_chain_once() {
    let serving = Serving::start(&[]);
    let mut client = serving.client();
    std::fs::write(serving.policies().join("a.yaml"), BROKEN).unwrap();
    serving.until("/v1/generations", "degraded", |answer| answer["degraded"] == true);
    // Another file that changes lets all of them be read again.
    std::fs::write(serving.policies().join("b.yaml"), policy("b", 2)).unwrap();
    std::fs::write(serving.policies().join("a.yaml"), policy("a", 2)).unwrap();
    serving.until_generation(2);
    let links = client.get("/v1/audit?kind=reload").json()["links"].as_array().unwrap().clone();
    let refused: Vec<_> = links.iter().filter(|link| link["body"]["refused"].is_string()).collect();
    assert!(refused.windows(2).all(|two| two[0]["body"] != two[1]["body"]), "{refused:?}");
    assert_eq!(refused.last().unwrap()["actor"], "files");
}
