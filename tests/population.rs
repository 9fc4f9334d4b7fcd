//! The simulated population: its records fit the shipped schemas without a field too many, its universities are in the shipped list,
//! and its documentation has the rates that the code has. What it holds to by itself is tested beside it.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use hirewall_population::{Outputs, Settings, Share, schools, simulate, tables};
use serde_json::Value;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

#[test]
fn simulated_records_fit_the_shipped_schemas() {
    let schema = |kind: &str| {
        let text = fs::read_to_string(root().join(format!("policies/schema/{kind}.schema.json"))).unwrap();
        let schema: Value = serde_json::from_str(&text).unwrap();
        // An undeclared field does not fit.
        assert_eq!(schema["additionalProperties"], false);
        jsonschema::options().should_validate_formats(true).build(&schema).unwrap()
    };
    let (applicants, devices) = (schema("applicant"), schema("device"));
    let settings = Settings {
        months: 4,
        applicants_per_month: 400,
        scheme_rate: Share { part: 1, whole: 3 },
        ..Settings::default()
    };
    let mut written = [const { Vec::new() }; 4];
    let [applicant_lines, device_lines, records, labels] = &mut written;
    simulate(&settings, Outputs { applicants: applicant_lines, devices: device_lines, records, labels }).unwrap();
    let mut fields = BTreeSet::new();
    let mut seen = [0, 0];
    for line in records.split(|byte| *byte == b'\n').filter(|line| !line.is_empty()) {
        let record: Value = serde_json::from_slice(line).unwrap();
        let device = record["kind"] == "device";
        let schema = if device { &devices } else { &applicants };
        let errors: Vec<String> =
            schema.iter_errors(&record).map(|error| format!("{}: {error}", error.instance_path())).collect();
        assert!(errors.is_empty(), "{errors:#?}");
        seen[usize::from(device)] += 1;
        fields.extend(record.as_object().unwrap().keys().map(|key| (device, key.clone())));
    }
    assert!(seen[0] >= 1600 && seen[1] > 100, "{seen:?}");
    // Every section of the schemas is made but what a user adds.
    for (device, kind) in [(false, "applicant"), (true, "device")] {
        let text = fs::read_to_string(root().join(format!("policies/schema/{kind}.schema.json"))).unwrap();
        let schema: Value = serde_json::from_str(&text).unwrap();
        for key in schema["properties"].as_object().unwrap().keys().filter(|key| *key != "custom") {
            assert!(fields.contains(&(device, key.clone())), "no {kind} has `{key}`");
        }
    }
}

#[test]
fn simulated_universities_are_in_the_shipped_list() {
    let list = fs::read_to_string(root().join("policies/lists/data/school_names.txt")).unwrap();
    let list: BTreeSet<&str> = list.lines().collect();
    let mut count = 0;
    for name in schools() {
        assert!(list.contains(name.to_lowercase().as_str()), "`{name}` is not in the list");
        count += 1;
    }
    assert!(count > 50, "{count}");
}

/// Ends the part of the page that is written by hand.
const GENERATED: &str = "cargo test -p hirewall-tests population -->";

#[test]
fn the_documented_rates_are_those_of_the_code() {
    let path = root().join("docs/simulation.md");
    let written = fs::read_to_string(&path).unwrap();
    let (head, _) = written.split_once(GENERATED).expect("the page says where its generated part begins");
    let page = format!("{head}{GENERATED}\n\n{}", tables());
    if std::env::var_os("UPDATE_EXPECTED").is_some() {
        fs::write(&path, &page).unwrap();
    } else {
        assert!(written == page, "docs/simulation.md is stale: run the tests once with UPDATE_EXPECTED=1");
    }
}
