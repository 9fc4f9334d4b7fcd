//! The benchmark workload: a thousand rules and two thousand records with known answers.
//!
//! The folder is named by the environment variable `HIREWALL_BENCH_DIR`; without it the test passes over itself and says so.

#![expect(clippy::print_stderr, reason = "says what was measured, and that it was passed over")]

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs::File;
use std::io::{BufRead, BufReader, Read};
use std::path::{Path, PathBuf};
use std::time::Instant;

use flate2::read::GzDecoder;
use hirewall::{Engine, Given, SourceFile};

fn folder() -> Option<PathBuf> {
    let folder = std::env::var_os("HIREWALL_BENCH_DIR").map(PathBuf::from);
    if folder.is_none() {
        eprintln!("passed over: HIREWALL_BENCH_DIR names no folder with the benchmark workload");
    }
    folder
}

fn open(path: &Path) -> BufReader<GzDecoder<File>> {
    BufReader::new(GzDecoder::new(File::open(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))))
}

/// All rules as one policy file. JSON strings are YAML strings too.
fn policy(rules: &BTreeMap<String, String>) -> String {
    let mut text = "policy: workload\ntitle: Workload\napplies_to: applicant\nowner: nobody\nrules:\n".to_owned();
    for (id, condition) in rules {
        let condition = serde_json::to_string(condition).unwrap();
        writeln!(text, "  - {{id: {id}, title: {id}, score: 1, reason: {id}, when: {condition}}}").unwrap();
    }
    text
}

#[test]
fn a_thousand_rules_match_exactly_the_records_that_they_should() {
    let Some(folder) = folder() else { return };
    check(&folder, 1_000);
}

#[test]
#[ignore = "slow without optimisation: run with --release -- --ignored"]
fn ten_thousand_rules_match_exactly_the_records_that_they_should() {
    let Some(folder) = folder() else { return };
    check(&folder, 10_000);
}

fn check(folder: &Path, size: usize) {
    let mut rules = String::new();
    open(&folder.join(format!("rules-{size}.cel.json.gz"))).read_to_string(&mut rules).unwrap();
    let rules: BTreeMap<String, String> = serde_json::from_str(&rules).unwrap();
    assert_eq!(rules.len(), size);
    let start = Instant::now();
    let engine = Engine::from_files(vec![
        SourceFile::new("workload.yaml", policy(&rules)),
        SourceFile::new(
            "applicant.schema.json",
            std::fs::read_to_string(folder.join("applicant.schema.json")).unwrap(),
        ),
    ])
    .unwrap_or_else(|error| panic!("{error}"));
    eprintln!("{size} rules loaded in {:?}", start.elapsed());
    let given = Given::at("2026-02-01T00:00:00Z".parse().unwrap());
    let records = open(&folder.join("records.ndjson.gz")).lines();
    let expected = open(&folder.join(format!("expected-{size}.ndjson.gz"))).lines();
    let start = Instant::now();
    let mut compared = 0;
    for (record, expected) in records.zip(expected) {
        let record = record.unwrap();
        let expected: serde_json::Value = serde_json::from_str(&expected.unwrap()).unwrap();
        let decoded = engine.decode(Some("applicant"), record.as_bytes()).unwrap();
        let decision = engine.decide_given(&decoded.record, &given).unwrap();
        assert_eq!(decision.record.id, expected["id"].as_str().unwrap());
        let found: Vec<&str> =
            decision.findings.iter().map(|finding| finding.rule.trim_start_matches("workload/")).collect();
        let expected: Vec<&str> =
            expected["rules"].as_array().unwrap().iter().map(|rule| rule.as_str().unwrap()).collect();
        assert_eq!(found, expected, "{}", decision.record.id);
        let failed: Vec<_> = decision.undetermined.iter().filter(|rule| rule.error.is_some()).collect();
        assert!(failed.is_empty(), "{}: {failed:?}", decision.record.id);
        assert_eq!(decision.score, i64::try_from(found.len()).unwrap());
        compared += 1;
    }
    assert_eq!(compared, 2_000);
    eprintln!("{compared} records against {size} rules in {:?}", start.elapsed());
}
