//! What no case file can describe: a reader that goes away, a writer that waits, a signal, a bound on memory.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::path::Path;
use std::process::{Child, Command, Stdio};

/// `hirewall decide` over standard input with the small policies of these tests.
fn decide(arguments: &[&str]) -> Child {
    Command::new(env!("CARGO_BIN_EXE_hirewall"))
        .args(["decide", "--format", "ndjson", "--as-of", "2026-02-01", "--policies"])
        .arg(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/policies"))
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap()
}

fn record(number: usize) -> String {
    let years = number % 60;
    format!(
        "{{\"kind\": \"applicant\", \"id\": \"a-{number}\", \"email\": \"a{number}@example.com\", \"years\": {years}}}\n"
    )
}

fn stderr(child: &mut Child) -> String {
    let mut text = String::new();
    child.stderr.take().unwrap().read_to_string(&mut text).unwrap();
    text
}

#[test]
fn a_reader_that_goes_away_ends_the_run_quietly() {
    let mut child = decide(&[]);
    let mut stdin = child.stdin.take().unwrap();
    let writer = std::thread::spawn(move || {
        // It never ends by itself.
        (0..).map_while(|number| stdin.write_all(record(number).as_bytes()).ok()).count()
    });
    let mut out = BufReader::new(child.stdout.take().unwrap());
    let mut line = String::new();
    out.read_line(&mut line).unwrap();
    assert!(line.contains("\"a-0\""), "{line}");
    drop(out);
    let told = stderr(&mut child);
    assert_eq!(child.wait().unwrap().code(), Some(0), "{told}");
    assert_eq!(told, "");
    assert!(writer.join().unwrap() > 0);
}

#[test]
fn a_slow_writer_gets_each_answer_before_the_next_record() {
    let mut child = decide(&["--quiet"]);
    let mut stdin = child.stdin.take().unwrap();
    let mut out = BufReader::new(child.stdout.take().unwrap());
    for number in 0..3 {
        stdin.write_all(record(number).as_bytes()).unwrap();
        stdin.flush().unwrap();
        let mut line = String::new();
        out.read_line(&mut line).unwrap();
        assert!(line.contains(&format!("\"a-{number}\"")), "{line}");
    }
    drop(stdin);
    assert_eq!(child.wait().unwrap().code(), Some(0));
}

#[cfg(unix)]
#[test]
fn an_interrupt_keeps_what_was_decided_and_says_so() {
    let mut child = decide(&[]);
    let mut stdin = child.stdin.take().unwrap();
    let mut out = BufReader::new(child.stdout.take().unwrap());
    stdin.write_all(record(7).as_bytes()).unwrap();
    stdin.flush().unwrap();
    let mut line = String::new();
    out.read_line(&mut line).unwrap();
    assert!(line.ends_with("}\n"), "{line}");
    let sent = Command::new("kill").args(["-INT", &child.id().to_string()]).status().unwrap();
    assert!(sent.success());
    let told = stderr(&mut child);
    assert_eq!(child.wait().unwrap().code(), Some(130), "{told}");
    assert!(told.contains("1 record decided") && told.contains("interrupted"), "{told}");
    drop(stdin);
}

#[cfg(target_os = "linux")]
#[test]
fn memory_does_not_grow_with_the_number_of_records() {
    const RECORDS: usize = 200_000;
    /// Threads, code, policies and the records under way; the input is 16 MB, the output 60 MB.
    const MAX_KIB: u64 = 64 << 10;
    let mut child = decide(&["--progress", "never"]);
    let mut stdin = child.stdin.take().unwrap();
    let writer = std::thread::spawn(move || {
        let mut buffered = std::io::BufWriter::new(&mut stdin);
        for number in 0..RECORDS {
            buffered.write_all(record(number).as_bytes()).unwrap();
        }
        buffered.flush().unwrap();
        drop(buffered);
        stdin
    });
    let out = BufReader::new(child.stdout.take().unwrap());
    let mut lines = out.lines();
    for number in 0..RECORDS {
        let line = lines.next().unwrap().unwrap();
        assert!(line.contains(&format!("\"id\":\"a-{number}\"")), "record {number} is out of order: {line}");
    }
    // It waits for more input: now its greatest size can be read.
    let stdin = writer.join().unwrap();
    let status = std::fs::read_to_string(format!("/proc/{}/status", child.id())).unwrap();
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).expect("a peak");
    let kib: u64 = peak.trim().trim_end_matches(" kB").parse().unwrap();
    drop(stdin);
    assert!(lines.next().is_none());
    let told = stderr(&mut child);
    assert_eq!(child.wait().unwrap().code(), Some(0), "{told}");
    assert!(told.contains("200,000 records decided"), "{told}");
    assert!(kib < MAX_KIB, "{kib} KiB at most, {MAX_KIB} allowed");
}
