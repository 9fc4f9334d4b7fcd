//! The conformance cases of the CEL specification, run as `hirewall expr --batch` runs them.

use hirewall::expr::batch;
use serde_json::{Value, json};

/// Cases that Hirewall answers otherwise, each with its reason. The list is exact: a case that passes may not stand here.
const OTHERWISE: &[(&str, &str)] = &[
    ("comparisons/lt_literal/not_lt_dyn_int_big_lossy_double", LOSSY),
    ("comparisons/gt_literal/not_gt_dyn_big_double_int", LOSSY),
    ("comparisons/gte_literal/gte_dyn_int_big_lossy_double", LOSSY),
];
const LOSSY: &str =
    "the case wants an int rounded to the nearest double before it is compared; here comparisons are exact";

/// A value in a form that compares as CEL compares results: numbers by value, NaN to itself, maps without order.
fn normal(value: &Value) -> Value {
    match value {
        Value::Object(object) if object.get("t") == Some(&json!("double")) => {
            let text = object["v"].as_str().map_or_else(|| object["v"].to_string(), str::to_owned);
            json!({"t": "double", "v": format!("{:?}", text.to_lowercase().parse::<f64>().unwrap())})
        }
        Value::Object(object) if object.get("t") == Some(&json!("map")) => {
            let mut entries: Vec<String> =
                object["v"].as_array().unwrap().iter().map(|entry| normal(entry).to_string()).collect();
            entries.sort();
            json!({"t": "map", "v": entries})
        }
        Value::Object(object) => object.iter().map(|(key, value)| (key.clone(), normal(value))).collect(),
        Value::Array(items) => items.iter().map(normal).collect(),
        other => other.clone(),
    }
}

#[test]
fn conformance_cases_give_the_published_results() {
    let text = include_str!("data/cel-spec/conformance.ndjson");
    let mut cases = 0;
    let mut wrong = Vec::new();
    for line in text.lines() {
        let case: Value = serde_json::from_str(line).unwrap();
        let result = batch::line(line).unwrap();
        let (expected, got) = (&case["expect"], &result["result"]);
        cases += 1;
        let passes =
            if expected.get("error").is_some() { got.get("error").is_some() } else { normal(expected) == normal(got) };
        let name = format!("{}/{}/{}", case["file"], case["section"], case["name"]).replace('"', "");
        let excused = OTHERWISE.iter().any(|(other, _)| *other == name);
        if passes == excused {
            wrong.push(format!("{name}: {}\n  expected {expected}\n  got      {got}", case["expr"]));
        }
    }
    assert_eq!(cases, 1271);
    assert!(wrong.is_empty(), "{} cases:\n{}", wrong.len(), wrong.join("\n"));
}
