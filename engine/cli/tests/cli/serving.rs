//! How the service ends, as whoever started it sees it: by its exit code.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::process::{Child, Command, Stdio};

use crate::folder::Folder;

const SCHEMA: &str = r#"{"x-record": {"kind": "applicant", "id": "/id"}, "type": "object", "required": ["id"],
    "properties": {"kind": {"const": "applicant"}, "id": {"type": "string"}}}"#;
const POLICY: &str = "policy: p\ntitle: P\napplies_to: applicant\nowner: tests\nversion: 1.0.0\nrules:\n  - id: a\n    title: A\n    when: applicant.id != \"\"\n    score: 1\n    reason: r\n";

fn folder() -> Folder {
    let folder = Folder::new();
    folder.write("policies/applicant.schema.json", SCHEMA.as_bytes());
    folder.write("policies/p.yaml", POLICY.as_bytes());
    folder
}

fn serve(folder: &Folder, arguments: &[&str]) -> Child {
    let mut command = Command::new(env!("CARGO_BIN_EXE_hirewall"));
    command.arg("serve").args(arguments).current_dir(folder.path());
    command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::piped()).spawn().unwrap()
}

/// A service that listens, and where.
fn listening(folder: &Folder, arguments: &[&str]) -> (Child, String) {
    let own = ["--no-auth", "--listen", "127.0.0.1:0", "--log-format", "json"];
    let mut child = serve(folder, &[&own, arguments].concat());
    let mut lines = BufReader::new(child.stderr.take().unwrap()).lines().map(Result::unwrap);
    let line = lines.find(|line| line.contains("the service listens")).expect("it does not start");
    std::thread::spawn(move || lines.for_each(drop));
    let line: serde_json::Value = serde_json::from_str(&line).unwrap();
    let address = line["address"].as_str().unwrap_or_else(|| line["fields"]["address"].as_str().unwrap());
    (child, address.trim_start_matches("http://").to_owned())
}

fn code(mut child: Child) -> Option<i32> {
    child.wait().unwrap().code()
}

fn terminate(child: &Child) {
    assert!(Command::new("kill").args(["-TERM", &child.id().to_string()]).status().unwrap().success());
}

#[test]
fn a_start_that_fails_says_whether_settings_or_the_machine_are_to_blame() {
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let taken = taken.local_addr().unwrap().to_string();
    let local = ["--listen", "127.0.0.1:0"];
    let cases: [(&str, Vec<&str>, i32); 9] = [
        ("an unknown flag", vec!["--nonsense"], 2),
        ("an unknown setting", vec!["--set", "nonsense=1"], 2),
        ("a value out of bounds", vec!["--set", "limits.batch=0"], 2),
        ("policies that are not there", vec![local[0], local[1], "--policies", "none"], 2),
        ("no tokens, and an address for others", vec!["--listen", "0.0.0.0:0"], 2),
        (
            "a certificate that is not there",
            vec![local[0], local[1], "--set", "tls.certificate=a", "--set", "tls.key=b"],
            2,
        ),
        ("a store that is none", vec![local[0], local[1], "--set", "store=sqlite:policies/p.yaml"], 2),
        ("an address that is taken", vec!["--listen", &taken], 4),
        (
            "a folder that cannot be written",
            vec![local[0], local[1], "--no-auth", "--state", "policies/p.yaml/state"],
            4,
        ),
    ];
    for (what, arguments, expected) in cases {
        let folder = folder();
        let mut child = serve(&folder, &arguments);
        let mut told = String::new();
        child.stderr.take().unwrap().read_to_string(&mut told).unwrap();
        assert_eq!(code(child), Some(expected), "{what}: {told}");
        assert!(
            told.contains("error") && told.to_lowercase().contains("help") || what == "an unknown flag",
            "{what}: {told}"
        );
    }
}

#[test]
fn a_store_that_another_service_has_is_no_fault_of_settings() {
    let folder = folder();
    let (first, _) = listening(&folder, &[]);
    assert_eq!(code(serve(&folder, &["--no-auth", "--listen", "127.0.0.1:0"])), Some(4));
    terminate(&first);
    assert_eq!(code(first), Some(0), "it was asked to end, and did");
}

#[test]
fn a_request_that_was_cut_at_the_end_is_seen_in_the_exit_code() {
    let folder = folder();
    let (child, address) = listening(&folder, &["--set", "shutdown_time=0ms"]);
    let mut stream = TcpStream::connect(&address).unwrap();
    let head = "POST /v1/decisions HTTP/1.1\r\nHost: test\r\nContent-Type: application/json\r\nContent-Length: 100\r\nExpect: 100-continue\r\n\r\n";
    stream.write_all(head.as_bytes()).unwrap();
    // It wants the body now: the request is under way.
    let mut line = String::new();
    BufReader::new(&stream).read_line(&mut line).unwrap();
    assert!(line.starts_with("HTTP/1.1 100"), "{line}");
    terminate(&child);
    assert_eq!(code(child), Some(1));
}

#[test]
fn while_a_service_runs_the_chain_is_listed_beside_it() {
    let folder = folder();
    let (child, address) = listening(&folder, &[]);
    for id in ["a-1", "a-2"] {
        let mut stream = TcpStream::connect(&address).unwrap();
        let body = format!(r#"{{"kind":"applicant","id":"{id}"}}"#);
        let head =
            "POST /v1/decisions HTTP/1.1\r\nHost: test\r\nConnection: close\r\nContent-Type: application/json\r\n";
        write!(stream, "{head}Content-Length: {}\r\n\r\n{body}", body.len()).unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
    }
    let run = |arguments: &[&str]| {
        let output =
            Command::new(env!("CARGO_BIN_EXE_hirewall")).args(arguments).current_dir(folder.path()).output().unwrap();
        let [out, err] = [output.stdout, output.stderr].map(|bytes| String::from_utf8(bytes).unwrap());
        (output.status.code(), out, err)
    };
    let (code_of_list, out, err) = run(&["audit", "list", "--kind", "decision", "--format", "ndjson"]);
    assert_eq!(code_of_list, Some(0), "{err}");
    let links: Vec<serde_json::Value> = out.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(links.iter().map(|link| link["kind"].as_str().unwrap()).collect::<Vec<_>>(), ["decision", "decision"]);
    assert!(links[0]["seq"].as_u64() > links[1]["seq"].as_u64(), "the latest first");
    let (_, out, _) = run(&["audit", "list", "--limit", "1", "--before", &links[0]["seq"].to_string()]);
    assert!(out.starts_with(&format!("{} ", links[1]["seq"])) && out.lines().count() == 1, "{out}");
    let (code_of_nonsense, _, err) = run(&["audit", "list", "--kind", "nonsense"]);
    assert!(code_of_nonsense == Some(2) && err.contains("`decision`"), "{err}");

    terminate(&child);
    assert_eq!(code(child), Some(0));
}
