//! Values agree with the `cel` crate on generated expressions over numbers, strings, lists and truths.
//!
//! Left out because that crate differs from the specification or from Hirewall: comparisons across number types and types
//! in general (Hirewall's numbers compare exactly), `uint`, maps, and errors under `&&` and `||`.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests")]

use hirewall_expr::{Env, Evaluator, Inputs, Value};
use hirewall_model::Time;
use proptest::prelude::*;

fn int(depth: u32) -> BoxedStrategy<String> {
    let leaf = prop_oneof![
        (-5_i64..100).prop_map(|number| format!("({number})")),
        Just("9223372036854775807".to_owned()),
        "[a-cé]{0,5}".prop_map(|text| format!("size('{text}')")),
    ];
    if depth == 0 {
        return leaf.boxed();
    }
    let below = int(depth - 1);
    let operators = prop::sample::select(vec!["+", "-", "*", "/", "%"]);
    prop_oneof![
        1 => leaf,
        3 => (below.clone(), operators, below.clone()).prop_map(|(a, operator, b)| format!("({a} {operator} {b})")),
        1 => (truth(depth - 1), below.clone(), below).prop_map(|(c, a, b)| format!("({c} ? {a} : {b})")),
    ]
    .boxed()
}

fn text() -> BoxedStrategy<String> {
    let leaf = "[a-cé]{0,4}".prop_map(|text| format!("'{text}'"));
    prop_oneof![leaf.clone(), (leaf.clone(), leaf).prop_map(|(a, b)| format!("({a} + {b})"))].boxed()
}

fn truth(depth: u32) -> BoxedStrategy<String> {
    let comparisons = prop::sample::select(vec!["==", "!=", "<", "<=", ">", ">="]);
    let calls = prop::sample::select(vec!["contains", "startsWith", "endsWith"]);
    let leaf = prop_oneof![
        any::<bool>().prop_map(|value| value.to_string()),
        (text(), comparisons.clone(), text()).prop_map(|(a, operator, b)| format!("({a} {operator} {b})")),
        (text(), calls, text()).prop_map(|(a, name, b)| format!("{a}.{name}({b})")),
    ];
    if depth == 0 {
        return leaf.boxed();
    }
    let numbers = int(depth - 1);
    let list = prop::collection::vec((-2_i64..5).prop_map(|number| number.to_string()), 0..4)
        .prop_map(|items| format!("[{}]", items.join(", ")));
    prop_oneof![
        leaf,
        (numbers.clone(), comparisons, numbers.clone()).prop_map(|(a, operator, b)| format!("({a} {operator} {b})")),
        (numbers, list.clone()).prop_map(|(item, list)| format!("({item} in {list})")),
        (list.clone(), -2_i64..5).prop_map(|(list, number)| format!("{list}.exists(x, x == {number})")),
        (list, -2_i64..5).prop_map(|(list, number)| format!("{list}.all(x, x > {number})")),
        truth(depth - 1).prop_map(|part| format!("!{part}")),
    ]
    .boxed()
}

/// What the other crate says; none for an error.
fn theirs(text: &str) -> Option<String> {
    let program = cel::Program::compile(text).ok()?;
    match program.execute(&cel::Context::default()).ok()? {
        cel::Value::Int(value) => Some(value.to_string()),
        cel::Value::Bool(value) => Some(value.to_string()),
        cel::Value::String(value) => Some(format!("'{value}'")),
        other => panic!("unexpected value {other:?}"),
    }
}

fn ours(text: &str) -> Option<String> {
    let program = Env::new().compile_unchecked(text).unwrap_or_else(|problems| panic!("{text}: {problems:#?}"));
    let now = Time { seconds: 0, nanos: 0 };
    let inputs = Inputs { record: None, frames: &[], variables: &[], lets: &[], now, fuel: 100_000 };
    match Evaluator::new(inputs).value(&program).ok()? {
        Value::Int(value) => Some(value.to_string()),
        Value::Bool(value) => Some(value.to_string()),
        other => Some(format!("'{}'", other.as_str().expect("an int, a bool or a string"))),
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 500, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn generated_expressions_have_the_same_value(text in prop_oneof![int(3), truth(3), text()]) {
        prop_assert_eq!(ours(&text), theirs(&text), "{}", text);
    }
}
