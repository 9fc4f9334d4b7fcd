//! Servers that are busy, broken, slow, hostile, or no service of ours.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpListener;
use std::sync::{Arc, Mutex};

use super::{Ran, SECRET, folder, run};
use crate::folder::Folder;

const ALIVE: &str = r#"{"status":"ok","service":"hirewall"}"#;

/// A server that answers each connection's request with the next of these, and keeps what it was sent.
struct Stranger {
    url: String,
    asked: Arc<Mutex<Vec<String>>>,
}

impl Stranger {
    fn new(answers: Vec<Vec<u8>>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let asked = Arc::new(Mutex::new(Vec::new()));
        let kept = Arc::clone(&asked);
        std::thread::spawn(move || {
            let mut held = Vec::new();
            for answer in answers {
                let Ok((stream, _)) = listener.accept() else { return };
                let mut reader = BufReader::new(stream);
                let mut request = String::new();
                let mut length = 0;
                loop {
                    let mut line = String::new();
                    if reader.read_line(&mut line).unwrap_or(0) == 0 || line == "\r\n" {
                        break;
                    }
                    if let Some(value) = line.to_lowercase().strip_prefix("content-length:") {
                        length = value.trim().parse().unwrap();
                    }
                    request += &line;
                }
                let mut body = vec![0; length];
                let _ = reader.read_exact(&mut body);
                kept.lock().unwrap().push(request + &String::from_utf8_lossy(&body));
                let _ = reader.get_mut().write_all(&answer);
                if answer.is_empty() {
                    // One that never answers.
                    held.push(reader);
                }
            }
            // Nobody is told that it ended before whoever waits has had enough.
            std::thread::park();
        });
        Self { url, asked }
    }

    fn asked(&self) -> Vec<String> {
        self.asked.lock().unwrap().clone()
    }
}

fn answer(status: &str, media: &str, more: &str, body: &str) -> Vec<u8> {
    let length = body.len();
    format!("HTTP/1.1 {status}\r\nConnection: close\r\nContent-Type: {media}\r\nContent-Length: {length}\r\n{more}\r\n{body}").into()
}

fn json(body: &str) -> Vec<u8> {
    answer("200 OK", "application/json", "", body)
}

fn problem(status: &str, more: &str, detail: &str) -> Vec<u8> {
    let body = serde_json::json!({"title": "t", "detail": detail, "help": "See \u{1b}[31mthere."}).to_string();
    answer(status, "application/problem+json", more, &body)
}

fn busy(after: &str) -> Vec<u8> {
    problem("429 Too Many Requests", &format!("Retry-After: {after}\r\n"), "too many requests are under way")
}

fn export() -> Vec<u8> {
    json(&format!(r#"{{"subject":"{SECRET}","exported_at":"2026-01-01T00:00:00Z","decisions":[{{}},{{}}]}}"#))
}

fn with_token() -> Folder {
    let folder = folder();
    folder.write("token", b"hirewall_SECRET");
    folder
}

fn ask(folder: &Folder, stranger: &Stranger, command: &[&str]) -> Ran {
    let own = ["--server", stranger.url.as_str(), "--token-file", "token"];
    run(folder, &[command, &own].concat(), &[])
}

const EXPORT: [&str; 3] = ["subject", "export", SECRET];
const ERASE: [&str; 5] = ["subject", "erase", SECRET, "--reason", "asked"];

#[test]
fn a_busy_service_is_asked_again_while_there_is_time() {
    let folder = with_token();
    let stranger = Stranger::new(vec![json(ALIVE), busy("0"), busy("0"), export()]);
    let ran = ask(&folder, &stranger, &EXPORT);
    assert!(ran.code == Some(0) && ran.err == "2 decisions exported\n", "{ran:?}");
    assert_eq!(stranger.asked().len(), 4);

    let stranger = Stranger::new(vec![json(ALIVE), busy("3600")]);
    let ran = ask(&folder, &stranger, &EXPORT);
    assert!(ran.code == Some(4) && ran.err.contains("too many requests"), "{ran:?}");
}

#[test]
fn what_is_no_service_of_ours_is_sent_neither_token_nor_person() {
    let folder = with_token();
    let strangers = [
        (vec![json(r#"{"status":"ok"}"#)], "not Hirewall"),
        (vec![answer("200 OK", "text/html", "", "<html>")], "not Hirewall"),
        (vec![answer("404 Not Found", "text/plain", "", "no")], "not Hirewall"),
        (vec![json(&format!("[{}1]", "1,".repeat(100_000)))], "not Hirewall"),
        (
            vec![answer("301 Moved", "text/html", "Location: http://127.0.0.1:1/healthz\r\n", "")],
            "somewhere else (301)",
        ),
        (vec![b"SSH-2.0-OpenSSH_9.9\r\n".to_vec()], "does not speak HTTP"),
        (vec![b"\x15\x03\x03\x00\x02\x02\x46".to_vec()], "does not speak HTTP"),
    ];
    for (answers, message) in strangers {
        let stranger = Stranger::new(answers);
        let ran = ask(&folder, &stranger, &ERASE);
        assert!(ran.code == Some(2) && ran.err.contains(message), "{message}: {ran:?}");
        let asked = stranger.asked();
        assert!(asked.len() == 1 && asked[0].starts_with("GET /healthz HTTP/1.1"), "{asked:?}");
        assert!(!asked[0].contains("SECRET") && !asked[0].contains(SECRET), "{asked:?}");
    }
    // And ours is sent the one in its header and the other in its path, nothing else.
    let stranger = Stranger::new(vec![json(ALIVE), json(r#"{"decisions":3}"#)]);
    let ran = ask(&folder, &stranger, &ERASE);
    assert_eq!((ran.code, ran.out.as_str()), (Some(0), "3 decisions lost their content\n"), "{}", ran.err);
    let asked = stranger.asked().remove(1);
    assert!(asked.starts_with(&format!("POST /v1/subjects/{SECRET}/erase HTTP/1.1\r\n")), "{asked}");
    assert!(asked.to_lowercase().contains("authorization: bearer hirewall_secret\r\n"), "{asked}");
    assert!(asked.ends_with(r#"{"reason":"asked"}"#), "{asked}");
}

#[test]
fn answers_that_break_off_or_are_something_else_are_never_taken_for_whole() {
    let folder = with_token();
    let whole = r#"{"subject":"x","exported_at":"2026-01-01T00:00:00Z","decisions":[]}"#;
    let chunked = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n";
    let page = "<!doctype html>\n<title>half";
    let dossier = ["dossier", SECRET];
    let cases: [(&[&str], Vec<u8>, i32, &str); 13] = [
        (&EXPORT, format!("{chunked}5\r\n{{\"sub\r\n").into(), 4, "broke off"),
        (&EXPORT, [&json(whole)[..json(whole).len() - 4]].concat(), 4, "broke off"),
        (&EXPORT, b"\0".to_vec(), 2, "does not speak HTTP"),
        // Of somebody else, as a cache between might answer.
        (&EXPORT, json(whole), 4, "not what was asked for"),
        (&EXPORT, json("{\"decisions\":[]}"), 4, "not what was asked for"),
        (&EXPORT, answer("200 OK", "text/html", "", "<html>sign in"), 4, "not what was asked for"),
        (&dossier, answer("200 OK", "text/html", "", page), 4, "not what was asked for"),
        (&dossier, json("{}"), 4, "not what was asked for"),
        (&ERASE, json("{}"), 4, "may have been done"),
        (&ERASE, answer("502 Bad Gateway", "text/html", "", "<html>"), 4, "not by Hirewall"),
        (&ERASE, answer("302 Found", "text/html", "Location: /login\r\n", ""), 4, "not by Hirewall"),
        (
            &ERASE,
            problem("503 Service Unavailable", "", "the store took longer than 10000 ms"),
            4,
            "may have been done",
        ),
        (&ERASE, problem("500 Internal Server Error", "", "a defect"), 4, "a defect"),
    ];
    for (at, (command, bytes, code, message)) in cases.into_iter().enumerate() {
        let ran = ask(&folder, &Stranger::new(vec![json(ALIVE), bytes]), command);
        assert!(ran.code == Some(code) && ran.err.contains(message), "{at}, {message}: {ran:?}");
        assert!(ran.out.is_empty() && !ran.err.contains(SECRET), "{at}, {message}: {ran:?}");
    }
}

#[test]
fn time_and_size_are_limited_and_the_limits_can_be_set() {
    let folder = with_token();
    let silent = Stranger::new(vec![Vec::new()]);
    let ran = ask(&folder, &silent, &[&EXPORT[..], &["--timeout", "100ms"]].concat());
    assert!(ran.code == Some(4) && ran.err.contains("within 100 ms") && ran.err.contains("--timeout"), "{ran:?}");
    assert!(!ran.err.contains("may have been done"), "{ran:?}");
    let silent = Stranger::new(vec![json(ALIVE), Vec::new()]);
    let ran = ask(&folder, &silent, &[&ERASE[..], &["--timeout", "3s"]].concat());
    assert!(ran.code == Some(4) && ran.err.contains("within 3 s") && ran.err.contains("may have been done"), "{ran:?}");

    let large = format!(r#"{{"subject":"{SECRET}","decisions":["{}"]}}"#, "x".repeat(2_000));
    for (limit, code) in [("1KiB", 2), ("4KiB", 0)] {
        let stranger = Stranger::new(vec![json(ALIVE), json(&large)]);
        let ran = ask(&folder, &stranger, &[&EXPORT[..], &["--answer-limit", limit]].concat());
        assert_eq!(ran.code, Some(code), "{}", ran.err);
        assert!(code == 0 || (ran.err.contains("larger than 1 KiB") && ran.err.contains("--answer-limit")), "{ran:?}");
    }
    for (flag, bad) in [
        ("--timeout", "10"),
        ("--timeout", "0s"),
        ("--timeout", "2d"),
        ("--answer-limit", "1"),
        ("--answer-limit", "1B"),
    ] {
        let ran = run(&folder, &["dossier", "x", "--server", "http://127.0.0.1:1", flag, bad], &[]);
        assert!(ran.code == Some(2) && ran.err.contains("with its unit"), "{ran:?}");
    }
}

#[test]
fn what_a_server_says_commands_no_terminal_and_is_cut() {
    let folder = with_token();
    let detail = format!("gone\u{1b}[2J\r\nerror: \u{202e}{}", "x".repeat(10_000));
    let stranger = Stranger::new(vec![json(ALIVE), problem("404 Not Found", "", &detail)]);
    let ran = ask(&folder, &stranger, &EXPORT);
    assert!(ran.code == Some(3) && ran.err.contains("gone\\u{1b}[2J\\r\\nerror"), "{ran:?}");
    let echo = problem("400 Bad Request", "", "authorization: Bearer hirewall_SECRET is bad");
    let echoed = ask(&folder, &Stranger::new(vec![json(ALIVE), echo]), &EXPORT);
    assert!(echoed.err.contains("authorization: Bearer … is bad"), "{}", echoed.err);
    assert!(ran.err.contains("See \\u{1b}[31mthere.") && ran.err.len() < 1_000, "{} bytes", ran.err.len());
    assert!(
        ran.err.chars().all(|letter| letter == '\n' || letter == '…' || (' '..='~').contains(&letter)),
        "{}",
        ran.err
    );
}
