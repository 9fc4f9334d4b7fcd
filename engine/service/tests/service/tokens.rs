//! Who may do what.

use std::fs;

use hirewall_service::Service;
use hirewall_service::token::{Role, TokenFile};

use crate::serving::{Serving, config, record, write_version};

#[test]
fn the_first_start_makes_a_token_that_a_stranger_cannot_read() {
    let folder = tempfile::tempdir().unwrap();
    write_version(&folder.path().join("policies"), 1);
    let serving = Serving::over(folder, &[]);
    let secret = serving.token.clone().unwrap();
    #[cfg(unix)]
    for file in ["token", "tokens.toml"] {
        use std::os::unix::fs::PermissionsExt as _;
        let mode = fs::metadata(serving.folder.path().join("state").join(file)).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600, "{file}");
    }
    assert!(!fs::read_to_string(serving.folder.path().join("state/tokens.toml")).unwrap().contains(&secret));
    let mut client = serving.client();
    assert_eq!(client.post("/v1/decisions", &record(1)).status, 200);
    assert_eq!(client.post("/v1/reload", b"").status, 200);
    client.token = None;
    let answer = client.post("/v1/decisions", &record(1));
    assert_eq!((answer.status, answer.header("www-authenticate")), (401, "Bearer realm=\"hirewall\""));
    for path in ["/healthz", "/readyz", "/openapi.json"] {
        assert_eq!(client.get(path).status, 200, "{path} is open");
    }
    client.token = Some(format!("{secret}0"));
    assert_eq!(client.get("/v1/policies").status, 401);
    for authorization in ["Basic aGk6aG8=", "Bearer", "hirewall", "Bearer \u{fc}"] {
        client.token = None;
        assert_eq!(client.request("GET", "/v1/policies", &[("Authorization", authorization)], None).status, 401);
    }
}

#[test]
fn each_role_opens_its_doors_alone_and_a_revoked_token_none() {
    let folder = tempfile::tempdir().unwrap();
    write_version(&folder.path().join("policies"), 1);
    let path = folder.path().join("state/tokens.toml");
    let mut file = TokenFile::read(&path).unwrap();
    let secrets: Vec<_> =
        Role::ALL.iter().map(|role| (*role, file.add(role.as_str(), &[*role], None).unwrap())).collect();
    let serving = Serving::over(folder, &[("watch.mode", "off")]);
    let mut client = serving.client();
    let doors = [
        ("POST", "/v1/decisions"),
        ("GET", "/v1/decisions"),
        ("POST", "/v1/decisions/no-such/disposition"),
        ("GET", "/v1/subjects/p"),
        ("POST", "/v1/subjects/p/erase"),
        ("POST", "/v1/subjects/p/hold"),
        ("POST", "/v1/subjects/p/release"),
        ("GET", "/v1/audit"),
        ("POST", "/v1/audit/verify"),
        ("GET", "/v1/policies"),
        ("GET", "/metrics"),
        ("POST", "/v1/reload"),
    ];
    for (role, secret) in &secrets {
        client.token = Some(secret.text().to_owned());
        let opens: String = doors
            .iter()
            .map(|(method, path)| {
                let body = (*method == "POST").then(|| record(1));
                let headers = [("Content-Type", "application/json")];
                if client.request(method, path, &headers, body.as_deref()).status == 403 { '.' } else { 'x' }
            })
            .collect();
        let expected = match role {
            Role::Ingest => "x.. .... .. ...",
            Role::Reader => ".x. .... .. x..",
            Role::Reviewer => ".xx .... .. x..",
            Role::Operator => "... .... .. xxx",
            Role::Auditor => ".x. .... xx xx.",
            Role::PrivacyOfficer => ".x. xxxx .. ...",
        };
        assert_eq!(opens, expected.replace(' ', ""), "{role}");
    }
    file.revoke("ingest").unwrap();
    client.token = Some(secrets[0].1.text().to_owned());
    let begun = std::time::Instant::now();
    while client.post("/v1/decisions", &record(1)).status != 401 {
        assert!(begun.elapsed().as_secs() < 30, "a revoked token is good for ever");
        std::thread::yield_now();
    }
}

#[test]
fn nobody_is_let_in_from_elsewhere_without_tokens() {
    let folder = tempfile::tempdir().unwrap();
    write_version(&folder.path().join("policies"), 1);
    let config = config(folder.path(), &[("listen", "0.0.0.0:0")]);
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let error = runtime.block_on(Service::start(config)).err().unwrap();
    assert!(error.to_string().contains("there are no tokens"), "{error}");
    assert!(!folder.path().join("state/token").exists());
}
