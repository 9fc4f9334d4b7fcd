//! Inputs made to hurt: each gets an answer in words, on a small stack, without a panic.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::thread;

use hirewall::expr::{Env, syntax};
use hirewall::model::{DecodeOptions, Record, Schema};
use hirewall::{Engine, SourceFile};
use std::sync::Arc;

/// A quarter of what a thread gets by default.
const SMALL_STACK: usize = 512 * 1024;

fn on_small_stack<T: Send + 'static>(name: &str, work: impl FnOnce() -> T + Send + 'static) -> T {
    thread::Builder::new()
        .name(name.to_owned())
        .stack_size(SMALL_STACK)
        .spawn(work)
        .unwrap()
        .join()
        .unwrap_or_else(|_| panic!("`{name}` panicked"))
}

fn conditions() -> Vec<(&'static str, String)> {
    let many = |part: &str, count: usize| part.repeat(count);
    vec![
        ("a name of 1 MB", many("a", 1 << 20)),
        ("a string of 1 MB", format!("\"{}\"", many("x", 1 << 20))),
        ("10,000 parentheses", format!("{}1{}", many("(", 10_000), many(")", 10_000))),
        ("10,000 open parentheses", many("(", 10_000)),
        ("10,000 brackets", format!("{}1{}", many("[", 10_000), many("]", 10_000))),
        ("10,000 braces", many("{1:", 10_000)),
        ("100,000 additions", format!("1{}", many("+1", 100_000))),
        ("100,000 conjunctions", format!("true{}", many("&&true", 100_000))),
        ("100,000 disjunctions", format!("true{}", many("||true", 100_000))),
        ("100,000 comparisons", format!("1{}", many("<1", 100_000))),
        ("100,000 negations", format!("{}true", many("!", 100_000))),
        ("100,000 minus signs", format!("{}1", many("-", 100_000))),
        ("100,000 selections", format!("a{}", many(".b", 100_000))),
        ("100,000 calls", format!("a{}", many(".f()", 100_000))),
        ("100,000 indexes", format!("a{}", many("[0]", 100_000))),
        ("20,000 ternaries", format!("{}1", many("true?1:", 20_000))),
        ("20,000 nested ternaries", format!("{}1", many("true?", 20_000))),
        ("5,000 nested macros", format!("{}true{}", many("[1].all(x,", 5_000), many(")", 5_000))),
        ("a list of 200,000 elements", format!("[{}]", many("1,", 200_000))),
        ("unfinished escapes", many("\"\\", 10_000)),
        ("control characters", (0_u8..32).map(char::from).cycle().take(10_000).collect()),
        ("a pattern that is a bomb", "\"a\".matches(\"((a{1000}){1000}){1000}\")".to_owned()),
    ]
}

#[test]
fn hostile_conditions_get_an_answer_on_a_small_stack() {
    for (name, text) in conditions() {
        on_small_stack(name, move || {
            let env = Env::new();
            if let Err(problems) = env.compile(&text) {
                assert!(!problems.is_empty());
                for problem in &problems {
                    assert!(problem.message.len() < 10_000, "a message repeats the input");
                    assert!(problem.span.end as usize <= text.len());
                }
            }
            if let Ok(ast) = syntax::parse(&text, &hirewall::expr::Limits::default()) {
                drop(ast);
            }
        });
    }
}

#[test]
fn hostile_yaml_gets_diagnostics() {
    let files = [
        ("a bomb of aliases", {
            let mut text = String::from("a: &a [x,x,x,x,x,x,x,x,x]\n");
            for level in 1..12 {
                let (name, before) = (char::from(b'a' + level), char::from(b'a' + level - 1));
                text.push_str(&format!("{name}: &{name} [{}]\n", format!("*{before},").repeat(9)));
            }
            text
        }),
        ("10 MB of one key", format!("{}: 1\n", "k".repeat(10 << 20))),
        ("10 MB of entries", "- x\n".repeat((10 << 20) / 4)),
        ("20,000 nested sequences", "[".repeat(20_000)),
        ("20,000 nested mappings", "{a: ".repeat(20_000)),
        ("20,000 levels of indentation", (0..2_000).map(|n| format!("{}a:\n", " ".repeat(n))).collect()),
        ("100,000 documents", "---\n".repeat(100_000)),
        ("a self reference", "policy: &p [*p]\n".to_owned()),
        ("nothing", String::new()),
        ("a byte order mark", "\u{feff}policy: x\n".to_owned()),
        ("control characters", "policy: \u{1}\u{7f}\u{202e}\n".to_owned()),
    ];
    for (name, text) in files {
        on_small_stack(name, move || {
            let result = Engine::from_files(vec![SourceFile::new("hostile.yaml", text)]);
            if !matches!(name, "nothing" | "100,000 documents") {
                let error = result.err().unwrap_or_else(|| panic!("`{name}` was accepted"));
                assert!(!error.diagnostics.is_empty(), "{name}");
                assert!(error.diagnostics.iter().all(|it| it.message.len() < 10_000), "{name}");
            }
        });
    }
}

#[test]
fn hostile_records_are_refused_in_words() {
    let schema = Arc::new(
        Schema::compile(include_str!("../policies/schema/applicant.schema.json")).unwrap_or_else(|_| panic!("schema")),
    );
    let head = r#"{"kind": "applicant", "id": "a", "applied_at": "2026-01-01T00:00:00Z", "custom": "#;
    let records: Vec<(&str, Vec<u8>)> = vec![
        ("10,000 nested arrays", format!("{head}{}{}}}", "[".repeat(10_000), "]".repeat(10_000)).into_bytes()),
        ("10,000 open objects", format!("{head}{}", "{\"a\":".repeat(10_000)).into_bytes()),
        ("a string of 40 MB", format!("{head}{{\"a\": \"{}\"}}}}", "x".repeat(40 << 20)).into_bytes()),
        ("a million keys", {
            let mut text = format!("{head}{{");
            for n in 0..1_000_000 {
                text.push_str(&format!("\"k{n}\":1,"));
            }
            text.push_str("\"end\":1}}");
            text.into_bytes()
        }),
        ("a huge number", format!("{head}{{\"a\": 1e999}}}}").into_bytes()),
        ("not UTF-8", b"{\"kind\": \"applicant\", \"id\": \"\xff\xfe\"}".to_vec()),
        (
            "a lone surrogate",
            br#"{"kind": "applicant", "id": "\ud800", "applied_at": "2026-01-01T00:00:00Z"}"#.to_vec(),
        ),
        (
            "a duplicate key",
            br#"{"kind": "applicant", "id": "a", "id": "b", "applied_at": "2026-01-01T00:00:00Z"}"#.to_vec(),
        ),
        ("trailing text", br#"{"kind": "applicant", "id": "a", "applied_at": "2026-01-01T00:00:00Z"} {}"#.to_vec()),
        ("nothing", Vec::new()),
        ("an array", b"[1]".to_vec()),
    ];
    for (name, bytes) in records {
        let schema = Arc::clone(&schema);
        on_small_stack(name, move || {
            let answer = catch_unwind(AssertUnwindSafe(|| {
                Record::decode(&schema, &bytes, &DecodeOptions::default()).err().map(|problems| {
                    assert!(!problems.is_empty());
                    assert!(problems.iter().all(|problem| problem.to_string().len() < 10_000));
                })
            }));
            assert!(matches!(answer, Ok(Some(()))), "`{name}` was not refused in words");
        });
    }
}
