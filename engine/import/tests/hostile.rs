//! Whatever comes in: no panic, no record that does not fit its schema, no value in an error, and bounds that hold.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test fails by panicking")]

use std::path::Path;
use std::sync::{Arc, LazyLock};

use hirewall_import::{Importer, Limits, Mapping, Options, Rows, Source};
use hirewall_model::{DecodeOptions, Record, Schema};
use proptest::prelude::*;
use serde_json::{Map, Value, json};

static SCHEMAS: LazyLock<[Arc<Schema>; 2]> = LazyLock::new(|| ["applicant", "device"].map(schema));

fn schema(kind: &str) -> Arc<Schema> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let text = std::fs::read_to_string(root.join(format!("policies/schema/{kind}.schema.json"))).unwrap();
    Arc::new(Schema::compile(&text).unwrap())
}

fn options() -> Options {
    let mut options = Options::default();
    for (path, value) in [("id", "x"), ("applied_at", "2026-01-05"), ("observed_at", "2026-01-05")] {
        options.set_default(path, value).unwrap();
    }
    options
}

/// The fixture of a source, as elements.
fn fixture(source: Source) -> Value {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("../../tests/imports/{source}.json"));
    serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap()
}

fn fits(source: Source, document: &Value) -> Result<usize, TestCaseError> {
    let mut importer = Importer::new(source, options());
    let mut records = importer.document(document.to_string().as_bytes());
    records.extend(importer.finish());
    let schema = &SCHEMAS[usize::from(source.kind() == "device")];
    let strict = DecodeOptions { strict: true, ..DecodeOptions::default() };
    let mut good = 0;
    for text in records.into_iter().flatten().map(|record| record.to_string()) {
        let decoded = Record::decode(schema, text.as_bytes(), &strict);
        prop_assert!(decoded.is_ok(), "{source}: {:?}\n{text}", decoded.err());
        good += 1;
    }
    Ok(good)
}

fn leaf() -> impl Strategy<Value = Value> {
    prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<u64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        "\\PC{0,12}".prop_map(Value::from),
        prop::sample::select(vec![
            "",
            "US",
            "us",
            "2019",
            "2019-13",
            "2026-01-05T10:00:00Z",
            "2026-01-05",
            "On (x)",
            "company"
        ])
        .prop_map(Value::from),
    ]
}

fn tree() -> impl Strategy<Value = Value> {
    leaf().prop_recursive(3, 20, 4, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::Array),
            prop::collection::vec(("[a-z/~]{0,6}", inner), 0..4)
                .prop_map(|fields| Value::Object(Map::from_iter(fields))),
        ]
    })
}

/// Replaces the part of a value that `at` counts to; what is left of the count.
fn replace(value: &mut Value, at: usize, with: &Value) -> Option<usize> {
    if at == 0 {
        *value = with.clone();
        return None;
    }
    let children: Vec<&mut Value> = match value {
        Value::Array(items) => items.iter_mut().collect(),
        Value::Object(fields) => fields.iter_mut().map(|(_, field)| field).collect(),
        _ => Vec::new(),
    };
    children.into_iter().try_fold(at - 1, |at, child| replace(child, at, with))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn random_json_never_panics_and_never_gives_a_record_that_does_not_fit(document in tree()) {
        for source in Source::ALL {
            fits(source, &document)?;
        }
    }

    #[test]
    fn a_real_export_with_parts_replaced_gives_records_that_fit(
        number in 0..Source::ALL.len(),
        changes in prop::collection::vec((1_usize..200, tree()), 1..4),
    ) {
        let source = Source::ALL[number];
        let mut document = fixture(source);
        for (at, with) in &changes {
            replace(&mut document, *at, with);
        }
        fits(source, &document)?;
    }

    #[test]
    fn random_bytes_as_csv_never_panic(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        let mapping = Mapping::parse("kind = 'applicant'\n[columns]\na = 'id'").unwrap();
        let mut text = b"a,b\n".to_vec();
        text.extend(bytes);
        prop_assert!(Rows::new(text.as_slice(), mapping, options()).count() <= 201);
    }
}

#[test]
fn fixtures_unchanged_give_records_in_that_property_too() {
    for source in Source::ALL {
        assert!(fits(source, &fixture(source)).unwrap() > 0, "{source}");
    }
}

#[test]
fn five_megabytes_of_brackets_are_refused() {
    for bomb in ["[".repeat(5 << 20), "{\"a\":".repeat(1 << 20)] {
        for source in Source::ALL {
            let answers = Importer::new(source, options()).document(bomb.as_bytes());
            assert_eq!(answers.len(), 1);
            let problem = answers[0].as_ref().unwrap_err();
            assert!(problem.message.contains("more than 64 deep"), "{problem}");
        }
    }
}

#[test]
fn the_limits_answer_with_their_number() {
    let mut small = options();
    small.limits = Limits { document_bytes: 100, depth: 3, held_bytes: 300 };
    let long = json!({"basics": {"name": "x".repeat(200)}}).to_string();
    let answers = Importer::new(Source::JsonResume, small.clone()).document(long.as_bytes());
    assert!(answers[0].as_ref().unwrap_err().message.contains("100 bytes"));

    small.limits.document_bytes = 1000;
    let line = |host: usize| {
        json!({"name": "programs", "hostIdentifier": host.to_string(), "unixTime": 1, "columns": {"name": "x"}})
            .to_string()
    };
    let mut importer = Importer::new(Source::Osquery, small.clone());
    let refused = (0..10).flat_map(|host| importer.document(line(host).as_bytes())).collect::<Vec<_>>();
    assert!(!refused.is_empty() && refused.iter().all(Result::is_err));
    assert_eq!(refused.len() + importer.finish().len(), 10, "each host is a record or a problem");

    let candidate = json!({"id": 1, "title": "x".repeat(200), "applications": [{"id": 1}, {"id": 2}]}).to_string();
    let answers = Importer::new(Source::Greenhouse, small.clone()).document(candidate.as_bytes());
    assert!(answers.len() == 1 && answers[0].as_ref().unwrap_err().message.contains("each application"));

    let mapping = Mapping::parse("kind = 'applicant'\n[columns]\na = 'id'").unwrap();
    let text = format!("a\nfine\n\"{}", "x\n".repeat(100_000));
    let rows: Vec<_> = Rows::new(text.as_bytes(), mapping, small).collect();
    let problem = rows.last().unwrap().1.as_ref().unwrap_err();
    assert!(problem.message.contains("longer than"), "{problem}");
}

#[test]
fn no_error_holds_a_value() {
    let secret = "Zebedee-4711";
    let documents = [
        format!("{{\"id\": \"{secret}\""),
        format!("{{\"id\": {secret}}}"),
        format!("[\"{secret}\"]"),
        format!("\"{secret}\""),
        format!("{{\"first_name\": \"{secret}\"}}"),
        format!("{{\"name\": \"{secret}\", \"columns\": {{\"a\": \"{secret}\"}}}}"),
    ];
    for document in documents {
        for source in Source::ALL {
            let mut importer = Importer::new(source, Options::default());
            for problem in importer.document(document.as_bytes()).into_iter().filter_map(Result::err) {
                let told = format!("{problem:?}");
                assert!(!told.contains(secret), "{source}: {told}");
            }
        }
    }
}
