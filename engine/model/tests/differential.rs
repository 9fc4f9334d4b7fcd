//! Reading a record agrees with the `jsonschema` validator on generated and spoilt records of the shipped schemas and of one
//! that uses every keyword. Where the two differ on purpose (`null` that counts as absent, undeclared fields, moments,
//! integers beyond 64 bits), the oracle is told so.

#![expect(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test fails by panicking")]

use std::sync::{Arc, LazyLock};

use hirewall_model::{DecodeOptions, Record, Schema, Time};
use proptest::prelude::*;
use serde_json::{Map, Value, json};

struct Case {
    schema: Arc<Schema>,
    text: Value,
    oracle: jsonschema::Validator,
}

fn case(text: &str) -> Case {
    let schema = Arc::new(Schema::compile(text).unwrap_or_else(|problems| panic!("{problems:#?}")));
    let text: Value = serde_json::from_str(text).unwrap();
    let oracle = jsonschema::draft202012::options()
        .with_format("date-time", |text: &str| text.parse::<Time>().is_ok())
        .should_validate_formats(true)
        .build(&text)
        .unwrap();
    Case { schema, text, oracle }
}

static CASES: LazyLock<[Case; 3]> = LazyLock::new(|| {
    [
        case(include_str!("../../../policies/schema/applicant.schema.json")),
        case(include_str!("../../../policies/schema/device.schema.json")),
        case(include_str!("every_keyword.schema.json")),
    ]
});

/// A value for a schema, mostly one that fits.
fn value(schema: &Value, root: &Value, depth: u32) -> BoxedStrategy<Value> {
    if depth > 4 {
        return any_value().boxed();
    }
    let schema = match schema.get("$ref").and_then(Value::as_str) {
        Some(reference) => root.pointer(reference.trim_start_matches('#')).unwrap(),
        None => schema,
    };
    if let Some(one) = schema.get("const") {
        return Just(one.clone()).boxed();
    }
    if let Some(values) = schema.get("enum").and_then(Value::as_array) {
        return proptest::sample::select(values.clone()).boxed();
    }
    for key in ["oneOf", "anyOf", "allOf"] {
        if let Some(branches) = schema.get(key).and_then(Value::as_array)
            && schema.get("type").is_none()
        {
            let branches: Vec<_> = branches.iter().map(|branch| value(branch, root, depth)).collect();
            return proptest::strategy::Union::new(branches).boxed();
        }
    }
    let ty = match schema.get("type") {
        Some(Value::String(ty)) => ty.clone(),
        Some(Value::Array(types)) => {
            let branches: Vec<_> = types.iter().map(|ty| value(&json!({"type": ty}), root, depth)).collect();
            return proptest::strategy::Union::new(branches).boxed();
        }
        _ => return any_value().boxed(),
    };
    match ty.as_str() {
        "boolean" => any::<bool>().prop_map(Value::from).boxed(),
        "null" => Just(Value::Null).boxed(),
        "integer" => prop_oneof![4 => 0_i64..12, 1 => any::<i64>()].prop_map(Value::from).boxed(),
        "number" => {
            prop_oneof![4 => (0_i64..5).prop_map(|n| json!(n as f64 / 4.0)), 1 => any::<i32>().prop_map(Value::from)]
                .boxed()
        }
        "string" => match (schema.get("format").and_then(Value::as_str), schema.get("pattern").and_then(Value::as_str))
        {
            (Some("date-time"), _) => moment().boxed(),
            (_, Some(pattern)) if !pattern.contains("(?!") => {
                let anchored = pattern.trim_start_matches('^').trim_end_matches('$').to_owned();
                proptest::string::string_regex(&anchored).unwrap().prop_map(Value::from).boxed()
            }
            _ => "[a-cé😀\"\\\\]{0,6}".prop_map(Value::from).boxed(),
        },
        "array" => {
            let items = schema.get("items").cloned().unwrap_or(Value::Bool(true));
            proptest::collection::vec(value(&items, root, depth + 1), 0..4).prop_map(Value::from).boxed()
        }
        _ => {
            let Some(properties) = schema.get("properties").and_then(Value::as_object) else {
                return proptest::collection::btree_map("[a-c]{1,2}", any_value(), 0..3)
                    .prop_map(|map| map.into_iter().collect::<Map<_, _>>().into())
                    .boxed();
            };
            let required: Vec<&str> = schema
                .get("required")
                .and_then(Value::as_array)
                .into_iter()
                .flatten()
                .filter_map(Value::as_str)
                .collect();
            let likely = if depth == 0 { 4.0 / properties.len() as f64 } else { 0.5 };
            let members: Vec<_> = properties
                .iter()
                .map(|(name, property)| {
                    let likely = if required.contains(&name.as_str()) { 0.99 } else { likely };
                    let name = name.clone();
                    proptest::option::weighted(likely, value(property, root, depth + 1))
                        .prop_map(move |value| value.map(|value| (name.clone(), value)))
                })
                .collect();
            members.prop_map(|members| members.into_iter().flatten().collect::<Map<_, _>>().into()).boxed()
        }
    }
}

fn moment() -> impl Strategy<Value = Value> {
    const TEXTS: &[&str] = &[
        "2024-02-29T10:00:00Z",
        "2025-02-29T10:00:00Z",
        "2026-01-05T10:00:00.5+01:00",
        "2016-12-31T23:59:60Z",
        "2026-01-05",
        "2026-01-05T25:00:00Z",
    ];
    prop_oneof![6 => Just(TEXTS[0]), 1 => proptest::sample::select(TEXTS)].prop_map(Value::from)
}

fn any_value() -> impl Strategy<Value = Value> {
    let scalar = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        prop_oneof![-3_i64..3, any::<i64>()].prop_map(Value::from),
        Just(json!(u64::MAX)),
        (-8_i32..8).prop_map(|n| json!(f64::from(n) / 2.0)),
        "[a-c]{0,3}".prop_map(Value::from),
        Just(json!("US")),
        Just(json!("2024-02-29T10:00:00Z")),
    ];
    scalar.prop_recursive(2, 6, 3, |inner| {
        prop_oneof![
            proptest::collection::vec(inner.clone(), 0..3).prop_map(Value::from),
            proptest::collection::btree_map("[a-c]", inner, 0..3)
                .prop_map(|map| map.into_iter().collect::<Map<_, _>>().into()),
        ]
    })
}

/// Replaces, removes or adds something at a place chosen by `picks`.
fn spoil(value: &mut Value, picks: &[u8], other: &Value) {
    let (first, rest) = match picks.split_first() {
        Some((first, rest)) => (usize::from(*first), rest),
        None => {
            *value = other.clone();
            return;
        }
    };
    match value {
        Value::Object(map) if !map.is_empty() && first % 5 != 0 => {
            let key = map.keys().nth(first % map.len()).cloned().unwrap();
            if rest.is_empty() && first % 3 == 0 {
                map.remove(&key);
            } else {
                spoil(&mut map[&key], rest, other);
            }
        }
        Value::Array(list) if !list.is_empty() && first % 5 != 0 => {
            let index = first % list.len();
            if rest.is_empty() && first % 3 == 0 {
                list.push(list[index].clone());
            } else {
                spoil(&mut list[index], rest, other);
            }
        }
        Value::Object(map) => {
            map.insert("c".into(), other.clone());
        }
        _ => *value = other.clone(),
    }
}

/// Takes out what reading passes over: `null` for a declared field that does not allow it.
fn without_null(value: &Value, schema: &Value, root: &Value) -> Value {
    let schema = match schema.get("$ref").and_then(Value::as_str) {
        Some(reference) => root.pointer(reference.trim_start_matches('#')).unwrap(),
        None => schema,
    };
    let plain = schema.get("type").is_some_and(Value::is_string);
    match value {
        Value::Object(map) if plain => {
            let empty = Map::new();
            let properties = schema.get("properties").and_then(Value::as_object).unwrap_or(&empty);
            let kept = map.iter().filter_map(|(key, value)| match properties.get(key) {
                Some(property) => {
                    let nullable = || match property.get("type") {
                        Some(Value::String(ty)) => ty == "null",
                        _ => jsonschema::draft202012::new(&with_definitions(property, root))
                            .unwrap()
                            .is_valid(&Value::Null),
                    };
                    (!value.is_null() || nullable()).then(|| (key.clone(), without_null(value, property, root)))
                }
                None => Some((key.clone(), value.clone())),
            });
            Value::Object(kept.collect())
        }
        Value::Array(list) if plain => {
            let items = schema.get("items").unwrap_or(&Value::Bool(true));
            list.iter().map(|element| without_null(element, items, root)).collect()
        }
        _ => value.clone(),
    }
}

fn with_definitions(schema: &Value, root: &Value) -> Value {
    let mut schema = schema.clone();
    if let (Value::Object(map), Some(definitions)) = (&mut schema, root.get("$defs")) {
        map.insert("$defs".into(), definitions.clone());
    }
    schema
}

fn agree(index: usize, record: &Value) {
    let case = &CASES[index];
    let text = record.to_string();
    let options = DecodeOptions { strict: true, ..DecodeOptions::default() };
    let read = Record::decode(&case.schema, text.as_bytes(), &options);
    let fitted = without_null(record, &case.text, &case.text);
    match read {
        Ok(decoded) => {
            let faults: Vec<String> = case.oracle.iter_errors(&fitted).map(|error| error.to_string()).collect();
            assert_eq!(faults, [""; 0], "read, but the validator refuses {text}");
            assert_cells(&decoded.record, record);
        }
        Err(problems) => {
            let beyond = problems.iter().any(|problem| problem.code() == "R505");
            assert!(beyond || !case.oracle.is_valid(&fitted), "the validator takes {text}, reading says {problems:#?}");
            for problem in problems.iter().filter(|problem| problem.code() != "R511") {
                assert!(record.pointer(&problem.pointer).is_some(), "{problem:?} points nowhere in {text}");
            }
        }
    }
}

/// Every cell that holds something maps back to the value that the text has at its pointer.
fn assert_cells(record: &Record<'_>, value: &Value) {
    for cell in 0..record.len() {
        if record.cell(cell) == hirewall_model::Cell::Absent {
            continue;
        }
        let pointer = record.pointer(cell);
        let there = value.pointer(&pointer).unwrap_or_else(|| panic!("cell {cell} says {pointer}"));
        let here = record.json_at(cell);
        match there {
            Value::Number(number) => assert_eq!(here.as_f64(), number.as_f64(), "{pointer}"),
            Value::String(text) if Some(text.as_str()) != here.as_str() => {
                assert_eq!(text.parse::<Time>(), here.as_str().unwrap().parse(), "{pointer}");
            }
            Value::String(_) | Value::Bool(_) | Value::Null => assert_eq!(&here, there, "{pointer}"),
            Value::Array(list) => assert_eq!(here.as_array().unwrap().len(), list.len(), "{pointer}"),
            Value::Object(_) => assert!(here.is_object(), "{pointer}"),
        }
    }
}

fn records(index: usize) -> impl Strategy<Value = Value> {
    value(&CASES[index].text, &CASES[index].text, 0)
}

fn spoilt(index: usize) -> impl Strategy<Value = Value> {
    let spoils = proptest::collection::vec((proptest::collection::vec(any::<u8>(), 1..5), any_value()), 0..3);
    (records(index), spoils).prop_map(|(mut record, spoils)| {
        for (picks, other) in &spoils {
            spoil(&mut record, picks, other);
        }
        record
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1_000, failure_persistence: None, max_shrink_iters: 2_000, ..ProptestConfig::default() })]

    #[test]
    fn applicants(record in spoilt(0)) {
        agree(0, &record);
    }

    #[test]
    fn devices(record in spoilt(1)) {
        agree(1, &record);
    }

    #[test]
    fn things_with_every_keyword(record in spoilt(2)) {
        agree(2, &record);
    }

    #[test]
    fn any_text_gets_an_answer(text in "[{}\\[\\]\",:0-9a-z\\\\ .eE+-]{0,60}") {
        for case in CASES.iter() {
            let _ = Record::decode(&case.schema, text.as_bytes(), &DecodeOptions::default());
        }
    }
}

#[test]
fn generated_records_fit_often_enough_to_test_something() {
    use proptest::strategy::ValueTree;
    let mut runner = proptest::test_runner::TestRunner::deterministic();
    for (index, case) in CASES.iter().enumerate() {
        let strategy = spoilt(index);
        let fit = (0..60)
            .filter(|_| {
                let text = strategy.new_tree(&mut runner).unwrap().current().to_string();
                Record::decode(&case.schema, text.as_bytes(), &DecodeOptions::default()).is_ok()
            })
            .count();
        assert!((5..=55).contains(&fit), "schema {index}: {fit} of 60 fit");
    }
}
