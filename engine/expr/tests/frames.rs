//! Frames: data beside the record, which behaves as the same data inside it, and is missing as a whole where it is not given.

#![expect(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test fails by panicking")]

use std::sync::Arc;

use hirewall_expr::condition::Condition;
use hirewall_expr::{Env, Evaluator, Inputs, Place, Truth};
use hirewall_model::{DecodeOptions, Record, Schema, Time};
use proptest::prelude::*;

/// What stands in the record as `r.s`, or beside it as the frame `r.s`.
const INNER: &str = r#"{"type": "object", "properties": {
    "yes": {"type": "boolean"}, "n": {"type": "integer"}, "free": {},
    "text": {"type": "string", "enum": ["a", "b"]},
    "deep": {"type": "object", "properties": {"n": {"type": "integer"}}},
    "list": {"type": "array", "items": {"type": "object", "properties": {"n": {"type": "integer"}}}}}}"#;

fn record_schema(properties: &str) -> Arc<Schema> {
    let text = format!(
        r#"{{"x-record": {{"kind": "r", "id": "/id"}}, "type": "object", "required": ["id"],
            "properties": {{"id": {{"type": "string"}}, "m": {{"type": "integer"}} {properties}}}}}"#
    );
    Arc::new(Schema::compile(&text).unwrap())
}

struct Both {
    whole: Arc<Schema>,
    bare: Arc<Schema>,
    beside: Arc<Schema>,
    inside_env: Env,
    frame_env: Env,
}

fn both() -> Both {
    let whole = record_schema(&format!(r#", "s": {INNER}"#));
    let bare = record_schema("");
    let beside = Arc::new(Schema::compile_object("r.s", INNER).unwrap());
    let (mut inside_env, mut frame_env) = (Env::new(), Env::new());
    inside_env.record(&whole);
    frame_env.record(&bare);
    assert_eq!(frame_env.refused_frame("r.t", "`r.t` is not for records of this kind", "Read another one."), 1);
    assert_eq!(frame_env.frame("r.s", &beside), 2);
    Both { whole, bare, beside, inside_env, frame_env }
}

const NOW: Time = Time { seconds: 0, nanos: 0 };

/// What a condition comes to, what it lacks, and what it rests on, with the data in the record.
type Answer = (Option<bool>, Vec<String>, Vec<String>);

fn answer(inputs: Inputs<'_>, condition: &Condition, name: &dyn Fn(&Place) -> String) -> Answer {
    let names = |places: &[Place]| {
        let mut names: Vec<String> = places.iter().map(name).collect();
        names.sort();
        names.dedup();
        names
    };
    let truth = Evaluator::new(inputs).truth(condition);
    let witnesses: Vec<Place> =
        Evaluator::new(inputs).witnesses(condition).into_iter().flat_map(|witness| witness.places).collect();
    match truth {
        Truth::True => (Some(true), Vec::new(), names(&witnesses)),
        Truth::False => (Some(false), Vec::new(), names(&witnesses)),
        Truth::Undetermined(why) => (None, names(&why.missing), names(&witnesses)),
    }
}

/// The answers with the data inside of the record and beside it; places beside it are named as if they were inside.
fn answers(both: &Both, text: &str, data: Option<&serde_json::Value>) -> (Answer, Answer) {
    let compiled = |env: &Env| match env.compile(text) {
        Ok(program) => Condition::Leaf { program, label: None },
        Err(problems) => panic!("{text}: {problems:#?}"),
    };
    let mut json = serde_json::json!({"id": "1", "m": 3});
    let bare_json = json.to_string();
    if let Some(data) = data {
        json["s"] = data.clone();
    }
    let (json, options) = (json.to_string(), DecodeOptions { strict: true, ..DecodeOptions::default() });
    let whole = Record::decode(&both.whole, json.as_bytes(), &options).unwrap().record;
    let (condition, shared) = (compiled(&both.inside_env), |record| Inputs {
        record: Some(record),
        frames: &[],
        variables: &[],
        lets: &[],
        now: NOW,
        fuel: 100_000,
    });
    let inside = answer(shared(&whole), &condition, &|place| place.pointer(&whole));

    let bare = Record::decode(&both.bare, bare_json.as_bytes(), &options).unwrap().record;
    let text = data.map(ToString::to_string);
    let beside = text.as_ref().map(|text| Record::decode(&both.beside, text.as_bytes(), &options).unwrap().record);
    let frames = [None, beside.as_ref()];
    let condition = compiled(&both.frame_env);
    let name = |place: &Place| match (place.frame, &beside) {
        (0, _) => place.pointer(&bare),
        (2, Some(beside)) => format!("/s{}", place.pointer(beside)),
        (2, None) => format!("/s{}", place.rest.as_deref().unwrap_or_default()),
        _ => panic!("{place:?}"),
    };
    let beside = answer(Inputs { frames: &frames, ..shared(&bare) }, &condition, &name);
    (inside, beside)
}

const LEAVES: [&str; 16] = [
    "r.s.yes",
    "r.s.n > r.m",
    "r.m == 3",
    "r.s.text == 'a'",
    "r.s.text in ['b', 'x' + '']",
    "has(r.s.n)",
    "missing(r.s.deep.n)",
    "has(r.s)",
    "r.s.deep.n == r.s.n",
    "r.s.list.exists(x, x.n == 1)",
    "r.s.list.all(x, x.n > r.s.n)",
    "r.s.list.filter(x, has(x.n))[0].n == 2",
    "r.s.list[1].n == 2",
    "r.s.?n.orValue(2) == 2",
    "r.s.free.k == 1",
    "cel.bind(d, r.s.deep, d.n < 2)",
];

fn condition_text() -> impl Strategy<Value = String> {
    let leaf = prop::sample::select(&LEAVES[..]).prop_map(str::to_owned);
    leaf.prop_recursive(3, 12, 3, |inner| {
        prop_oneof![
            inner.clone().prop_map(|part| format!("!({part})")),
            (inner.clone(), inner.clone()).prop_map(|(a, b)| format!("({a}) && ({b})")),
            (inner.clone(), inner.clone()).prop_map(|(a, b)| format!("({a}) || ({b})")),
            (inner.clone(), inner.clone(), inner).prop_map(|(a, b, c)| format!("({a}) ? ({b}) : ({c})")),
        ]
    })
}

fn data() -> impl Strategy<Value = serde_json::Value> {
    let number = || prop::option::of(0..4_i64);
    let list = prop::option::of(prop::collection::vec(number(), 0..3));
    let scalars = (prop::option::of(any::<bool>()), number(), prop::option::of(prop::sample::select(vec!["a", "b"])));
    (scalars, prop::option::of(number()), list, number()).prop_map(|((yes, n, text), deep, list, free)| {
        let object = |n: Option<i64>| n.map_or(serde_json::json!({}), |n| serde_json::json!({"n": n}));
        let mut json = serde_json::json!({});
        let mut set = |key: &str, value: Option<serde_json::Value>| {
            if let Some(value) = value {
                json[key] = value;
            }
        };
        set("yes", yes.map(Into::into));
        set("n", n.map(Into::into));
        set("text", text.map(Into::into));
        set("deep", deep.map(object));
        set("list", list.map(|list| list.into_iter().map(object).collect()));
        set("free", free.map(|k| serde_json::json!({"k": k})));
        json
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1500, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn data_beside_the_record_behaves_as_the_same_data_inside(text in condition_text(), data in data()) {
        let (inside, beside) = answers(&both(), &text, Some(&data));
        prop_assert_eq!(inside, beside, "{} on {}", text, data);
    }

    #[test]
    fn a_frame_that_is_not_given_is_missing_as_a_whole(text in condition_text()) {
        let (inside, beside) = answers(&both(), &text, None);
        prop_assert_eq!(inside.0, beside.0, "{}", text);
        prop_assert_eq!(inside.1.is_empty(), beside.1.is_empty());
        for name in &beside.1 {
            prop_assert!(name == "/s" || !name.starts_with("/s"), "{}: {}", text, name);
        }
    }
}

#[test]
fn reads_tell_their_frame_and_its_absence_is_thought_of() {
    let both = both();
    let reads = |text: &str| -> Vec<(u32, String, bool, bool)> {
        let program = both.frame_env.compile(text).unwrap_or_else(|problems| panic!("{text}: {problems:#?}"));
        let reads = program.reads().iter();
        reads.map(|read| (read.frame, read.field.path.to_string(), read.optional, read.guarded)).collect()
    };
    let read = |frame, path: &str, guarded| (frame, path.to_owned(), true, guarded);
    assert_eq!(reads("r.m > 1 && r.s.n > 1"), [read(0, "m", false), read(2, "n", false)]);
    assert_eq!(reads("has(r.s.n) && r.s.n != 1"), [read(2, "n", true), read(2, "n", true)]);
    assert_eq!(reads("has(r.m) && r.s.n != 1"), [read(0, "m", true), read(2, "n", false)]);
    assert_eq!(reads("r.s.list.exists(x, x.n == 1)")[1], read(2, "list.*.n", false));
}

#[test]
fn what_is_not_declared_is_told_with_what_is() {
    let schema = record_schema("");
    let beside = Arc::new(Schema::compile_object("signals.phone", INNER).unwrap());
    let mut env = Env::new();
    env.record(&schema).namespace("signals", "detector");
    env.frame("signals.phone", &beside);
    env.refused_frame(
        "signals.device",
        "`signals.device` tells of records of the kind `device`",
        "Read `signals.phone`.",
    );
    let mut empty = Env::new();
    empty.record(&schema).namespace("signals", "detector");
    let told = |env: &Env, text: &str| {
        let problem = env.compile(text).unwrap_err().remove(0);
        let at = text.get(problem.span.start as usize..problem.span.end as usize).unwrap();
        format!("{at}: {} | {} | {}", problem.message, problem.text, problem.help.unwrap_or_default())
    };
    for (env, text, expected) in [
        (
            &env,
            "signals.phon.yes",
            "phon: there is no detector `phon` | did you mean `phone`? | There are `device`, `phone`.",
        ),
        (
            &env,
            "signals",
            "signals: `signals` alone has no value |  | Name a detector, as in `signals.device`; there are `device`, `phone`.",
        ),
        (
            &env,
            "has(signals.phon)",
            "phon: there is no detector `phon` | did you mean `phone`? | There are `device`, `phone`.",
        ),
        (
            &env,
            "signal.phone.yes",
            "signal: `signal` is not declared | did you mean `signals`? | Declared are `r`, `signals.device`, `signals.phone`, `now`, `lists`, `tables`, `signals`. A text stands in quotes: `\"signal\"`.",
        ),
        (
            &env,
            "signals.phone.yess",
            "yess: `signals.phone` has no field `yess` | did you mean `yes`? | Its fields are `yes`, `n`, `free`, `text`, `deep`, `list`.",
        ),
        (&env, "signals.phone.text == 'c'", "'c': `signals.phone.text` is never `c` |  | The schema allows `a`, `b`."),
        (
            &env,
            "signals.device.x",
            "signals.device: `signals.device` tells of records of the kind `device` |  | Read `signals.phone`.",
        ),
        (
            &empty,
            "signals.phone.yes",
            "phone: there is no detector `phone` |  | Declare it in a file of the policy directory: `detector: phone`.",
        ),
        (
            &empty,
            "signals == 1",
            "signals: `signals` alone has no value |  | Name a detector, as in `signals.name`, when one is declared: `detector: name`.",
        ),
    ] {
        let found = told(env, text);
        assert!(found.starts_with(expected.trim_end_matches(" |  | ")), "{text}:\n{found}\n{expected}");
    }
}
