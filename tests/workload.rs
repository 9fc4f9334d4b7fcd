//! One thousand rules over two thousand records, with answers that other CEL implementations gave: Hirewall must agree on
//! every single one.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::Read as _;
use std::path::Path;

use hirewall::{Engine, Given, SourceFile};
use serde_json::Value;

fn read_gz(name: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("data/rules-1000").join(name);
    let mut text = String::new();
    flate2::read::GzDecoder::new(std::fs::File::open(path).unwrap()).read_to_string(&mut text).unwrap();
    text
}

fn rules() -> BTreeMap<String, String> {
    let rules: BTreeMap<String, String> = serde_json::from_str(&read_gz("rules-1000.cel.json.gz")).unwrap();
    assert_eq!(rules.len(), 1000);
    rules
}

/// The rules as one policy file beside the workload's own schema.
fn engine(rules: &BTreeMap<String, String>) -> Engine {
    let mut policy = String::from(
        "policy: workload\ntitle: Workload\napplies_to: applicant\nowner: tests\nversion: 1.0.0\nmaturity: stable\nrules:\n",
    );
    for (id, condition) in rules {
        let condition = serde_json::to_string(condition).unwrap();
        write!(policy, "  - id: {id}\n    title: t\n    when: {condition}\n    score: 1\n    reason: r\n").unwrap();
    }
    let schema = include_str!("data/rules-1000/applicant.schema.json");
    Engine::from_files(vec![
        SourceFile::new("schema/applicant.schema.json", schema),
        SourceFile::new("workload.yaml", policy),
    ])
    .unwrap_or_else(|error| panic!("{error}"))
}

#[test]
fn a_thousand_rules_match_exactly_the_expected_records() {
    let engine = engine(&rules());
    let given = Given::at("2026-02-01T00:00:00Z".parse().unwrap());
    let mut records = 0;
    let mut matches = 0;
    for (line, expected) in read_gz("records.ndjson.gz").lines().zip(read_gz("expected-1000.ndjson.gz").lines()) {
        let expected: Value = serde_json::from_str(expected).unwrap();
        let decoded = engine.decode(Some("applicant"), line.as_bytes()).unwrap();
        let decision = engine.decide_given(&decoded.record, &given).unwrap();
        assert_eq!(decision.record.id, expected["id"].as_str().unwrap());
        assert!(decision.failures.is_empty(), "{}: {:?}", decision.record.id, decision.failures);
        let got: Vec<&str> =
            decision.findings.iter().map(|finding| finding.rule.trim_start_matches("workload/")).collect();
        let want: Vec<&str> = expected["rules"].as_array().unwrap().iter().map(|id| id.as_str().unwrap()).collect();
        assert_eq!(got, want, "{}", decision.record.id);
        records += 1;
        matches += got.len();
    }
    assert_eq!(records, 2000);
    assert!(matches > 10_000, "the workload matches often: {matches}");
}

/// What the plan does for the workload's records, added up: look-ups, rules passed through, tests, formulas evaluated, and rules left to the
/// evaluator.
fn work(engine: &Engine) -> [u64; 5] {
    let given = Given::at("2026-02-01T00:00:00Z".parse().unwrap());
    let mut sum = [0; 5];
    for line in read_gz("records.ndjson.gz").lines() {
        let decoded = engine.decode(Some("applicant"), line.as_bytes()).unwrap();
        let work = engine.decider().work(&decoded.record, &given).unwrap();
        let all = [work.lookups, work.postings, work.tests, work.candidates, work.open];
        for (sum, more) in sum.iter_mut().zip(all) {
            *sum += more;
        }
    }
    sum
}

/// The guard against a plan that gets slower: it counts work, so that no clock disturbs it. `cargo bench -p hirewall-decide` measures time.
#[test]
fn the_plan_does_no_more_for_a_record_than_it_did() {
    let engine = engine(&rules());
    let report = engine.decider().plan_report("applicant").unwrap();
    assert_eq!((report.conditions, report.opaque.len(), report.unselective.len()), (1000, 0, 0));
    // For 2,000 records. Less is better: then these numbers go down with it.
    assert_eq!(work(&engine), [112_841, 228_305, 50_872, 40_276, 0]);
}

#[test]
fn rules_that_no_record_comes_near_cost_hardly_anything() {
    let alone = rules();
    let mut crowded = alone.clone();
    for n in 0..9_000 {
        let condition = match n % 3 {
            0 => format!("applicant.address.city == \"Nowhere {n}\""),
            1 => format!("applicant.email_domain in [\"x{n}.example\", \"y{n}.example\"] && applicant.ip.risk > 3"),
            _ => format!("applicant.employment.exists(e, e.company == \"Nobody {n} Ltd\")"),
        };
        crowded.insert(format!("far_{n}"), condition);
    }
    // Not nothing, as the plan takes a value that many rules name for a rare one, also in rules that it finds by it.
    for (crowded, alone) in work(&engine(&crowded)).into_iter().zip(work(&engine(&alone))) {
        assert!(crowded * 5 <= alone * 6, "{crowded} for ten times the rules, {alone} before");
    }
}
