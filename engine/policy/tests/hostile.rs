//! Texts that want to break the compiler: it answers with diagnostics, soon, and without a panic.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may fail loudly")]

use hirewall_policy::{Compilation, Limits, Options, SourceFile, compile};
use proptest::prelude::*;

const SCHEMA: &str = include_str!("person.schema.json");
const FINE: &str = include_str!("corpus/fine_everything.yaml");

fn check(files: Vec<SourceFile>) -> Compilation {
    let compilation = compile(files, &Options::default());
    for diagnostic in &compilation.diagnostics {
        for label in &diagnostic.labels {
            let text = compilation.sources.text(label.source);
            let span = label.span;
            assert!(span.start <= span.end && span.end as usize <= text.len().max(3), "{diagnostic:?}");
        }
    }
    assert_eq!(
        compilation.bundle.is_none(),
        compilation.diagnostics.iter().any(hirewall_diagnostic::Diagnostic::is_error)
    );
    // Rendering cuts texts at the spans, so that it would panic where one is off.
    let few: Vec<_> = compilation.diagnostics.iter().take(20).cloned().collect();
    let _ = hirewall_diagnostic::render::text(&few, &compilation.sources, false);
    compilation
}

fn with_schema(text: impl Into<String>) -> Vec<SourceFile> {
    vec![SourceFile::new("person.schema.json", SCHEMA), SourceFile::new("a.yaml", text)]
}

fn codes(compilation: &Compilation) -> Vec<&'static str> {
    compilation.diagnostics.iter().filter(|d| d.is_error()).map(|diagnostic| diagnostic.code.id()).collect()
}

#[test]
fn bombs_are_refused_without_being_unfolded() {
    let mut bomb =
        String::from("policy: a\napplies_to: person\nrules:\n- &x0 {id: a, score: 1, when: person.remote}\n");
    for level in 1..60 {
        let alias = format!("*x{}", level - 1);
        bomb.push_str(&format!("- &x{level} [{}]\n", [alias.as_str(); 9].join(", ")));
    }
    assert!(codes(&check(with_schema(bomb))).contains(&"E007"));
    let mut merges =
        String::from("policy: a\napplies_to: person\nlet:\n  &m0 l0: person.remote\nrules: []\nx0: &x0 {k: 1}\n");
    for level in 1..60 {
        merges.push_str(&format!("x{level}: &x{level} {{<<: [*x{0}, *x{0}], k{level}: {{<<: *x{0}}}}}\n", level - 1));
    }
    check(with_schema(merges));
}

#[test]
fn nesting_is_limited() {
    for (open, close) in [("[", "]"), ("{a: ", "}"), ("- ", ""), ("? ", "")] {
        let text =
            format!("policy: a\napplies_to: person\nrules:\n {}x{}\n", open.repeat(10_000), close.repeat(10_000));
        let compilation = check(with_schema(text));
        assert!(compilation.bundle.is_none(), "{open}");
    }
    let text = format!("policy: a\napplies_to: person\nrules: {}1{}\n", "[".repeat(100), "]".repeat(100));
    assert_eq!(codes(&check(with_schema(text))), ["E008"]);
}

#[test]
fn ten_megabytes_get_an_answer() {
    let rules = "  - {id: a, score: 1, when: person.remotee}\n".repeat(230_000);
    let compilation = check(with_schema(format!("policy: a\napplies_to: person\nrules:\n{rules}")));
    assert!(compilation.bundle.is_none());
    assert!(compilation.diagnostics.len() < 1_000, "{}", compilation.diagnostics.len());
    let last = compilation.diagnostics.iter().rfind(|d| d.code.id() == "E203").unwrap();
    assert!(last.notes.iter().any(|note| note.contains("1900 more")), "{last:?}");
    check(with_schema("a".repeat(10 << 20)));
    check(with_schema(format!("policy: {}", "\n".repeat(10 << 20))));
    let large = check(with_schema(" ".repeat(Limits::default().yaml_bytes + 1)));
    assert_eq!(codes(&large), ["E092"]);
}

#[test]
fn long_conditions_get_an_answer() {
    for condition in [
        format!("'{}person.remote{}'", "(".repeat(10_000), ")".repeat(10_000)),
        format!("'person.remote{}'", " && person.remote".repeat(60_000)),
        format!("'{}'", "!".repeat(100_000)),
        format!("'person.id == \"{}\"'", "x".repeat(1 << 20)),
    ] {
        let text = format!("policy: a\napplies_to: person\nrules:\n  - {{id: a, score: 1, when: {condition}}}\n");
        assert!(check(with_schema(text)).bundle.is_none());
    }
}

#[test]
fn the_order_of_files_does_not_matter() {
    let files = || {
        vec![
            SourceFile::new("person.schema.json", SCHEMA),
            SourceFile::new("b.yaml", FINE),
            SourceFile::new("a.yaml", "settings: x\n"),
            SourceFile::new("notes.txt", "no part of it"),
        ]
    };
    let mut turned = files();
    turned.reverse();
    let ids = |compilation: &Compilation| {
        compilation.diagnostics.iter().map(|d| (d.code.id(), d.message.clone(), d.labels.clone())).collect::<Vec<_>>()
    };
    assert_eq!(ids(&check(files())), ids(&check(turned)));
}

#[test]
fn the_digest_names_the_texts_that_take_part() {
    let digest = |files: Vec<SourceFile>| check(files).bundle.unwrap().digest;
    let first = digest(with_schema(FINE));
    assert!(first.starts_with("sha256:") && first.len() == 71);
    assert_eq!(first, digest(with_schema(FINE.replace('\n', "\r\n"))));
    let mut more = with_schema(FINE);
    more.push(SourceFile::new("README.md", "not read"));
    assert_eq!(first, digest(more));
    assert_ne!(first, digest(with_schema(FINE.replace("score: 8", "score: 9").replace("score: 16", "score: 18"))));
}

#[test]
fn a_bundle_can_be_shared_between_threads() {
    fn shared<T: Send + Sync>() {}
    shared::<hirewall_policy::Bundle>();
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn random_bytes_do_not_panic(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        check(vec![SourceFile::from_bytes("a.yaml", bytes.clone()), SourceFile::from_bytes("b.schema.json", bytes)]);
    }

    #[test]
    fn yaml_like_texts_do_not_panic(text in "([a-z]{1,6}: |- |\\[|\\]|\\{|\\}|&a |\\*a|<<: |\"|'|\\||>|#|!|\n|\n  |\n    |\t|policy: a|rules:|when: |é|, ){0,40}") {
        check(with_schema(text));
    }

    #[test]
    fn mutated_policies_do_not_panic(at in 0..FINE.len(), cut in 0..40_usize, put in "[\\[\\]{}:,'\"|>&*!#\n\t -]{0,6}|[a-z]{0,5}|\u{fffd}|é") {
        let mut start = at;
        while !FINE.is_char_boundary(start) { start -= 1; }
        let mut end = (start + cut).min(FINE.len());
        while !FINE.is_char_boundary(end) { end += 1; }
        let text = format!("{}{put}{}", FINE.get(..start).unwrap(), FINE.get(end..).unwrap());
        check(with_schema(text));
    }
}
