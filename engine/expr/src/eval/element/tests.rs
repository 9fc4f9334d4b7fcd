//! With and without memory, a condition comes to the same, lacks the same and takes the same steps.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

use std::sync::{Arc, LazyLock};

use hirewall_model::{DecodeOptions, Record, Schema, Time};
use proptest::prelude::*;
use serde_json::{Map, Value as Json, json};

use crate::ir::{Program, Remembered};
use crate::{DEFAULT_FUEL, Env, Evaluator, Inputs, Scope, Undetermined, share};

const SCHEMA: &str = r#"{"x-record": {"kind": "r", "id": "/id"}, "type": "object", "required": ["id"], "properties": {
    "id": {"type": "string"}, "n": {"type": "integer"},
    "jobs": {"type": "array", "items": {"type": "object", "properties": {
        "name": {"type": "string"}, "start": {"type": "string"}, "size": {"type": "integer"},
        "tags": {"type": "array", "items": {"type": "string"}}}}},
    "words": {"type": "array", "items": {"type": "string"}}}}"#;

static ENV: LazyLock<(Arc<Schema>, Env)> = LazyLock::new(|| {
    let schema = Arc::new(Schema::compile(SCHEMA).unwrap());
    let mut env = Env::new();
    env.record(&schema);
    (schema, env)
});

/// A question about the variables of the macros around it: jobs `a`, `b`, `c` and so on, texts `s`, `t`, `u` and so on.
fn question(jobs: &[String], texts: &[String], depth: u32) -> BoxedStrategy<String> {
    let mut leaves = vec![Just("r.n > 1".to_owned()).boxed(), Just("r.words.size() > 1".to_owned()).boxed()];
    for job in jobs {
        for form in [
            "J.name.size() > 2",
            "J.name.lowerAscii() == 'anna'",
            "J.size + 1 > 2",
            "10 / J.size > 2",
            "first_day(J.start) < first_day('2020')",
            "(has(J.start) ? last_day(J.start) : r.jobs[0].start == '2' ? now : first_day('2021')) > first_day('2019-05')",
            "has(J.name) && J.name.matches('a+n')",
            "J.tags.exists(x, x.upperAscii() == J.name.upperAscii())",
            "J.tags.map(x, x + '!').size() > 1",
            "cel.bind(y, J.name.lowerAscii(), y.startsWith('a') || y == 'bo')",
        ] {
            leaves.push(Just(form.replace('J', job)).boxed());
        }
        for other in jobs {
            leaves.push(Just(format!("normalize_name({job}.name) == normalize_name({other}.name)")).boxed());
            leaves.push(Just(format!("first_day({job}.start) <= last_day({other}.start)")).boxed());
        }
    }
    for text in texts {
        leaves.push(Just(format!("{text}.lowerAscii().contains('a')")).boxed());
        leaves.push(Just(format!("int({text}.size()) * 2 > r.n")).boxed());
    }
    let leaf = prop::strategy::Union::new(leaves);
    if depth == 0 {
        return leaf.boxed();
    }
    let job = ["a", "b", "c", "d"].get(jobs.len()).map(|name| (*name).to_owned());
    let text = ["s", "t", "u", "v"].get(texts.len()).map(|name| (*name).to_owned());
    let mut forms = vec![leaf.boxed()];
    let same = question(jobs, texts, depth - 1);
    forms.push((same.clone(), same.clone()).prop_map(|(x, y)| format!("({x} && {y})")).boxed());
    forms.push((same.clone(), same.clone()).prop_map(|(x, y)| format!("({x} || {y})")).boxed());
    forms.push((same.clone(), same.clone(), same.clone()).prop_map(|(x, y, z)| format!("({x} ? {y} : {z})")).boxed());
    forms.push(same.prop_map(|x| format!("!({x})")).boxed());
    if let Some(job) = job {
        let around: Vec<String> = jobs.iter().chain([&job]).cloned().collect();
        let inner = question(&around, texts, depth - 1);
        for form in
            ["exists(J, X)", "all(J, X)", "exists_one(J, X)", "filter(J, X).size() > 1", "exists(i, J, i > 0 && X)"]
        {
            let job = job.clone();
            forms.push(
                inner.clone().prop_map(move |x| format!("r.jobs.{}", form.replace('J', &job).replace('X', &x))).boxed(),
            );
        }
    }
    if let Some(text) = text {
        let around: Vec<String> = texts.iter().chain([&text]).cloned().collect();
        let inner = question(jobs, &around, depth - 1);
        let lists = jobs.iter().map(|job| format!("{job}.tags")).chain(["r.words".to_owned()]);
        for list in lists {
            let text = text.clone();
            forms.push(inner.clone().prop_map(move |x| format!("{list}.exists({text}, {x})")).boxed());
        }
    }
    prop::strategy::Union::new(forms).boxed()
}

fn record() -> impl Strategy<Value = Json> {
    let text = || prop::sample::select(vec!["", "anna", "Anna", "bo", "ann", "2019", "2021-06"]);
    let maybe = |value: BoxedStrategy<Json>| prop_oneof![1 => Just(None), 3 => value.prop_map(Some)];
    let texts = || prop::collection::vec(text(), 0..3).prop_map(|texts| json!(texts)).boxed();
    let name = maybe(text().prop_map(Json::from).boxed());
    let start = maybe(prop::sample::select(vec!["2018", "2020-02", "2021-03-04", "x"]).prop_map(Json::from).boxed());
    let size = maybe((0_i64..4).prop_map(Json::from).boxed());
    let job = (name, start, size, maybe(texts())).prop_map(|(name, start, size, tags)| {
        let fields = [("name", name), ("start", start), ("size", size), ("tags", tags)];
        Json::Object(fields.into_iter().filter_map(|(key, value)| Some((key.to_owned(), value?))).collect())
    });
    let jobs = maybe(prop::collection::vec(job, 0..5).prop_map(Json::from).boxed());
    (jobs, maybe(texts()), maybe((0_i64..4).prop_map(Json::from).boxed())).prop_map(|(jobs, words, n)| {
        let mut record = Map::from_iter([("id".to_owned(), json!("r"))]);
        let fields = [("jobs", jobs), ("words", words), ("n", n)];
        record.extend(fields.into_iter().filter_map(|(key, value)| Some((key.to_owned(), value?))));
        Json::Object(record)
    })
}

fn answer(record: &Record<'_>, program: &Program, fuel: u64) -> (Result<Json, Undetermined>, u64) {
    let now = Time { seconds: 1_700_000_000, nanos: 0 };
    let mut evaluator =
        Evaluator::new(Inputs { record: Some(record), frames: &[], variables: &[], lets: &[], now, fuel });
    let first = evaluator.value(program).map(|value| value.to_json());
    // Asked again, it is all in memory.
    let again = evaluator.value(program).map(|value| value.to_json());
    assert_eq!(first, again, "{}", program.text());
    (first, evaluator.fuel())
}

fn compiled(text: &str) -> Program {
    ENV.1.compile(text).unwrap_or_else(|problems| panic!("{text}: {problems:#?}"))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 4_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_condition_comes_to_the_same_without_the_memory_of_elements(
        text in question(&[], &[], 4),
        json in record(),
        short in 1_u64..400,
    ) {
        let remembering = compiled(&text);
        let mut plain = compiled(&text);
        plain.remembered = Box::default();
        let json = json.to_string();
        let decoded = Record::decode(&ENV.0, json.as_bytes(), &DecodeOptions::default()).unwrap();
        for fuel in [DEFAULT_FUEL, short] {
            let (one, other) = (answer(&decoded.record, &remembering, fuel), answer(&decoded.record, &plain, fuel));
            prop_assert_eq!(one, other, "{} {}", text, json);
        }
    }
}

/// Programs over one named expression, and that expression.
struct Policy {
    lets: Vec<Program>,
    programs: Vec<Program>,
}

/// A policy that reads the named expression `named` in each of its conditions.
fn policy(named: &str, texts: &[String]) -> Policy {
    let lets = vec![compiled(named)];
    let mut env = ENV.1.clone();
    env.binding("named", lets.first().unwrap().ty().clone());
    let forms = ["named && (X)", "(X) || named", "(X) ? named : (X)"];
    let programs = texts.iter().zip(forms.iter().cycle()).map(|(text, form)| env.compile(&form.replace('X', text)));
    Policy { programs: programs.map(Result::unwrap).collect(), lets }
}

fn marked(policies: &mut [Policy]) {
    let scopes = policies
        .iter_mut()
        .map(|policy| Scope { lets: policy.lets.iter_mut().collect(), programs: policy.programs.iter_mut().collect() });
    share(&mut scopes.collect::<Vec<_>>());
}

/// What each condition comes to, asked one after the other of the same evaluator, forth and back, or each of one of its own.
fn answers(
    record: &Record<'_>,
    policies: &[Policy],
    together: bool,
    fuel: u64,
) -> Vec<(Result<Json, Undetermined>, u64)> {
    let now = Time { seconds: 1_700_000_000, nanos: 0 };
    let inputs = Inputs { record: Some(record), frames: &[], variables: &[], lets: &[], now, fuel };
    let each = policies.iter().enumerate();
    let all: Vec<(usize, &Policy, &Program)> =
        each.flat_map(|(at, policy)| policy.programs.iter().map(move |program| (at, policy, program))).collect();
    let mut evaluator = Evaluator::new(inputs);
    let mut answers = Vec::new();
    for (at, policy, program) in all.iter().chain(all.iter().rev()) {
        if !together {
            evaluator = Evaluator::new(inputs);
        }
        evaluator.enter_scope(*at, &policy.lets);
        answers.push((evaluator.value(program).map(|value| value.to_json()), evaluator.fuel()));
    }
    answers
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn conditions_come_to_the_same_when_they_share_what_they_have_in_common(
        named in prop::collection::vec(question(&[], &[], 2), 1..3),
        texts in prop::collection::vec(question(&[], &[], 3), 1..5),
        json in record(),
        short in 1_u64..400,
    ) {
        let policies = || [named.first(), named.last()].map(|named| policy(named.unwrap(), &texts));
        let (plain, mut sharing) = (policies(), policies());
        marked(&mut sharing);
        let shared = |program: &Program| program.nodes().any(|(id, _)| matches!(program.remembered(id), Remembered::Shared(_)));
        // Both policies have these conditions, most of which do more than reading.
        let works = texts.iter().any(|text| text.contains("exists") || text.contains("all("));
        prop_assert!(!works || sharing.iter().all(|policy| policy.programs.iter().any(shared)), "{:?}", texts);
        let json = json.to_string();
        let decoded = Record::decode(&ENV.0, json.as_bytes(), &DecodeOptions::default()).unwrap();
        for fuel in [DEFAULT_FUEL, short] {
            let (one, other) =
                (answers(&decoded.record, &plain, false, fuel), answers(&decoded.record, &sharing, true, fuel));
            prop_assert_eq!(one, other, "{:?} {:?} {}", named, texts, json);
        }
    }
}

/// The parts that are remembered.
fn remembered(text: &str) -> Vec<String> {
    let program = compiled(text);
    let marked = program.nodes().filter(|(id, _)| program.remembered(*id) != Remembered::No);
    marked.map(|(id, _)| program.span(id)).map(|span| text[span.start as usize..span.end as usize].to_owned()).collect()
}

#[test]
fn what_comes_back_to_an_element_is_remembered_and_nothing_else() {
    for (text, parts) in [
        ("r.jobs.exists(a, a.name.lowerAscii() == 'x')", &[][..]),
        ("r.jobs.exists(a, r.jobs.exists(b, a.name == b.name))", &[]),
        (
            "r.jobs.exists(a, r.jobs.exists(b, a.name.lowerAscii() == b.name.lowerAscii()))",
            &["a.name.lowerAscii()", "b.name.lowerAscii()"],
        ),
        // Each tag is looked at once, but its job comes back with each of them.
        ("r.jobs.exists(a, a.tags.exists(t, t.lowerAscii() == a.name.lowerAscii()))", &["a.name.lowerAscii()"]),
        // The words come back with each job.
        ("r.jobs.exists(a, r.words.exists(t, t.size() > 2 && t == a.name))", &["t.size() > 2"]),
        ("r.jobs.exists(a, r.words.filter(t, t != a.name).exists(t, t.size() > 2))", &[]),
        ("r.jobs.exists(i, a, r.jobs.exists(b, a.name.size() + i > b.size))", &["a.name.size()"]),
    ] {
        assert_eq!(remembered(text), parts, "{text}");
    }
}
