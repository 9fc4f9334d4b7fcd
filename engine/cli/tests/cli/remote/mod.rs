//! Commands that ask a running service: what they print, how they end, and what goes over the network.

mod strangers;
mod tls;

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex};
use std::thread::JoinHandle;

use serde_json::{Value, json};

use crate::folder::Folder;

const SCHEMA: &str = r#"{"x-record": {"kind": "applicant", "id": "/id", "subject": "/person"}, "type": "object",
    "required": ["id"], "properties": {"kind": {"const": "applicant"}, "id": {"type": "string"}, "person": {"type": "string"},
    "email": {"type": "string", "x-pii": "direct"}}}"#;
const POLICY: &str = "policy: p\ntitle: P\napplies_to: applicant\nowner: tests\nversion: 1.0.0\nrules:\n  - id: a\n    title: A\n    when: applicant.id != \"\"\n    score: 1\n    reason: Mail is {{ applicant.email }}.\n";
/// What no message may hold.
const SECRET: &str = "UNMISTAKABLE";

fn folder() -> Folder {
    let folder = Folder::new();
    folder.write("policies/applicant.schema.json", SCHEMA.as_bytes());
    folder.write("policies/p.yaml", POLICY.as_bytes());
    folder
}

/// What a command printed, and how it ended.
#[derive(Debug, PartialEq, Eq)]
struct Ran {
    code: Option<i32>,
    out: String,
    err: String,
}

fn run(folder: &Folder, arguments: &[&str], variables: &[(&str, &str)]) -> Ran {
    let mut command = Command::new(env!("CARGO_BIN_EXE_hirewall"));
    for (name, _) in std::env::vars_os().filter(|(name, _)| name.to_string_lossy().starts_with("HIREWALL_")) {
        command.env_remove(name);
    }
    let output = command.args(arguments).envs(variables.iter().copied()).current_dir(folder.path()).output().unwrap();
    let [out, err] = [output.stdout, output.stderr].map(|bytes| String::from_utf8(bytes).unwrap());
    Ran { code: output.status.code(), out, err }
}

/// A service with tokens, which are in files by the name of their role.
struct Running {
    child: Child,
    url: String,
    log: Arc<Mutex<String>>,
    reader: Option<JoinHandle<()>>,
}

/// Of a test that failed.
impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Running {
    fn start(folder: &Folder, arguments: &[&str]) -> Self {
        for role in ["ingest", "reader", "reviewer", "privacy_officer"] {
            if !folder.path().join(role).exists() {
                let made = run(folder, &["token", "new", "--name", &format!("{role}-1"), "--role", role], &[]);
                assert_eq!(made.code, Some(0), "{}", made.err);
                folder.write(role, made.out.as_bytes());
            }
        }
        let mut command = Command::new(env!("CARGO_BIN_EXE_hirewall"));
        command.args(["serve", "--listen", "127.0.0.1:0", "--log-level", "trace"]).args(arguments);
        command.current_dir(folder.path()).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::piped());
        let mut child = command.spawn().unwrap();
        let mut lines = BufReader::new(child.stderr.take().unwrap()).lines().map(Result::unwrap);
        let line = lines.find(|line| line.contains("the service listens")).expect("it does not start");
        let line: Value = serde_json::from_str(&line).unwrap();
        let url = line["address"].as_str().unwrap_or_else(|| line["fields"]["address"].as_str().unwrap()).to_owned();
        let log = Arc::new(Mutex::new(String::new()));
        let kept = Arc::clone(&log);
        let reader = std::thread::spawn(move || lines.for_each(|line| *kept.lock().unwrap() += &(line + "\n")));
        Self { child, url, log, reader: Some(reader) }
    }

    /// Has a record judged; the decision.
    fn post(&self, folder: &Folder, record: &str) -> Value {
        let token = std::fs::read_to_string(folder.path().join("ingest")).unwrap();
        let mut stream = TcpStream::connect(self.url.trim_start_matches("http://")).unwrap();
        let head = "POST /v1/decisions HTTP/1.1\r\nHost: test\r\nConnection: close\r\nContent-Type: application/json";
        write!(
            stream,
            "{head}\r\nAuthorization: Bearer {}\r\nContent-Length: {}\r\n\r\n{record}",
            token.trim(),
            record.len()
        )
        .unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
        serde_json::from_str(answer.split_once("\r\n\r\n").unwrap().1).unwrap()
    }

    /// Asks it, with the token of a role.
    fn ask(&self, folder: &Folder, role: &str, arguments: &[&str]) -> Ran {
        run(folder, &[arguments, &["--server", &self.url, "--token-file", role]].concat(), &[])
    }

    /// Ends it; its log.
    fn end(mut self) -> String {
        assert!(Command::new("kill").args(["-TERM", &self.child.id().to_string()]).status().unwrap().success());
        assert_eq!(self.child.wait().unwrap().code(), Some(0));
        self.reader.take().unwrap().join().unwrap();
        let log = self.log.lock().unwrap();
        log.clone()
    }
}

/// A subject whose id has everything that an address, a terminal and a page could take for something else.
const PERSON: &str = "../p?q#r%2F\u{1b}[2J<b>é 李";

fn record(id: &str, person: &str) -> String {
    // As it was received means with its blanks, its order, what stands twice and numbers as they were written.
    let person = json!(person);
    format!(
        r#"{{"kind": "applicant",  "id": "{id}", "person": {person}, "email": "{SECRET}@example.org", "more": [1e2, 12345678901234567890123]}}"#
    )
}

/// An export without when it was made.
fn timeless(export: &str) -> String {
    let (head, rest) = export.split_once("\"exported_at\":\"").unwrap();
    format!("{head}{}", rest.split_once('"').unwrap().1)
}

#[test]
fn a_command_prints_the_same_bytes_whether_it_asks_the_service_or_the_store() {
    let folder = folder();
    let service = Running::start(&folder, &[]);
    service.post(&folder, &record("r-1", PERSON));
    service.post(&folder, &record("r-2", PERSON));
    // Of another person: that somebody looked stands in exports.
    let looked_at = format!("{PERSON}2");
    let decision = service.post(&folder, &record("r-1", &looked_at));
    let id = decision["id"].as_str().unwrap().to_owned();
    for person in ["by-service", "by-store"] {
        service.post(&folder, &record("r-3", person));
    }
    let looks: [Vec<&str>; 6] = [
        vec!["subject", "export", PERSON],
        vec!["subject", "export", "stranger"],
        vec!["dossier", &id],
        vec!["dossier", &id, "--format", "json"],
        vec!["dossier", &id, "--record"],
        vec!["dossier", &id, "--record", "--format", "json"],
    ];
    let acts = |person: &'static str| {
        [
            vec!["subject", "release", person, "--reason", "over"],
            vec!["subject", "hold", person, "--reason", "case 17"],
            vec!["subject", "hold", person, "--reason", "case 18"],
            vec!["subject", "erase", person, "--reason", "asked"],
            vec!["subject", "release", person, "--reason", "over"],
            vec!["subject", "erase", person, "--reason", "asked"],
            vec!["subject", "erase", person, "--reason", " "],
        ]
    };
    let by_service: Vec<Ran> = looks
        .iter()
        .chain(&acts("by-service"))
        .map(|arguments| service.ask(&folder, "privacy_officer", arguments))
        .collect();
    let links = run(&folder, &["audit", "list", "--format", "ndjson"], &[]);
    let log = service.end();
    let by_store: Vec<Ran> = looks
        .iter()
        .chain(&acts("by-store"))
        .map(|arguments| run(&folder, &[arguments.as_slice(), &["--actor", "maria"]].concat(), &[]))
        .collect();

    let codes: Vec<_> = by_service.iter().map(|ran| ran.code.unwrap()).collect();
    assert!(by_service[0].out.contains(&record("r-2", PERSON)), "as it was received");
    assert_eq!(codes, [0, 0, 0, 0, 0, 0, 3, 0, 0, 3, 0, 0, 2], "{by_service:#?}");
    for (at, (service, store)) in by_service.into_iter().zip(by_store).enumerate() {
        let shown = |ran: Ran| if at < 2 { Ran { out: timeless(&ran.out), ..ran } } else { ran };
        let (service, mut store) = (shown(service), shown(store));
        if store.err.contains("Release the hold first.") {
            // The one text that the service says in more words.
            store.err = store.err.replace("first.", "first, when it is over.");
        }
        assert_eq!(service, store, "command {at}");
    }
    let record_of = |ran: &Ran| ran.out.contains(&record("r-1", &looked_at));
    assert!(record_of(&run(&folder, &["dossier", &id, "--record", "--format", "json", "--actor", "maria"], &[])));

    // Who asked is the token, and the log names no person.
    let links: Vec<Value> = links.out.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let of = |kind: &str| {
        links.iter().filter(|link| link["kind"] == kind).map(|link| link["actor"].clone()).collect::<Vec<_>>()
    };
    for (kind, count) in [("export", 2), ("access", 4), ("hold", 2), ("release", 1), ("erasure", 1)] {
        assert_eq!(of(kind), vec![json!("privacy_officer-1"); count], "{kind}");
    }
    let token = std::fs::read_to_string(folder.path().join("privacy_officer")).unwrap();
    for word in [SECRET, token.trim(), "%2E%2E", PERSON, "by-service"] {
        assert!(!log.contains(word), "{word} is in the log");
    }
    assert!(log.contains("/v1/subjects/{id}/erase"), "it is the log of these requests");
}

#[test]
fn what_a_service_refuses_is_told_with_a_cure_and_without_token_or_person() {
    let folder = folder();
    let service = Running::start(&folder, &[]);
    let id = service.post(&folder, &record("r-1", SECRET))["id"].as_str().unwrap().to_owned();
    folder.write("bad", format!("{SECRET}\n").as_bytes());
    folder.write("none", b"");
    folder.write("page", b"two words");
    let erase = ["subject", "erase", SECRET, "--reason", "asked"];
    let long = "x".repeat(1_001);
    let with = |role: &str, arguments: &[&str]| service.ask(&folder, role, arguments);
    let url = service.url.clone();
    let url = ["--server", url.as_str()];
    assert_eq!(with("privacy_officer", &["subject", "hold", SECRET, "--reason", "case 17"]).code, Some(0));
    let without = |arguments: &[&str], variables: &[(&str, &str)]| run(&folder, &[arguments, &url].concat(), variables);
    let cases = [
        (without(&erase, &[]), 2, "no token", "--token-file FILE"),
        (with("bad", &erase), 2, "not known", "`hirewall token list`"),
        (without(&erase, &[("HIREWALL_TOKEN", SECRET)]), 2, "not known", "--role privacy_officer"),
        (with("reviewer", &erase), 2, "`reviewer-1` may not", "the role `privacy_officer`"),
        (with("reader", &["dossier", &id, "--record"]), 2, "may not", "`reviewer` or `privacy_officer`"),
        (with("ingest", &["dossier", &id]), 2, "may not", "`reader` or `reviewer`"),
        (with("reader", &["dossier", SECRET]), 3, "no decision", "Check the id"),
        (with("privacy_officer", &erase), 3, "under a legal hold", "Release the hold"),
        (with("privacy_officer", &["subject", "release", "stranger", "--reason", "x"]), 3, "not held", "Check the id"),
        (with("privacy_officer", &["subject", "erase", SECRET, "--reason", &long]), 2, "1,000 letters", "few words"),
        (with("privacy_officer", &["subject", "export", ""]), 2, "empty", "as records have it"),
        (with("reader", &["dossier", ""]), 2, "empty", "id of a decision"),
        (with("missing", &erase), 2, "no such file", "hirewall token new"),
        (with("none", &erase), 2, "holds no token", "hirewall token new"),
        (with("page", &erase), 2, "holds no token", "hirewall token new"),
        (without(&erase, &[("HIREWALL_TOKEN", SECRET), ("HIREWALL_TOKEN_FILE", "bad")]), 2, "both", "--token-file"),
        (with("privacy_officer", &["subject", "export", SECRET, "--ca", "bad"]), 2, "without TLS", "https://"),
        (
            with("privacy_officer", &["subject", "export", SECRET, "--actor", "maria"]),
            2,
            "`--actor`",
            "name of the token",
        ),
        (
            with("privacy_officer", &["subject", "export", SECRET, "--store", "none"]),
            2,
            "`--store`",
            "settings of its own",
        ),
        (
            with("privacy_officer", &["subject", "export", SECRET, "--set", "state=x"]),
            2,
            "`--set state`",
            "settings of its own",
        ),
    ];
    let token = std::fs::read_to_string(folder.path().join("privacy_officer")).unwrap();
    for (ran, code, message, help) in cases {
        assert!(ran.code == Some(code) && ran.out.is_empty(), "{message}: {ran:?}");
        assert!(ran.err.contains(message) && ran.err.contains(help), "{message}: {}", ran.err);
        assert!(!ran.err.contains(SECRET) && !ran.err.contains(token.trim()), "{message}: {}", ran.err);
    }
    // Variables do as flags do.
    let variables = [("HIREWALL_SERVER", service.url.as_str()), ("HIREWALL_TOKEN_FILE", "reader")];
    assert_eq!(run(&folder, &["dossier", &id], &variables).code, Some(0));
    let variables = [("HIREWALL_SERVER", service.url.as_str()), ("HIREWALL_TOKEN", token.trim())];
    assert_eq!(run(&folder, &["dossier", &id], &variables).code, Some(0));
    let both = run(&folder, &["dossier", &id, "--actor", "maria"], &variables);
    assert!(both.code == Some(2) && both.err.contains("the variable `HIREWALL_SERVER`"), "{}", both.err);
    service.end();

    let unheard = run(&folder, &[erase.as_slice(), &url, &["--token-file", "reader"]].concat(), &[]);
    assert!(unheard.code == Some(4) && unheard.err.contains("nothing listens"), "{}", unheard.err);
    assert!(!unheard.err.contains("may have been done"), "{}", unheard.err);
}

#[test]
fn a_service_without_a_store_says_so() {
    let folder = folder();
    let service = Running::start(&folder, &["--store", "none"]);
    let told = service.ask(&folder, "privacy_officer", &["subject", "export", "p"]);
    assert!(told.code == Some(3) && told.err.contains("no store"), "{}", told.err);
    service.end();
}

#[test]
fn a_store_in_use_names_the_address_of_the_service_that_has_it() {
    let folder = folder();
    let service = Running::start(&folder, &[]);
    for command in [&["dossier", "x"][..], &["subject", "export", "p"], &["subject", "hold", "p", "--reason", "x"]] {
        let told = run(&folder, &[command, &["--actor", "maria"]].concat(), &[]);
        let form = format!("`--server {} --token-file FILE`", service.url);
        assert!(told.code == Some(3) && told.err.contains(&form), "{}", told.err);
    }
    service.end();
    assert!(!folder.path().join(".hirewall/address").exists());
    let told = run(&folder, &["subject", "export", "p", "--actor", "maria"], &[]);
    assert_eq!(told.code, Some(0), "the store is free: {}", told.err);
}
