//! The client against servers on this machine, and against addresses that it must not call.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

use std::io::{Read, Write};
use std::net::TcpListener;
use std::sync::Arc;
use std::thread;

use rcgen::{BasicConstraints, CertificateParams, IsCa, Issuer, KeyPair};
use rustls::pki_types::{PrivateKeyDer, PrivatePkcs8KeyDer};
use rustls::{ServerConfig, ServerConnection, StreamOwned};

use super::{Exchange, FetchError, HttpClient, HttpOptions, HttpUse};

struct Server {
    origin: String,
    authority: Vec<u8>,
    requests: std::sync::mpsc::Receiver<String>,
}

/// A server that gives each connection the next of these answers, and tells of the requests.
fn server(answers: Vec<Vec<u8>>) -> Server {
    let authority_key = KeyPair::generate().unwrap();
    let mut about = CertificateParams::new(Vec::new()).unwrap();
    about.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    let authority = about.self_signed(&authority_key).unwrap();
    let issuer = Issuer::new(about, authority_key);
    let key = KeyPair::generate().unwrap();
    let certificate = CertificateParams::new(vec!["localhost".to_owned()]).unwrap().signed_by(&key, &issuer).unwrap();
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(
            vec![certificate.der().clone()],
            PrivateKeyDer::Pkcs8(PrivatePkcs8KeyDer::from(key.serialize_der())),
        )
        .unwrap();
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let origin = format!("https://localhost:{}", listener.local_addr().unwrap().port());
    let (sender, requests) = std::sync::mpsc::channel();
    let config = Arc::new(config);
    thread::spawn(move || {
        for answer in answers {
            let (socket, _) = listener.accept().unwrap();
            let mut stream = StreamOwned::new(ServerConnection::new(Arc::clone(&config)).unwrap(), socket);
            let mut request = Vec::new();
            let mut buffer = [0; 4_096];
            // The requests here end with an empty line, or with the body that follows it at once.
            while !request.windows(4).any(|window| window == b"\r\n\r\n") {
                match stream.read(&mut buffer) {
                    Ok(count) if count > 0 => request.extend_from_slice(buffer.get(..count).unwrap()),
                    _ => break,
                }
            }
            let _ = sender.send(String::from_utf8_lossy(&request).into_owned());
            let _ = stream.write_all(&answer);
            stream.conn.send_close_notify();
            let _ = stream.flush();
        }
    });
    Server { origin, authority: authority.der().to_vec(), requests }
}

fn client(server: &Server, options: HttpOptions) -> HttpClient {
    HttpClient::of_this_machine(options, &server.authority)
}

fn get<'r>(url: &'r str, headers: &'r [(String, String)]) -> Exchange<'r> {
    Exchange { method: "GET", url, headers, body: b"", timeout_ms: 10_000 }
}

fn ok(body: &str) -> Vec<u8> {
    format!("HTTP/1.1 200 OK\r\nContent-Length: {}\r\nX-Seen: yes\r\n\r\n{body}", body.len()).into_bytes()
}

#[test]
fn a_granted_origin_is_called_and_its_answer_handed_over() {
    let server = server(vec![ok("hello")]);
    let url = format!("{}/path?q=1", server.origin);
    let headers = [("X-Key".to_owned(), "secret".to_owned())];
    let client = client(&server, HttpOptions::default());
    let answer = client.fetch(&get(&url, &headers), [&*server.origin].into_iter(), &mut HttpUse::default()).unwrap();
    assert_eq!((answer.status, answer.body.as_slice()), (200, b"hello".as_slice()));
    assert!(answer.headers.contains(&("x-seen".to_owned(), "yes".to_owned())));
    let request = server.requests.recv().unwrap();
    assert!(request.starts_with("GET /path?q=1 HTTP/1.1\r\n"), "{request}");
    assert!(request.contains("x-key: secret\r\n"), "{request}");
}

#[test]
fn an_answer_that_points_elsewhere_is_not_followed() {
    let elsewhere = b"HTTP/1.1 302 Found\r\nLocation: https://localhost:1/\r\nContent-Length: 0\r\n\r\n".to_vec();
    let server = server(vec![elsewhere]);
    let url = format!("{}/", server.origin);
    let client = client(&server, HttpOptions::default());
    let answer = client.fetch(&get(&url, &[]), [&*server.origin].into_iter(), &mut HttpUse::default()).unwrap();
    assert_eq!(answer.status, 302);
}

#[test]
fn limits_hold_for_bodies_and_calls() {
    let server = server(vec![ok(&"x".repeat(101)), ok("y")]);
    let url = format!("{}/", server.origin);
    let options = HttpOptions { response_bytes: 100, request_bytes: 10, calls: 3, ..HttpOptions::default() };
    let client = client(&server, options);
    let mut used = HttpUse::default();
    let mut fetch = |exchange: &Exchange<'_>| client.fetch(exchange, [&*server.origin].into_iter(), &mut used);
    assert_eq!(fetch(&get(&url, &[])).unwrap_err(), FetchError::TooLarge);
    let post = Exchange { method: "POST", body: &[0; 11], ..get(&url, &[]) };
    assert_eq!(fetch(&post).unwrap_err(), FetchError::TooLarge);
    assert_eq!(fetch(&get(&url, &[])).unwrap().body, b"y");
    assert_eq!(fetch(&get(&url, &[])).unwrap_err(), FetchError::Budget);
}

#[test]
fn time_is_limited_over_all_calls() {
    // It takes the connection and says nothing.
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let origin = format!("https://localhost:{}", listener.local_addr().unwrap().port());
    let authority = KeyPair::generate().unwrap();
    let root = CertificateParams::new(Vec::new()).unwrap().self_signed(&authority).unwrap();
    let options = HttpOptions { time_ms: 100, ..HttpOptions::default() };
    let client = HttpClient::of_this_machine(options, root.der());
    let mut used = HttpUse::default();
    let url = format!("{origin}/");
    let mut fetch = || client.fetch(&get(&url, &[]), [&*origin].into_iter(), &mut used).unwrap_err();
    assert_eq!(fetch(), FetchError::Timeout);
    assert_eq!(fetch(), FetchError::Budget);
}

#[test]
fn what_is_not_granted_not_https_or_not_public_is_denied() {
    let client = HttpClient::new(HttpOptions::default());
    let granted =
        ["https://127.0.0.1", "https://localhost", "https://[::1]", "https://169.254.169.254", "https://example.com"];
    let urls = [
        "https://127.0.0.1/",
        "https://localhost/",
        "https://[::1]/",
        "https://169.254.169.254/latest/meta-data",
        "http://example.com/",
        "https://example.com:8443/",
        "https://user@example.com/",
        "https://example.com@127.0.0.1/",
        "https://example.com.evil.test/",
        "https://evil.test/",
        "file:///etc/passwd",
        "/relative",
        "",
    ];
    for url in urls {
        let answer = client.fetch(&get(url, &[]), granted.into_iter(), &mut HttpUse::default());
        match answer {
            Err(FetchError::Denied) => {}
            other => panic!("{url}: {other:?}"),
        }
    }
}

#[test]
fn headers_of_the_connection_and_odd_methods_are_denied() {
    let client = HttpClient::new(HttpOptions::default());
    let fetch = |exchange: &Exchange<'_>| {
        client.fetch(exchange, ["https://localhost"].into_iter(), &mut HttpUse::default()).unwrap_err()
    };
    for (name, value) in [
        ("Host", "x"),
        ("transfer-encoding", "chunked"),
        ("X-Forwarded-For", "1.1.1.1"),
        ("a b", "x"),
        ("x", "a\r\nb: c"),
    ] {
        let headers = [(name.to_owned(), value.to_owned())];
        assert_eq!(fetch(&get("https://localhost/", &headers)), FetchError::Denied, "{name}");
    }
    for method in ["DELETE", "CONNECT", "get", ""] {
        let exchange = Exchange { method, ..get("https://localhost/", &[]) };
        assert_eq!(fetch(&exchange), FetchError::Denied, "{method}");
    }
}
