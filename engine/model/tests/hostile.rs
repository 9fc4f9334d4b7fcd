//! Inputs made to break a reader: they get a problem with the right code, and quickly.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

use std::sync::Arc;

use hirewall_model::{DecodeOptions, Record, Schema, peek_kind};

fn schema() -> Arc<Schema> {
    let text = r#"{"x-record": {"kind": "thing", "id": "/id"}, "type": "object", "required": ["id"], "additionalProperties": false,
        "properties": {"id": {"type": "string"}, "s": {"type": "string"}, "n": {"type": "number"}, "any": {}, "o": {"type": "object"},
            "l": {"type": "array", "items": {"type": "array", "items": {"type": "integer"}}}}}"#;
    Arc::new(Schema::compile(text).unwrap())
}

fn code(text: &[u8]) -> &'static str {
    match Record::decode(&schema(), text, &DecodeOptions::default()) {
        Ok(_) => "fits",
        Err(problems) => problems.first().unwrap().code(),
    }
}

#[test]
fn malformed_and_oversized_texts_get_their_code() {
    let nested = |open: &str, close: &str, times: usize| open.repeat(times) + "1" + &close.repeat(times);
    let member = |name: &str, value: &str| format!(r#"{{"id": "r", "{name}": {value}}}"#).into_bytes();
    let cases: Vec<(&str, Vec<u8>, &str)> = vec![
        ("nothing", vec![], "R501"),
        ("white space", b" \n\t ".to_vec(), "R501"),
        ("byte order mark", b"\xef\xbb\xbf{\"id\": \"r\"}".to_vec(), "R502"),
        ("UTF-16", b"\xff\xfe{\0}\0".to_vec(), "R502"),
        ("Latin-1 in a string", b"{\"id\": \"caf\xe9\"}".to_vec(), "R502"),
        ("overlong UTF-8", b"{\"id\": \"\xc0\xaf\"}".to_vec(), "R502"),
        ("surrogate in UTF-8", b"{\"id\": \"\xed\xa0\x80\"}".to_vec(), "R502"),
        ("NUL", b"\0".to_vec(), "R503"),
        ("NUL in a string", b"{\"id\": \"a\0b\"}".to_vec(), "R503"),
        ("escaped NUL", br#"{"id": "a\u0000b"}"#.to_vec(), "fits"),
        ("lone surrogate", br#"{"id": "\ud800"}"#.to_vec(), "R503"),
        ("trailing surrogate", br#"{"id": "\udc00"}"#.to_vec(), "R503"),
        ("cut off", br#"{"id": "r", "s": "#.to_vec(), "R503"),
        ("cut off in a string", br#"{"id": "r"#.to_vec(), "R503"),
        ("trailing text", br#"{"id": "r"} x"#.to_vec(), "R503"),
        ("two records", br#"{"id": "r"}{"id": "s"}"#.to_vec(), "R503"),
        ("trailing comma", br#"{"id": "r",}"#.to_vec(), "R503"),
        ("comment", b"{\"id\": \"r\" /* x */}".to_vec(), "R503"),
        ("single quotes", b"{'id': 'r'}".to_vec(), "R503"),
        ("NaN", member("n", "NaN"), "R503"),
        ("leading zero", member("n", "01"), "R503"),
        ("1e999", member("n", "1e999"), "R505"),
        ("-1e999 where anything goes", member("any", "[-1e999]"), "R505"),
        ("1e-999", member("n", "1e-999"), "fits"),
        ("a number of 100,000 digits", member("n", &"9".repeat(100_000)), "R505"),
        ("an array", b"[]".to_vec(), "R510"),
        ("a string", b"\"id\"".to_vec(), "R510"),
        ("null", b"null".to_vec(), "R510"),
        ("a number", b"7".to_vec(), "R510"),
        ("10,000 arrays", nested("[", "]", 10_000).into_bytes(), "R510"),
        ("10,000 open brackets", "[".repeat(10_000).into_bytes(), "R503"),
        ("10,000 arrays, anything goes", member("any", &nested("[", "]", 10_000)), "R504"),
        ("10,000 objects, anything goes", member("any", &nested(r#"{"a":"#, "}", 10_000)), "R504"),
        ("10,000 arrays where integers are due", member("l", &nested("[", "]", 10_000)), "R510"),
        ("10,000 arrays in an undeclared field", member("zzz", &nested("[", "]", 10_000)), "fits"),
        ("a string of 1 MB", member("s", &format!("\"{}\"", "x".repeat(1 << 20))), "fits"),
        ("1 MB of escapes", member("s", &format!("\"{}\"", "\\n".repeat(1 << 19))), "fits"),
        ("a key of 1 MB", member(&"x".repeat(1 << 20), "1"), "fits"),
        ("duplicate key", br#"{"id": "r", "id": "r"}"#.to_vec(), "R506"),
        ("duplicate key by escape", br#"{"id": "r", "\u0069d": "s"}"#.to_vec(), "R506"),
        ("duplicate undeclared key", br#"{"id": "r", "z": 1, "\u007a": 1}"#.to_vec(), "R506"),
        ("duplicate key, anything goes", br#"{"id": "r", "any": [{"a": 1, "a": 1}]}"#.to_vec(), "R506"),
        ("duplicate key in an object without fields", br#"{"id": "r", "o": {"a": {"b": 1, "b": 1}}}"#.to_vec(), "R506"),
        ("17 MiB", vec![b' '; 17 << 20], "R504"),
        ("2,000,000 elements", member("l", &format!("[[{}1]]", "1,".repeat(2_000_000))), "R504"),
        ("2,000,000 values, anything goes", member("any", &format!("[{}1]", "1,".repeat(2_000_000))), "R504"),
    ];
    for (name, text, expected) in cases {
        let start = std::time::Instant::now();
        assert_eq!(code(&text), expected, "{name}");
        assert!(start.elapsed().as_secs() < 10, "{name} took {:?}", start.elapsed());
        let _ = peek_kind(&text);
    }
}

#[test]
fn many_undeclared_and_many_equal_keys_take_no_quadratic_time() {
    let keys: String = (0..200_000).map(|n| format!(",\"k{n}\":1")).collect();
    assert_eq!(code(format!(r#"{{"id":"r"{keys}}}"#).as_bytes()), "fits");
    let keys = ",\"k\":1".repeat(200_000);
    assert_eq!(code(format!(r#"{{"id":"r"{keys}}}"#).as_bytes()), "R506");
}

#[test]
fn a_small_stack_is_enough_for_any_text() {
    let texts = ["[".repeat(200_000), r#"{"any":"#.repeat(200_000), format!(r#"{{"any":{}"#, "[".repeat(200_000))];
    let thread = std::thread::Builder::new().stack_size(512 << 10).spawn(move || {
        for text in texts {
            assert_ne!(code(text.as_bytes()), "fits");
        }
    });
    thread.unwrap().join().unwrap_or_else(|_| panic!("the thread ran out of stack"));
}
