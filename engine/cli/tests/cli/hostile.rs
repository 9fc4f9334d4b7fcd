//! Input that means harm: it costs itself, and the record after it is decided.

use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Output, Stdio};

const GOOD: &str = "{\"kind\": \"applicant\", \"id\": \"good\"}\n";

fn hirewall(arguments: &[&str], input: Vec<u8>, out: Stdio) -> Output {
    let mut child = Command::new(env!("CARGO_BIN_EXE_hirewall"))
        .args(arguments)
        .current_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests"))
        .stdin(Stdio::piped())
        .stdout(out)
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let writer = std::thread::spawn(move || {
        let _ = stdin.write_all(&input);
    });
    let output = child.wait_with_output().unwrap();
    writer.join().unwrap();
    output
}

#[test]
fn a_hostile_record_costs_itself_alone() {
    let cases: Vec<(&str, Vec<u8>)> = vec![
        ("arrays 100,000 deep", format!("{{\"kind\":\"applicant\",\"phones\":{}", "[".repeat(100_000)).into_bytes()),
        ("objects 100,000 deep", "{\"a\":".repeat(100_000).into_bytes()),
        ("17 MiB in one line", format!("{{\"id\":\"{}\"}}", "x".repeat(17 << 20)).into_bytes()),
        ("no UTF-8", b"{\"kind\":\"applicant\",\"id\":\"\xff\xfe\"}".to_vec()),
        ("a zero byte", b"{\"kind\":\"applicant\",\"id\":\"a\0b\"}".to_vec()),
        ("a lone surrogate", b"{\"kind\":\"applicant\",\"id\":\"\\ud800\"}".to_vec()),
        ("a key twice", b"{\"kind\":\"applicant\",\"id\":\"a\",\"id\":\"b\"}".to_vec()),
        ("a number beyond all numbers", b"{\"kind\":\"applicant\",\"id\":\"a\",\"years\":1e999999}".to_vec()),
        (
            "a million elements",
            format!("{{\"kind\":\"applicant\",\"id\":\"a\",\"phones\":[{}0]}}", "0,".repeat(1_000_000)).into(),
        ),
    ];
    for (name, bad) in cases {
        let input = [GOOD.as_bytes(), &bad, b"\n", GOOD.as_bytes()].concat();
        let output = hirewall(&["decide", "--format", "ndjson", "-"], input, Stdio::piped());
        let told = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(3), "{name}: {told}");
        assert_eq!(String::from_utf8_lossy(&output.stdout).lines().count(), 2, "{name}: {told}");
        assert!(told.contains("<stdin>:2:") && told.contains("2 records decided"), "{name}: {told}");
        assert!(told.len() < 4_000, "{name}: {} bytes of message", told.len());
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_told_and_no_success() {
    let full = std::fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
    let output = hirewall(&["decide", "--format", "ndjson", "-"], GOOD.into(), full.into());
    let told = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(4), "{told}");
    assert!(told.contains("cannot write to standard output: no space left on the device"), "{told}");
}

#[test]
fn a_hostile_expression_gets_an_answer() {
    let cases = [
        ("parentheses", "(".repeat(10_000) + "1" + &")".repeat(10_000)),
        ("open parentheses", "(".repeat(60_000)),
        ("negations", "!".repeat(60_000) + "true"),
        ("operators", "1".to_owned() + &"+1".repeat(30_000)),
        ("fields", "a".to_owned() + &".b".repeat(30_000)),
        ("a list", format!("[{}1]", "1,".repeat(30_000))),
    ];
    for (name, expression) in cases {
        for arguments in [vec!["expr", expression.as_str()], vec!["expr", "--ast", expression.as_str()]] {
            let output = hirewall(&arguments, Vec::new(), Stdio::piped());
            let told = String::from_utf8_lossy(&output.stderr);
            assert!(matches!(output.status.code(), Some(0 | 3)), "{name}: {:?} {told}", output.status);
            assert!(told.len() < 20_000, "{name}: {} bytes of message", told.len());
        }
    }
}
