//! Rows of macros, sums of texts and parts of splits come to the same as one after the other with every list made, lack the same, read the
//! same and take the same steps.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

use std::sync::{Arc, LazyLock};

use hirewall_model::{DecodeOptions, Record, Schema, Time};
use proptest::prelude::*;
use serde_json::{Map, Value as Json, json};

use crate::ir::Program;
use crate::{DEFAULT_FUEL, Env, Evaluator, Inputs, Place, Undetermined};

const SCHEMA: &str = r#"{"x-record": {"kind": "r", "id": "/id"}, "type": "object", "required": ["id"], "properties": {
    "id": {"type": "string"}, "a": {"type": "string"}, "any": true,
    "jobs": {"type": "array", "items": {"type": "object", "properties": {
        "name": {"type": "string"}, "tags": {"type": "array", "items": {"type": "string"}}}}},
    "words": {"type": "array", "items": {"type": "string"}}}}"#;

static ENV: LazyLock<(Arc<Schema>, Env)> = LazyLock::new(|| {
    let schema = Arc::new(Schema::compile(SCHEMA).unwrap());
    let mut env = Env::new();
    env.record(&schema);
    (schema, env)
});

/// Fills the forms: `L` stands for a list, `S` for a text, `T` for a truth, `V` for a new variable, in which `U` is a text and `W` a truth.
fn fill(forms: &[&str], variables: u32, depth: u32) -> BoxedStrategy<String> {
    let forms = forms.iter().map(|form| {
        let mut filled = Just((*form).to_owned()).boxed();
        let variable = format!("x{variables}");
        for sign in ['L', 'S', 'T', 'U', 'W'] {
            for _ in 0..form.matches(sign).count() {
                let part = match sign {
                    'L' => list(variables, depth - 1),
                    'S' => text(variables, depth - 1),
                    'T' => truth(variables, depth - 1),
                    'U' => text(variables + 1, depth - 1),
                    _ => truth(variables + 1, depth - 1),
                };
                filled = (filled, part).prop_map(move |(form, part)| form.replacen(sign, &part, 1)).boxed();
            }
        }
        filled.prop_map(move |form| form.replace('V', &variable)).boxed()
    });
    prop::strategy::Union::new(forms.collect::<Vec<_>>()).boxed()
}

/// Signs that stand for parts are upper case: so nothing else is.
fn list(variables: u32, depth: u32) -> BoxedStrategy<String> {
    if depth == 0 {
        return prop::sample::select(vec![
            "r.words",
            "r.jobs.map(j, j.name)",
            "r.jobs.filter(j, has(j.name)).map(j, j.name)",
            "['anna', r.a]",
            "[]",
        ])
        .prop_map(str::to_owned)
        .boxed();
    }
    fill(
        &[
            "L.filter(V, W)",
            "L.map(V, U)",
            "L.map(V, W, U)",
            "L.filter(V, W).map(V, U)",
            "L.map(V, U).filter(V, W).map(V, U)",
            "r.jobs.filter(j, has(j.tags)).map(j, j.tags.map(V, U)).flatten()",
            "r.jobs.filter(j, has(j.name)).filter(V, V.name.size() > 1).map(V, V.name)",
            "S.split(' ')",
            "L.distinct()",
            "[S, S]",
        ],
        variables,
        depth,
    )
}

fn text(variables: u32, depth: u32) -> BoxedStrategy<String> {
    if depth == 0 {
        let known = (0..variables).map(|at| format!("x{at}"));
        return prop::sample::select(known.chain(["r.a".to_owned(), "'b o'".to_owned()]).collect::<Vec<_>>()).boxed();
    }
    fill(
        &[
            "S",
            "(S + S)",
            "(S + '|' + S)",
            "(S + (S + S) + S)",
            "S.split('n')[0]",
            "S.split(' ')[1]",
            "S.split('')[2]",
            "normalize_name(S)",
            "L.join('+')",
            "(string(L.size()) + S)",
            "(r.any + S)",
        ],
        variables,
        depth,
    )
}

fn truth(variables: u32, depth: u32) -> BoxedStrategy<String> {
    if depth == 0 {
        return text(variables, 0).prop_map(|text| format!("{text}.size() > 2")).boxed();
    }
    fill(
        &[
            "S.split('a').size() > 1",
            "S.split('').size() > 3",
            "S == S",
            "L.exists(V, W)",
            "L.size() > 1",
            "S in L",
            "T && T",
            "(S in ['anna', 'b o']) == false",
            "S != 'anna'",
            "S.size() >= 3",
        ],
        variables,
        depth,
    )
}

fn record() -> impl Strategy<Value = Json> {
    let text = || prop::sample::select(vec!["", "anna", "b o n", "bo", "n", "naan søn"]);
    let maybe = |value: BoxedStrategy<Json>| prop_oneof![1 => Just(None), 4 => value.prop_map(Some)];
    let texts = || prop::collection::vec(text(), 0..4).prop_map(|texts| json!(texts)).boxed();
    let single = move || maybe(text().prop_map(Json::from).boxed());
    let object = |fields: Vec<(&str, Option<Json>)>| {
        Json::Object(
            fields.into_iter().filter_map(|(key, value)| Some((key.to_owned(), value?))).collect::<Map<_, _>>(),
        )
    };
    let job = (single(), maybe(texts())).prop_map(move |(name, tags)| object(vec![("name", name), ("tags", tags)]));
    let jobs = maybe(prop::collection::vec(job, 0..4).prop_map(Json::from).boxed());
    let any = maybe(prop_oneof![Just(json!("x")), Just(json!(1)), Just(json!([]))].boxed());
    (jobs, maybe(texts()), single(), any).prop_map(move |(jobs, words, a, any)| {
        object(vec![("id", Some(json!("r"))), ("jobs", jobs), ("words", words), ("a", a), ("any", any)])
    })
}

type Answer = (Result<Json, Undetermined>, Vec<Place>, u64);

fn answers(record: &Record<'_>, program: &Program, plain: bool, fuel: u64) -> [Answer; 2] {
    let now = Time { seconds: 1_700_000_000, nanos: 0 };
    let inputs = Inputs { record: Some(record), frames: &[], variables: &[], lets: &[], now, fuel };
    [false, true].map(|traced| {
        let mut evaluator = Evaluator::new(inputs);
        evaluator.plain = plain;
        let (value, places) = match traced {
            true => evaluator.value_and_places(program),
            false => (evaluator.value(program), Vec::new()),
        };
        assert_eq!(evaluator.plain, plain, "{}", program.text());
        (value.map(|value| value.to_json()), places, evaluator.fuel())
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 8_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_is_done_at_once_comes_to_the_same_as_one_after_the_other(
        text in prop_oneof![2 => list(0, 3), 1 => text(0, 3), 1 => truth(0, 3)],
        json in record(),
        short in 1_u64..200,
    ) {
        let program = ENV.1.compile(&text).unwrap_or_else(|problems| panic!("{text}: {problems:#?}"));
        let json = json.to_string();
        let decoded = Record::decode(&ENV.0, json.as_bytes(), &DecodeOptions::default()).unwrap();
        for fuel in [DEFAULT_FUEL, short] {
            let (at_once, plain) =
                (answers(&decoded.record, &program, false, fuel), answers(&decoded.record, &program, true, fuel));
            prop_assert_eq!(at_once, plain, "{} {}", text, json);
        }
    }
}

/// Rows inside of rows that all lack data in the end: what is tried once is not tried twice inside of what is tried again.
#[test]
fn rows_that_fail_inside_of_one_another_take_no_time_without_end() {
    let mut row = "r.words.map(y, y + r.a)".to_owned();
    for depth in 0..20 {
        row = format!("r.words.filter(x{depth}, x{depth}.size() > 0).map(x{depth}, {row}).flatten()");
    }
    let program = ENV.1.compile(&row).unwrap();
    let json = r#"{"id":"r","words":["anna"]}"#;
    let decoded = Record::decode(&ENV.0, json.as_bytes(), &DecodeOptions::default()).unwrap();
    let [(value, ..), _] = answers(&decoded.record, &program, false, DEFAULT_FUEL);
    assert!(value.is_err_and(|undetermined| undetermined.fault.is_none() && undetermined.missing.len() == 1));
}
