//! A record made of counts is the one that reading them as JSON gives.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::sync::{Arc, LazyLock};

use hirewall_model::{Cell, CountValue, DecodeOptions, Record, Schema};
use proptest::prelude::*;
use serde_json::{Map, Value};

const COUNTERS: &str = r#"{"type": "object", "properties": {
    "people": {"type": "integer"}, "hours": {"type": "number"}, "events": {"type": "integer"}, "pay": {"type": "number"}}}"#;

static SCHEMA: LazyLock<Arc<Schema>> =
    LazyLock::new(|| Arc::new(Schema::compile_object("counters", COUNTERS).unwrap()));

fn count() -> impl Strategy<Value = Option<CountValue>> {
    let edges = [0.0, -0.0, 2.0, -7.0, 0.5, 1e17, 9.2e18, 9.3e18, -9.3e18, f64::NAN, f64::INFINITY];
    prop_oneof![
        Just(None),
        any::<i64>().prop_map(|value| Some(CountValue::Int(value))),
        (0_i64..100).prop_map(|value| Some(CountValue::Int(value))),
        prop::sample::select(edges.to_vec()).prop_map(|value| Some(CountValue::Double(value))),
    ]
}

fn cells(record: &Record<'_>) -> Vec<Cell> {
    (0..record.len()).map(|at| record.cell(at)).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 20_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn counts_become_the_cells_that_reading_them_gives(counts in prop::collection::vec(count(), 4)) {
        let fields = &SCHEMA.root().fields;
        let mut named: Vec<_> = fields.iter().map(|field| &*field.name).zip(&counts).collect();
        let json: Map<String, Value> =
            named.iter().filter_map(|(name, count)| Some(((*name).to_owned(), count.as_ref()?.json()))).collect();
        let text = Value::Object(json).to_string();
        let read = Record::decode(&SCHEMA, text.as_bytes(), &DecodeOptions::default());
        let made = Record::of_counts(&SCHEMA, |field| {
            let at = named.iter().position(|(name, _)| *name == &*field.name)?;
            *named.swap_remove(at).1
        });
        prop_assert_eq!(made.as_ref().map(cells), read.as_ref().ok().map(|read| cells(&read.record)), "{}", text);
    }
}

#[test]
fn a_count_of_something_that_is_no_number_makes_no_record() {
    let schema = r#"{"type": "object", "properties": {"name": {"type": "string"}}}"#;
    let schema = Arc::new(Schema::compile_object("counters", schema).unwrap());
    assert!(Record::of_counts(&schema, |_| Some(CountValue::Int(1))).is_none());
    assert!(Record::of_counts(&schema, |_| None).is_some());
}
