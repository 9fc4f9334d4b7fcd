//! From a directory to an engine, and what is said when that fails.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};

use hirewall::diagnostic::render;
use hirewall::model::DecodeOptions;
use hirewall::{Engine, Loader, Verdict};

use super::sample;

/// A policy directory of its own for a test, removed at its end.
struct Directory(PathBuf);

impl Directory {
    fn with(files: &[(&str, &str)]) -> Self {
        static NEXT: AtomicUsize = AtomicUsize::new(0);
        let name = format!("hirewall-facade-{}-{}", std::process::id(), NEXT.fetch_add(1, Ordering::Relaxed));
        let root = std::env::temp_dir().join(name);
        for (path, text) in files {
            let path = root.join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        }
        Self(root)
    }

    fn path(&self) -> &Path {
        &self.0
    }
}

impl Drop for Directory {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

const POLICY: &str = "policy: p\ntitle: P\nowner: o\napplies_to: person\nrules:\n  - {id: r, title: T, when: 'person.city in lists.cities', verdict: review, reason: R}\n";
const LIST: &str = "list: cities\nmatch: caseless\nsource: https://example.org\nlicense: CC0-1.0\nupdated: 2026-01-01\nfile: data/cities.txt\n";

#[test]
fn a_directory_is_read_with_its_lists_and_schemas() {
    let directory = Directory::with(&[
        ("packs/p.yaml", POLICY),
        ("lists/cities.yaml", LIST),
        ("lists/data/cities.txt", "Oslo\nBergen\n"),
        ("schema/person.schema.json", sample::SCHEMA),
        (".hidden/broken.yaml", "policy: ["),
    ]);
    let engine = Engine::from_dir(directory.path()).unwrap_or_else(|error| panic!("{error}"));
    assert_eq!(engine.kinds().collect::<Vec<_>>(), ["person"]);
    assert!(engine.schema("person").is_some() && engine.schema("robot").is_none());
    let decision = engine.decide_json(br#"{"kind":"person","id":"1","city":"OSLO"}"#, &sample::february()).unwrap();
    assert_eq!(decision.verdict, Verdict::Review);
    let decoded = engine.decode(None, br#"{"kind":"person","id":"1","city":"Rome"}"#).unwrap();
    assert_eq!(engine.decide(&decoded.record).unwrap().verdict, Verdict::Clear);
}

#[test]
fn broken_policies_are_refused_with_their_places() {
    let directory = Directory::with(&[
        ("person.schema.json", sample::SCHEMA),
        ("p.yaml", &POLICY.replace("person.city in lists.cities", "person.ciyt == 1")),
        ("q.yaml", "policy: q\n\tbad: tab\n"),
    ]);
    let error = Engine::from_dir(directory.path()).unwrap_err();
    let text = render::text(&error.diagnostics, &error.sources, false);
    assert!(text.contains("p.yaml:6:") && text.contains("did you mean") || text.contains("city"), "{text}");
    assert!(text.contains("q.yaml:2:"), "{text}");
    assert!(error.to_string().starts_with("the policies have 2 errors: "), "{error}");
}

#[test]
fn a_directory_that_is_not_there_is_refused() {
    let error = Engine::from_dir("/there/is/no/such/directory").unwrap_err();
    assert_eq!(error.diagnostics.iter().map(|diagnostic| diagnostic.code.id()).collect::<Vec<_>>(), ["E093"]);
}

#[test]
fn a_record_decoded_by_an_engine_of_another_schema_is_not_judged() {
    let policy = POLICY.replace("person.city in lists.cities", "person.a == 1");
    let first = sample::engine(&[("p.yaml", &policy)]);
    let decoded = first.decode(None, br#"{"kind":"person","id":"1","a":1}"#).unwrap();
    let same = sample::engine(&[("p.yaml", &policy)]);
    assert_eq!(same.decide(&decoded.record).unwrap().verdict, Verdict::Review, "the schema is the same");
    let schema = sample::SCHEMA.replace(r#""name": {"#, r#""nickname": {"type": "string"}, "name": {"#);
    let other = Engine::from_files(vec![
        hirewall::SourceFile::new("p.yaml", policy),
        hirewall::SourceFile::new("person.schema.json", schema),
    ])
    .unwrap();
    let error = other.decide(&decoded.record).unwrap_err();
    assert_eq!(error.kind, "person");
}

#[test]
fn strict_reading_refuses_what_is_otherwise_remarked() {
    let directory = Directory::with(&[
        ("person.schema.json", sample::SCHEMA),
        ("p.yaml", &POLICY.replace("person.city in lists.cities", "person.a == 1")),
    ]);
    let record = br#"{"kind":"person","id":"1","nickname":"secret"}"#;
    let lenient = Loader::new().directory(directory.path()).unwrap();
    let decision = lenient.decide_json(record, &sample::february()).unwrap();
    assert_eq!(decision.warnings.len(), 1);
    assert_eq!(decision.warnings[0].path, "/nickname");
    let strict = DecodeOptions { strict: true, ..DecodeOptions::default() };
    let strict = Loader::new().decode(strict).directory(directory.path()).unwrap();
    let refused = strict.decide_json(record, &sample::february()).unwrap_err();
    assert_eq!(refused.problems.len(), 1);
    assert!(!refused.to_string().contains("secret"), "{refused}");
}

proptest::proptest! {
    #[test]
    fn whatever_the_bytes_are_there_is_an_answer(bytes in proptest::collection::vec(proptest::prelude::any::<u8>(), 0..200)) {
        thread_local! {
            static ENGINE: Engine = sample::engine(&[("p.yaml", &POLICY.replace("person.city in lists.cities", "person.a == 1"))]);
        }
        ENGINE.with(|engine| {
            let refused = engine.decide_json(&bytes, &sample::february()).unwrap_err();
            assert!(!refused.problems.is_empty());
        });
    }
}
