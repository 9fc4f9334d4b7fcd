//! Every field of every fixture is in a record, or listed as dropped; and every record fits its schema.

#![expect(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, reason = "a test fails by panicking")]

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use hirewall_import::{Importer, Ledger, Mapping, Options, Record, Rows, Source};
use hirewall_model::{DecodeOptions, Record as Decoded, Schema, Time};
use serde_json::Value;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn fixture(name: &str) -> String {
    std::fs::read_to_string(root().join("tests/imports").join(name)).unwrap()
}

fn schema(kind: &str) -> Arc<Schema> {
    let text = std::fs::read_to_string(root().join(format!("policies/schema/{kind}.schema.json"))).unwrap();
    Arc::new(Schema::compile(&text).unwrap())
}

const FIXTURES: [(Source, &str, usize); 11] = [
    (Source::JsonResume, "json-resume.json", 1),
    (Source::Greenhouse, "greenhouse.json", 2),
    (Source::Lever, "lever.json", 1),
    (Source::SmartRecruiters, "smartrecruiters.json", 1),
    (Source::Workday, "workday.json", 1),
    (Source::HrOpen, "hr-open.json", 1),
    (Source::Osquery, "osquery.json", 1),
    (Source::Osquery, "osquery-log.ndjson", 2),
    (Source::Fleet, "fleet.json", 1),
    (Source::Intune, "intune.json", 2),
    (Source::Jamf, "jamf.json", 1),
];

fn import(source: Source, name: &str) -> (Vec<Record>, Ledger) {
    let mut options = Options::default();
    options.set_default("id", "from-the-test").unwrap();
    options.set_default("applied_at", "2026-01-05").unwrap();
    let mut importer = Importer::new(source, options);
    let text = fixture(name);
    let documents: Vec<&str> = if name.ends_with(".ndjson") { text.lines().collect() } else { vec![&text] };
    let mut records: Vec<Record> = Vec::new();
    for document in documents {
        records.extend(importer.document(document.as_bytes()).into_iter().map(|record| record.unwrap()));
    }
    records.extend(importer.finish().into_iter().map(|record| record.unwrap()));
    (records, importer.ledger().clone())
}

/// The leaves of a value that say something: pattern of the path, value.
fn leaves<'v>(path: &str, value: &'v Value, found: &mut Vec<(String, &'v Value)>) {
    match value {
        Value::Null => {}
        Value::String(text) if text.is_empty() => {}
        Value::Array(items) => items.iter().for_each(|item| leaves(&format!("{path}/[]"), item, found)),
        Value::Object(fields) => fields.iter().for_each(|(name, field)| {
            leaves(&format!("{path}/{}", name.replace('~', "~0").replace('/', "~1")), field, found);
        }),
        _ => found.push((path.to_owned(), value)),
    }
}

/// What a value may have become on the way.
fn forms(value: &Value) -> Vec<String> {
    let mut forms = vec![value.to_string()];
    let text = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
    forms.push(Value::from(text.as_str()).to_string());
    forms.push(Value::from(text.to_lowercase()).to_string());
    forms.push(Value::from(text.to_uppercase()).to_string());
    if let Ok(seconds) = text.parse::<i64>() {
        forms.push(text.clone());
        let moments =
            [Time::new(seconds, 0), Time::new(seconds.div_euclid(1000), seconds.rem_euclid(1000) as u32 * 1_000_000)];
        forms.extend(moments.into_iter().flatten().map(|moment| Value::from(moment.to_string()).to_string()));
    }
    if let Some(day) = text.strip_suffix("T00:00:00.000Z") {
        forms.push(Value::from(day).to_string());
    }
    if text == "United States of America" {
        forms.push("\"US\"".to_owned());
    }
    forms
}

/// Writes `{"year": 2019, "month": 8}` as the date that it is, so that it is one leaf.
fn join_dates(value: &mut Value) {
    match value {
        Value::Array(items) => items.iter_mut().for_each(join_dates),
        Value::Object(fields) => match (fields.get("year").and_then(Value::as_u64), fields.get("month")) {
            (Some(year), Some(month)) => *value = Value::from(format!("{year}-{:02}", month.as_u64().unwrap())),
            (Some(year), None) => *value = Value::from(year.to_string()),
            _ => fields.values_mut().for_each(join_dates),
        },
        _ => {}
    }
}

#[test]
fn every_leaf_of_every_fixture_is_in_a_record_or_listed_as_dropped() {
    for (source, name, number) in FIXTURES {
        let (records, ledger) = import(source, name);
        assert_eq!(records.len(), number, "{name}");
        let texts: String = records.iter().map(|record| format!("{record}\n")).collect();
        let parsed: Vec<Value> = texts.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
        let mut outs = Vec::new();
        parsed.iter().for_each(|record| leaves("", record, &mut outs));
        let outs: BTreeSet<String> = outs.into_iter().map(|(_, value)| value.to_string()).collect();
        let dropped: BTreeSet<&str> = ledger.dropped().map(|(path, ..)| path).collect();

        let text = fixture(name);
        let documents: Vec<&str> = if name.ends_with(".ndjson") { text.lines().collect() } else { vec![&text] };
        let mut documents: Vec<Value> = documents.into_iter().map(|text| serde_json::from_str(text).unwrap()).collect();
        documents.iter_mut().for_each(join_dates);
        let mut seen = 0;
        for document in &documents {
            let mut ins = Vec::new();
            leaves("", document, &mut ins);
            for (path, value) in ins {
                seen += 1;
                // Paths of the ledger begin at the record: below the page, or the array.
                let below = ["", "/[]", "/data/[]", "/content/[]", "/hosts/[]", "/value/[]", "/results/[]"];
                let listed =
                    below.iter().filter_map(|prefix| path.strip_prefix(prefix)).any(|path| dropped.contains(path));
                let kept = forms(value).iter().any(|form| outs.contains(form));
                assert!(kept || listed, "{name}: {path} ({value}) is lost");
            }
        }
        assert!(seen > 20, "{name}: {seen} leaves");
    }
}

#[test]
fn every_record_fits_its_schema() {
    let options = DecodeOptions { strict: true, ..DecodeOptions::default() };
    for (source, name, _) in FIXTURES {
        let schema = schema(source.kind());
        for record in import(source, name).0 {
            let text = record.to_string();
            let decoded = Decoded::decode(&schema, text.as_bytes(), &options);
            assert!(decoded.is_ok(), "{name}: {:?}", decoded.err());
        }
    }
}

#[test]
fn every_fixture_gives_the_same_as_one_object_an_array_and_lines() {
    for (source, name, _) in FIXTURES.into_iter().filter(|(_, name, _)| name.ends_with(".json")) {
        let document: Value = serde_json::from_str(&fixture(name)).unwrap();
        let elements: Vec<Value> = match &document {
            Value::Array(items) => items.clone(),
            page => ["data", "content", "hosts", "value", "results"]
                .iter()
                .find_map(|field| page.get(*field)?.as_array().cloned())
                .unwrap_or_else(|| vec![page.clone()]),
        };
        let expected: Vec<String> = import(source, name).0.iter().map(ToString::to_string).collect();
        let mut options = Options::default();
        options.set_default("id", "from-the-test").unwrap();
        options.set_default("applied_at", "2026-01-05").unwrap();
        let mut importer = Importer::new(source, options);
        let one_by_one: Vec<String> = elements
            .iter()
            .flat_map(|element| importer.document(element.to_string().as_bytes()))
            .map(|record| record.unwrap().to_string())
            .collect();
        assert_eq!(one_by_one, expected, "{name} one by one");
        let array = importer.document(Value::Array(elements).to_string().as_bytes());
        let array: Vec<String> = array.into_iter().map(|record| record.unwrap().to_string()).collect();
        assert_eq!(array, expected, "{name} as an array");
    }
}

#[test]
fn what_decides_rules_stands_where_rules_look() {
    let expected = [
        ("greenhouse.json", "/phones/0/raw", "\"+1602-555-0142\""),
        ("greenhouse.json", "/phones/0/source_normalised", "false"),
        ("greenhouse.json", "/basics/location/country_code", "\"US\""),
        ("greenhouse.json", "/addresses/0/region", "\"AZ\""),
        ("greenhouse.json", "/education/0/start_date", "\"2012-08-15\""),
        ("greenhouse.json", "/profiles/0/network", "\"linkedin\""),
        ("lever.json", "/applied_at", "\"2026-01-05T10:00:00.123Z\""),
        ("lever.json", "/updated_at", "\"2026-01-08T19:20:00.456Z\""),
        ("greenhouse.json", "/updated_at", "\"2026-01-07T11:00:00.000Z\""),
        ("smartrecruiters.json", "/updated_at", "\"2026-01-07T07:08:09.020Z\""),
        ("workday.json", "/updated_at", "\"2026-01-05T19:00:00Z\""),
        ("lever.json", "/id", "\"c4d0a2b8-0009\""),
        ("lever.json", "/work/0/start_date", "\"2019-08\""),
        ("lever.json", "/education/0/start_date", "\"2010\""),
        ("json-resume.json", "/work/0/start_date", "\"2021-03\""),
        ("json-resume.json", "/phones/0/source_normalised", "false"),
        ("workday.json", "/phones/0/source_normalised", "true"),
        ("hr-open.json", "/applied_at", "\"2026-01-03T00:00:00Z\""),
        ("hr-open.json", "/basics/location/country_code", "\"US\""),
        ("osquery.json", "/osquery/usb_devices/0/vendor", "\"PiKVM\""),
        ("osquery.json", "/osquery/system_info/0/physical_memory", "\"17179869184\""),
        ("osquery.json", "/observed_at", "\"2026-01-06T09:00:00Z\""),
        ("osquery-log.ndjson", "/osquery/programs/0/name", "\"AnyDesk\""),
        ("fleet.json", "/osquery/apps/0/name", "\"AnyDesk.app\""),
        ("fleet.json", "/network/ip", "\"203.0.113.41\""),
        ("fleet.json", "/uptime_seconds", "8305509"),
        ("intune.json", "/osquery/programs/0/name", "\"TeamViewer\""),
        ("intune.json", "/ownership", "\"company\""),
        ("jamf.json", "/osquery/apps/0/bundle_identifier", "\"com.carriez.rustdesk\""),
        ("jamf.json", "/network/local_ip", "\"10.0.4.17\""),
    ];
    for (name, pointer, value) in expected {
        let (source, ..) = FIXTURES.into_iter().find(|(_, known, _)| *known == name).expect("a fixture");
        let record: Value = serde_json::from_str(&import(source, name).0[0].to_string()).unwrap();
        assert_eq!(record.pointer(pointer).map(ToString::to_string).as_deref(), Some(value), "{name} {pointer}");
    }
}

#[test]
fn a_log_leaves_the_last_state_of_each_device() {
    let (records, ledger) = import(Source::Osquery, "osquery-log.ndjson");
    let records: Vec<Value> = records.iter().map(|record| serde_json::from_str(&record.to_string()).unwrap()).collect();
    assert_eq!(records[0]["id"], "host-one");
    assert_eq!(records[0]["observed_at"], "2026-01-06T10:00:05Z");
    assert_eq!(records[0]["osquery"].get("usb_devices"), None, "what was added was removed again");
    assert_eq!(records[0]["custom"]["osquery"]["own_query"][0]["key"], "value-of-own-query");
    assert_eq!(records[1]["osquery"]["usb_devices"][0]["vendor"], "PiKVM");
    assert!(ledger.dropped().any(|(path, ..)| path == "/columns/serial"), "the removed row is listed");
}

#[test]
fn protected_attributes_and_secrets_are_in_no_record() {
    for (name, values) in [
        ("hr-open.json", &["Female", "\"Other\""][..]),
        ("greenhouse.json", &["Prefer not to say", "unsaid", "signature=one", "signature=two"]),
        ("json-resume.json", &["pictures.example"]),
        ("lever.json", &["/dl/secret"]),
        ("intune.json", &["bypass-me", "assist.example"]),
        ("jamf.json", &["ABCD-EFGH"]),
    ] {
        let (source, ..) = FIXTURES.into_iter().find(|(_, known, _)| *known == name).expect("a fixture");
        let text = fixture(name);
        for record in import(source, name).0 {
            for value in values {
                assert!(text.contains(value), "{name} has no {value}");
                assert!(!record.to_string().contains(value), "{name}: {value}");
            }
        }
    }
}

#[test]
fn rows_of_csv_become_records_and_bad_rows_cost_only_themselves() {
    let mapping = Mapping::parse(&fixture("applicants.toml")).unwrap();
    let mut text = fixture("applicants.csv");
    text.push_str("C-102,01/07/2026,Wren,Moss,,,US,,,,,,,\n");
    text.push_str("C-103,2026-01-07,\"Briar, the second\",Fen,,,Canada,2020-13,,,,,,\n");
    let mut rows = Rows::new(text.as_bytes(), mapping, Options::default());
    let all: Vec<_> = rows.by_ref().collect();
    let lines: Vec<u64> = all.iter().map(|(line, _)| *line).collect();
    assert_eq!(lines, [2, 3, 4, 5]);
    let schema = schema("applicant");
    for (_, record) in &all[..2] {
        let text = record.as_ref().unwrap().to_string();
        assert!(Decoded::decode(&schema, text.as_bytes(), &DecodeOptions::default()).is_ok(), "{text}");
    }
    let pointers: Vec<&str> =
        all[2..].iter().map(|(_, record)| record.as_ref().unwrap_err().pointer.as_str()).collect();
    assert_eq!(pointers, ["/Applied", "/Experience start"]);
    let first: Value = serde_json::from_str(&all[0].1.as_ref().unwrap().to_string()).unwrap();
    assert_eq!(first["custom"]["skills"], serde_json::json!(["rust", "sql"]));
    assert_eq!(first["job"]["remote"], true);
    assert_eq!(
        first["phones"],
        serde_json::json!([{"raw": "+1602-555-0177"}]),
        "the mapping does not say who typed it"
    );
    let dropped: Vec<_> = rows.ledger().dropped().map(|(path, _, count)| (path.to_owned(), count)).collect();
    assert_eq!(dropped, [("/Date of birth".to_owned(), 1), ("/Recruiter".to_owned(), 2)]);
}
