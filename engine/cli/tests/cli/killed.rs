//! The service is killed at random moments under load: what it acknowledged is there when it comes back, the chain verifies, and its
//! counts are those of what it kept.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{SocketAddr, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use serde_json::{Value, json};

use crate::folder::Folder;

const SCHEMA: &str = r#"{
    "$schema": "https://json-schema.org/draft/2020-12/schema", "title": "Applicant", "type": "object",
    "x-record": {"kind": "applicant", "id": "/id", "time": "/at"}, "required": ["id", "at"],
    "properties": {"kind": {"const": "applicant"}, "id": {"type": "string"}, "phone": {"type": "string", "x-pii": "direct"},
                   "at": {"type": "string", "format": "date-time"}}
}"#;

const POLICY: &str = "policy: shared
title: What several applicants share
applies_to: applicant
owner: tests
counters:
  phones: {key: applicant.phone, distinct: applicant.id, within: 90d}
rules:
  - {id: phone, title: One number, when: counters.phones >= 2, score: 1, reason: 'Used by {{ counters.phones }}.'}
";

/// How often it is killed: 200 times show what the issue asks for, a few what a change breaks.
fn kills() -> u64 {
    std::env::var("HIREWALL_KILLS").ok().and_then(|text| text.parse().ok()).unwrap_or(6)
}

struct Service {
    child: Child,
    address: SocketAddr,
}

impl Service {
    fn start(folder: &Path) -> Self {
        let mut child = Command::new(env!("CARGO_BIN_EXE_hirewall"))
            .args(["serve", "--no-auth", "--listen", "127.0.0.1:0", "--log-format", "json"])
            .current_dir(folder)
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut lines = BufReader::new(child.stderr.take().unwrap()).lines();
        let mut told = Vec::new();
        let address = loop {
            let Some(Ok(line)) = lines.next() else { panic!("it does not start: {told:?}") };
            if line.contains("the service listens") {
                let line: Value = serde_json::from_str(&line).unwrap();
                let address = line["fields"]["address"].as_str().or_else(|| line["address"].as_str()).unwrap();
                break address.trim_start_matches("http://").parse().unwrap();
            }
            told.push(line);
        };
        // Somebody must read on, or the service would wait for room in the pipe.
        std::thread::spawn(move || lines.for_each(drop));
        Self { child, address }
    }

    fn kill(mut self) {
        // SIGKILL on Unix: nothing in the process hears of it.
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }
}

/// What one request is answered, when that is good; nothing when the service went away before the end of the answer.
fn ask(address: SocketAddr, method: &str, path: &str, body: &str) -> Option<Value> {
    let (status, body) = send(address, method, path, "", body)?;
    (status == 200).then(|| serde_json::from_str(&body).ok())?
}

/// Status and body of an answer; nothing when the service went away before its end.
fn send(address: SocketAddr, method: &str, path: &str, header: &str, body: &str) -> Option<(u16, String)> {
    let mut stream = TcpStream::connect(address).ok()?;
    stream.set_read_timeout(Some(Duration::from_secs(60))).ok()?;
    let length = body.len();
    let head = format!(
        "{method} {path} HTTP/1.1\r\nHost: test\r\nConnection: close\r\nContent-Type: application/json\r\nContent-Length: {length}\r\n{header}\r\n"
    );
    stream.write_all(head.as_bytes()).ok()?;
    stream.write_all(body.as_bytes()).ok()?;
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).ok()?;
    let text = String::from_utf8(answer).ok()?;
    let (head, body) = text.split_once("\r\n\r\n")?;
    let (_, status) = head.lines().next()?.split_once(' ')?;
    Some((status.split(' ').next()?.parse().ok()?, body.to_owned()))
}

/// So many applicants share a phone: fewer than a counter keeps of one key.
const SHARE: u64 = 500;

fn record(number: u64) -> String {
    applicant(&format!("a{number}"), number / SHARE)
}

fn applicant(id: &str, phone: u64) -> String {
    json!({"kind": "applicant", "id": id, "phone": phone.to_string(), "at": "2026-01-01T00:00:00Z"}).to_string()
}

/// The phone of a decision's record.
fn phone(decision: &Value) -> u64 {
    decision["record"]["id"].as_str().unwrap()[1..].parse::<u64>().unwrap() / SHARE
}

/// A cheap generator: the moments need to differ, not to be unpredictable.
fn random(state: &mut u64) -> u64 {
    *state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
    *state >> 33
}

#[test]
fn a_service_that_is_killed_loses_nothing_that_it_acknowledged() {
    let folder = Folder::new();
    folder.write("policies/applicant.schema.json", SCHEMA.as_bytes());
    folder.write("policies/shared.yaml", POLICY.as_bytes());
    let (next, acknowledged) = (AtomicU64::new(0), Mutex::new(Vec::new()));
    let mut moments = 7;
    for round in 0..kills() {
        let service = Service::start(folder.path());
        let address = service.address;
        let wanted = acknowledged.lock().unwrap().len() as u64 + random(&mut moments) % 120;
        std::thread::scope(|scope| {
            for _ in 0..4 {
                scope.spawn(|| {
                    loop {
                        let number = next.fetch_add(1, Ordering::Relaxed);
                        let Some(decision) = ask(address, "POST", "/v1/decisions", &record(number)) else { return };
                        acknowledged.lock().unwrap().push(decision);
                    }
                });
            }
            // After a random number of answers, and some of the time that the next one takes.
            while (acknowledged.lock().unwrap().len() as u64) < wanted {
                std::thread::yield_now();
            }
            std::thread::sleep(Duration::from_micros(random(&mut moments) % 3_000));
            service.kill();
        });
        assert!(acknowledged.lock().unwrap().len() as u64 >= wanted, "round {round}");
    }
    let service = Service::start(folder.path());
    let (mut kept, mut by_phone, mut cursor) = (BTreeSet::new(), BTreeMap::<u64, u64>::new(), None);
    loop {
        let path = cursor
            .map_or("/v1/decisions?limit=1000".to_owned(), |at: u64| format!("/v1/decisions?limit=1000&cursor={at}"));
        let page = ask(service.address, "GET", &path, "").unwrap();
        for decision in page["decisions"].as_array().unwrap() {
            *by_phone.entry(phone(decision)).or_default() += 1;
            kept.insert(decision.to_string());
        }
        cursor = page["next"].as_u64();
        if cursor.is_none() {
            break;
        }
    }
    let acknowledged = acknowledged.into_inner().unwrap();
    for decision in &acknowledged {
        assert!(kept.contains(&decision.to_string()), "lost: {decision}");
    }
    let count = |decision: &Value| decision["counters"]["shared/phones"]["value"].as_u64().unwrap();
    let told: BTreeSet<(u64, u64)> = acknowledged.iter().map(|decision| (phone(decision), count(decision))).collect();
    assert_eq!(told.len(), acknowledged.len(), "no two records were told the same count");
    for (phone, kept) in by_phone {
        let probe =
            ask(service.address, "POST", "/v1/decisions", &applicant(&format!("probe {phone}"), phone)).unwrap();
        assert_eq!(count(&probe), kept + 1, "the counts are those of what was kept");
    }
    service.kill();
    let audit = Command::new(env!("CARGO_BIN_EXE_hirewall"))
        .args(["audit", "verify"])
        .current_dir(folder.path())
        .output()
        .unwrap();
    assert!(audit.status.success(), "{}", String::from_utf8_lossy(&audit.stdout));
}

#[test]
fn a_request_that_is_sent_again_to_a_service_that_was_killed_gets_its_first_answer() {
    let folder = Folder::new();
    folder.write("policies/applicant.schema.json", SCHEMA.as_bytes());
    folder.write("policies/shared.yaml", POLICY.as_bytes());
    let batch = format!("[{},{{}},{}]", record(1), record(2));
    let post = |address, key: &str, body: &str| {
        send(address, "POST", "/v1/decisions", &format!("Idempotency-Key: {key}\r\n"), body).unwrap()
    };
    let service = Service::start(folder.path());
    let single = post(service.address, "single", &record(0));
    let several = post(service.address, "several", &batch);
    assert_eq!((single.0, several.0), (200, 200));
    service.kill();
    let service = Service::start(folder.path());
    assert_eq!(post(service.address, "single", &record(0)), single);
    assert_eq!(post(service.address, "several", &batch), several, "decisions and refusals alike");
    for key in ["single", "several"] {
        let (status, body) = post(service.address, key, &record(7));
        assert!(status == 422 && body.contains("idempotency key reused"), "{body}");
    }
    let kept = ask(service.address, "GET", "/v1/decisions", "").unwrap();
    assert_eq!(kept["decisions"].as_array().unwrap().len(), 3, "nothing was judged twice");
    service.kill();
}
