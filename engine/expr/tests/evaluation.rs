//! The published conformance cases, evaluated.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, reason = "tests")]

use serde_json::Value as Json;

/// Whether two typed values are the same; the order of a map's entries does not count.
fn same(a: &Json, b: &Json) -> bool {
    if a["t"] != b["t"] {
        return false;
    }
    match (a["v"].as_array(), b["v"].as_array()) {
        (Some(a_items), Some(b_items)) if a["t"] == "map" => {
            let entry = |a: &Json, b: &Json| same(&a[0], &b[0]) && same(&a[1], &b[1]);
            a_items.len() == b_items.len() && a_items.iter().all(|a| b_items.iter().any(|b| entry(a, b)))
        }
        (Some(a), Some(b)) => a.len() == b.len() && a.iter().zip(b).all(|(a, b)| same(a, b)),
        _ => a["v"] == b["v"],
    }
}

/// Cases that are not met, and why.
///
/// They compare 2^63 - 1 with 2^63 as a double after rounding the integer. Here numbers are compared exactly across types.
const UNMET: [&str; 3] =
    ["not_lt_dyn_int_big_lossy_double", "not_gt_dyn_big_double_int", "gte_dyn_int_big_lossy_double"];

#[test]
fn every_case_gives_what_the_specification_expects() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/data/cel-spec/conformance.ndjson");
    let text = std::fs::read_to_string(path).expect("the conformance cases are in the repository");
    let mut wrong = Vec::new();
    for line in text.lines() {
        let case: Json = serde_json::from_str(line).unwrap();
        let result = &hirewall_expr::batch::line(line).unwrap()["result"];
        let expect = &case["expect"];
        let fits = match (expect.get("error"), expect.get("value")) {
            (Some(_), _) => result.get("error").is_some(),
            (None, Some(value)) => result.get("value").is_some_and(|given| same(given, value)),
            (None, None) => result.get("error").is_none(),
        } && expect.get("deduced_type") == result.get("deduced_type");
        let unmet = UNMET.iter().any(|name| case["name"] == *name);
        if fits == unmet {
            wrong.push(format!(
                "{}/{}/{} {}: {result} instead of {expect}",
                case["file"], case["section"], case["name"], case["expr"]
            ));
        }
    }
    assert!(wrong.is_empty(), "{} of {} cases:\n{}", wrong.len(), text.lines().count(), wrong.join("\n"));
}

#[test]
fn every_example_of_the_library_is_true() {
    let env = hirewall_expr::Env::new();
    for function in hirewall_expr::functions::all() {
        let program =
            env.compile(function.example).unwrap_or_else(|problems| panic!("{}: {problems:#?}", function.name));
        let inputs = hirewall_expr::Inputs {
            record: None,
            frames: &[],
            variables: &[],
            lets: &[],
            now: hirewall_model::Time { seconds: 0, nanos: 0 },
            fuel: 10_000,
        };
        let value = hirewall_expr::Evaluator::new(inputs).value(&program);
        assert_eq!(
            value.as_ref().ok().and_then(hirewall_expr::Value::as_bool),
            Some(true),
            "{}: {value:?}",
            function.name
        );
    }
}
