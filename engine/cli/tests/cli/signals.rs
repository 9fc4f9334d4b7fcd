//! Signals to the service.

use std::io::{BufRead as _, BufReader};
use std::process::{Child, Command, Stdio};

use crate::folder::Folder;

const SCHEMA: &str = r#"{"x-record": {"kind": "applicant", "id": "/id"}, "type": "object", "required": ["id"],
    "properties": {"kind": {"const": "applicant"}, "id": {"type": "string"}}}"#;

fn policy(number: u32) -> String {
    format!(
        "policy: p{number}\ntitle: P\napplies_to: applicant\nowner: tests\nversion: 1.0.0\nrules:\n  - id: a\n    title: A\n    when: applicant.id != \"\"\n    score: 1\n    reason: r\n"
    )
}

/// A service that begins to start in a folder with policies that take a while, and makes its first token before it reads them.
fn starting(folder: &Folder) -> Child {
    folder.write("policies/applicant.schema.json", SCHEMA.as_bytes());
    for number in 0..200 {
        folder.write(&format!("policies/p{number}.yaml"), policy(number).as_bytes());
    }
    let mut child = Command::new(env!("CARGO_BIN_EXE_hirewall"))
        .args(["serve", "--listen", "127.0.0.1:0", "--log-format", "json"])
        .current_dir(folder.path())
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    // The first token is made before the policies are read.
    while !folder.path().join(".hirewall/token").exists() {
        assert!(child.try_wait().unwrap().is_none(), "it does not start");
        std::thread::yield_now();
    }
    child
}

fn signal(child: &Child, name: &str) {
    assert!(Command::new("kill").args([name, &child.id().to_string()]).status().unwrap().success());
}

#[test]
fn a_signal_to_end_during_the_start_ends_it_as_one_later_does() {
    let folder = Folder::new();
    let mut child = starting(&folder);
    signal(&child, "-TERM");
    let told: Vec<String> = BufReader::new(child.stderr.take().unwrap()).lines().map(Result::unwrap).collect();
    assert!(child.wait().unwrap().success(), "{told:#?}");
    assert!(told.iter().any(|line| line.contains("the service was asked to end")), "{told:#?}");
}

#[test]
fn a_signal_to_reload_during_the_start_does_not_end_it() {
    let folder = Folder::new();
    let mut child = starting(&folder);
    signal(&child, "-HUP");
    let mut lines = BufReader::new(child.stderr.take().unwrap()).lines().map(Result::unwrap);
    // In one order or the other.
    let mut left = vec!["the service listens", "a reload is asked for by signal"];
    while !left.is_empty() {
        let line = lines.next().unwrap_or_else(|| panic!("it ended before it said {left:?}"));
        left.retain(|words| !line.contains(words));
    }
    signal(&child, "-TERM");
    lines.for_each(drop);
    assert!(child.wait().unwrap().success());
}
