//! The plan of many conditions against the evaluator of each: the same answers, with the same reasons, for random conditions over random
//! partial records.

#![expect(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test fails by panicking")]

use std::collections::BTreeMap;
use std::sync::Arc;

use hirewall_expr::condition::Condition;
use hirewall_expr::ir::Program;
use hirewall_expr::named::{ColumnType, MatchKind, NamedList, Table};
use hirewall_expr::plan::{ConditionPlan, PlanBuilder, PlanScratch, Standing};
use hirewall_expr::{DEFAULT_FUEL, Env, Evaluator, Inputs, Truth, Undetermined, Wants};
use hirewall_model::{DecodeOptions, Record, Schema, Time};
use serde_json::{Map, Value, json};

const NOW: Time = Time { seconds: 1_770_000_000, nanos: 0 };

/// Numbers at random, the same in each run.
struct Dice {
    state: u64,
    /// Whether there are many different words.
    wide: bool,
}

impl Dice {
    fn next(&mut self) -> u64 {
        self.state = self.state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.state;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    fn below(&mut self, limit: usize) -> usize {
        usize::try_from(self.next() % limit as u64).unwrap()
    }

    fn one_in(&mut self, chance: usize) -> bool {
        self.below(chance) == 0
    }

    fn pick<'t>(&mut self, from: &[&'t str]) -> &'t str {
        from[self.below(from.len())]
    }
}

fn schema() -> Arc<Schema> {
    let object = |properties: Value| json!({"type": "object", "properties": properties});
    let schema = json!({
        "x-record": {"kind": "person", "id": "/id"},
        "type": "object",
        "required": ["id"],
        "properties": {
            "id": {"type": "string"},
            "country": {"type": "string"},
            "city": {"type": ["string", "null"]},
            "n": {"type": "integer"},
            "x": {"type": "number"},
            "z": {"type": ["integer", "null"]},
            "flag": {"type": "boolean"},
            "at": {"type": "string", "format": "date-time"},
            "any": {},
            "tags": {"type": "array", "items": {"type": "string"}},
            "numbers": {"type": "array", "items": {"type": ["number", "null"]}},
            "job": object(json!({"title": {"type": "string"}, "years": {"type": "integer"}, "skills": {"type": "array", "items": {"type": "string"}}})),
            "maybe": {"type": ["object", "null"], "properties": {"title": {"type": "string"}, "deep": object(json!({"n": {"type": "integer"}}))}},
            "phones": {"type": "array", "items": {"type": ["object", "null"], "properties": {
                "raw": {"type": "string"}, "country": {"type": "string"}, "n": {"type": "integer"}, "ok": {"type": "boolean"},
                "inner": {"type": ["object", "null"], "properties": {"raw": {"type": "string"}}}
            }}}
        }
    });
    Arc::new(Schema::compile(&schema.to_string()).unwrap())
}

fn signals() -> Arc<Schema> {
    let schema = json!({"x-record": {"kind": "probe", "id": "/id"}, "type": "object", "required": ["id"], "properties": {
        "id": {"type": "string"}, "risk": {"type": "number"}, "kind": {"type": "string"},
        "hits": {"type": "array", "items": {"type": "string"}}
    }});
    Arc::new(Schema::compile(&schema.to_string()).unwrap())
}

const TEXTS: [&str; 10] = ["", "US", "us", "DE", "de-1", "USA", "anydesk", "a.b", "10.0.0.7", "X"];

/// One of a few words or, where words are many, of a hundred: more than a field has bits for.
fn any_text(dice: &mut Dice) -> String {
    if dice.wide && dice.one_in(2) { format!("w{}", dice.below(100)) } else { dice.pick(&TEXTS).to_owned() }
}

fn text(dice: &mut Dice) -> String {
    format!("\"{}\"", any_text(dice))
}

fn texts(dice: &mut Dice) -> String {
    let most = if dice.wide { 30 } else { 5 };
    let many = 1 + dice.below(most);
    (0..many).map(|_| text(dice)).collect::<Vec<_>>().join(", ")
}

fn number(dice: &mut Dice, double: bool) -> String {
    if double {
        dice.pick(&["-1.5", "0.0", "0.5", "1.0", "2.0", "1e18", "3"])
    } else {
        dice.pick(&["-1", "0", "1", "2", "3", "7"])
    }
    .to_owned()
}

/// A test of a path to a string.
fn of_text(dice: &mut Dice, path: &str) -> String {
    match dice.below(14) {
        0 | 1 => format!("{path} == {}", text(dice)),
        2 => format!("{path} != {}", text(dice)),
        3 => format!("{} == {path}", text(dice)),
        4 | 5 => format!("{path} in [{}]", texts(dice)),
        6 => format!("!({path} in [{}])", texts(dice)),
        7 => format!("{path}.startsWith({})", text(dice)),
        8 => format!("{path}.endsWith({})", text(dice)),
        9 => format!("{path}.contains({})", text(dice)),
        10 => format!(
            "{path}.matches(\"{}\")",
            dice.pick(&[
                "^U",
                "[0-9]",
                "S$",
                "^de-[0-9]$",
                "^$",
                "[a-y]y?desk",
                "(de|us)",
                "^[A-Z]+$",
                "^.{3}$",
                "^[a-z.]*$",
                "x|X"
            ])
        ),
        11 => format!("{path} in lists.{}", dice.pick(&["tools", "nets", "lands"])),
        12 => format!("{path} in tables.codes"),
        _ => format!("{path} {} {}", dice.pick(&["<", "<=", ">", ">="]), text(dice)),
    }
}

fn of_number(dice: &mut Dice, path: &str, double: bool) -> String {
    match dice.below(6) {
        0 => format!("{path} in [{}, {}]", number(dice, double), number(dice, double)),
        1 => format!("{} {} {path}", number(dice, double), dice.pick(&["<", "<=", ">", ">=", "==", "!="])),
        _ => format!("{path} {} {}", dice.pick(&["<", "<=", ">", ">=", "==", "!="]), number(dice, double)),
    }
}

/// A condition about an element `p` of the phones.
fn of_phone(dice: &mut Dice, depth: usize) -> String {
    match dice.below(if depth == 0 { 11 } else { 14 }) {
        0 | 1 => {
            let path = dice.pick(&["p.raw", "p.country", "p.inner.raw"]);
            of_text(dice, path)
        }
        2 => of_number(dice, "p.n", false),
        3 => "p.ok".to_owned(),
        4 => format!("has({})", dice.pick(&["p.raw", "p.n", "p.inner", "p.inner.raw"])),
        5 => "p.country != person.country".to_owned(),
        6 => "p.raw == p.country".to_owned(),
        7 => "person.n > p.n".to_owned(),
        8 => "person.flag".to_owned(),
        9 => of_text(dice, "person.country"),
        10 => dice.pick(&["false", "true"]).to_owned(),
        11 => format!("!({})", of_phone(dice, depth - 1)),
        12 => format!("({} && {})", of_phone(dice, depth - 1), of_phone(dice, depth - 1)),
        _ => format!("({} || {})", of_phone(dice, depth - 1), of_phone(dice, depth - 1)),
    }
}

fn leaf(dice: &mut Dice) -> String {
    match dice.below(26) {
        0..=4 => {
            let path = dice.pick(&[
                "person.country",
                "person.city",
                "person.job.title",
                "person.maybe.title",
                "signals.probe.kind",
            ]);
            of_text(dice, path)
        }
        5 | 6 => {
            let path = dice.pick(&["person.n", "person.job.years", "person.maybe.deep.n", "person.z"]);
            of_number(dice, path, false)
        }
        7 => {
            let path = dice.pick(&["person.x", "signals.probe.risk"]);
            of_number(dice, path, true)
        }
        8 => "person.flag".to_owned(),
        9 => dice
            .pick(&[
                "person.country == person.city",
                "person.n < person.z",
                "person.job.title != person.maybe.title",
                "person.x >= person.n",
            ])
            .to_owned(),
        10 => {
            let path = dice.pick(&[
                "person.country",
                "person.city",
                "person.job",
                "person.job.title",
                "person.maybe",
                "person.maybe.title",
                "person.maybe.deep.n",
                "person.phones",
                "person.any",
                "signals.probe.risk",
                "signals.probe.kind",
            ]);
            format!("has({path})")
        }
        11 => format!(
            "missing({})",
            dice.pick(&["person.country", "person.job.title", "person.phones", "person.maybe.title"])
        ),
        12..=14 => {
            format!("person.phones.{}(p, {})", dice.pick(&["exists", "exists", "all", "exists_one"]), of_phone(dice, 2))
        }
        15 | 16 => {
            let list = dice.pick(&["person.tags", "person.job.skills", "signals.probe.hits"]);
            let quantifier = dice.pick(&["exists", "all"]);
            format!("{list}.{quantifier}(t, {})", of_text(dice, "t"))
        }
        17 => format!("{} in {}", text(dice), dice.pick(&["person.tags", "person.job.skills", "signals.probe.hits"])),
        18 => format!("person.numbers.{}(m, {})", dice.pick(&["exists", "all"]), of_number(dice, "m", true)),
        19 => format!("person.at < timestamp(\"202{}-01-01T00:00:00Z\")", dice.below(9)),
        20 => format!("person.any == {}", text(dice)),
        21 => format!("6 / person.n > {}", dice.below(4)),
        22 => format!("person.phones[{}].raw == {}", dice.below(3), text(dice)),
        23 => dice.pick(&["known", "close"]).to_owned(),
        24 => format!("person.?city.orValue(\"US\") == {}", text(dice)),
        _ => format!("size(person.tags) > {}", dice.below(3)),
    }
}

fn expression(dice: &mut Dice, depth: usize) -> String {
    if depth == 0 || dice.one_in(4) {
        return leaf(dice);
    }
    match dice.below(9) {
        0..=3 => format!("({} && {})", expression(dice, depth - 1), expression(dice, depth - 1)),
        4 | 5 => format!("({} || {})", expression(dice, depth - 1), expression(dice, depth - 1)),
        6 | 7 => format!("!({})", expression(dice, depth - 1)),
        _ => format!("({} ? {} : {})", leaf(dice), expression(dice, depth - 1), expression(dice, depth - 1)),
    }
}

fn condition(dice: &mut Dice, env: &Env, depth: usize) -> Condition {
    if depth > 0 && dice.one_in(4) {
        let mut parts = || (0..2).map(|_| condition(dice, env, depth - 1)).collect::<Vec<_>>();
        let parts = parts();
        return match dice.below(3) {
            0 => Condition::All(parts),
            1 => Condition::Any(parts),
            _ => Condition::Not(Box::new(Condition::Any(parts))),
        };
    }
    loop {
        let text = expression(dice, 3);
        // What the checker refuses, such as `x < 1 && x > 2`, is no condition.
        if let Ok(program) = env.compile(&text) {
            return Condition::Leaf { program, label: None };
        }
    }
}

fn some(dice: &mut Dice, object: &mut Map<String, Value>, name: &str, make: impl FnOnce(&mut Dice) -> Value) {
    if !dice.one_in(3) {
        let value = make(dice);
        object.insert(name.to_owned(), value);
    }
}

fn word(dice: &mut Dice) -> Value {
    json!(any_text(dice))
}

fn person(dice: &mut Dice) -> String {
    let mut person = Map::new();
    person.insert("id".to_owned(), json!("p-1"));
    some(dice, &mut person, "country", word);
    some(dice, &mut person, "city", |dice| if dice.one_in(4) { Value::Null } else { word(dice) });
    some(dice, &mut person, "n", |dice| json!(dice.below(5) as i64 - 1));
    some(dice, &mut person, "x", |dice| json!([-1.5, 0.0, 0.5, 1.0, 2.0, 3.0, 1e18][dice.below(7)]));
    some(dice, &mut person, "z", |dice| if dice.one_in(4) { Value::Null } else { json!(dice.below(4)) });
    some(dice, &mut person, "flag", |dice| json!(dice.one_in(2)));
    some(dice, &mut person, "at", |dice| json!(format!("202{}-06-01T00:00:00Z", dice.below(9))));
    some(dice, &mut person, "any", |dice| if dice.one_in(2) { word(dice) } else { json!({"a": [1]}) });
    some(dice, &mut person, "tags", |dice| (0..dice.below(4)).map(|_| word(dice)).collect());
    some(dice, &mut person, "numbers", |dice| {
        (0..dice.below(4)).map(|_| if dice.one_in(5) { Value::Null } else { json!(dice.below(4)) }).collect()
    });
    some(dice, &mut person, "job", |dice| {
        let mut job = Map::new();
        some(dice, &mut job, "title", word);
        some(dice, &mut job, "years", |dice| json!(dice.below(8)));
        some(dice, &mut job, "skills", |dice| (0..dice.below(3)).map(|_| word(dice)).collect());
        Value::Object(job)
    });
    some(dice, &mut person, "maybe", |dice| {
        if dice.one_in(4) {
            return Value::Null;
        }
        let mut maybe = Map::new();
        some(dice, &mut maybe, "title", word);
        some(dice, &mut maybe, "deep", |dice| json!({"n": dice.below(4)}));
        Value::Object(maybe)
    });
    some(dice, &mut person, "phones", |dice| {
        let phone = |dice: &mut Dice| {
            let mut phone = Map::new();
            some(dice, &mut phone, "raw", word);
            some(dice, &mut phone, "country", word);
            some(dice, &mut phone, "n", |dice| json!(dice.below(4)));
            some(dice, &mut phone, "ok", |dice| json!(dice.one_in(2)));
            some(dice, &mut phone, "inner", |dice| match dice.below(3) {
                0 => Value::Null,
                1 => json!({}),
                _ => json!({"raw": word(dice)}),
            });
            if dice.one_in(8) { Value::Null } else { Value::Object(phone) }
        };
        (0..dice.below(4)).map(|_| phone(dice)).collect()
    });
    Value::Object(person).to_string()
}

fn probe(dice: &mut Dice) -> String {
    let mut probe = Map::new();
    probe.insert("id".to_owned(), json!("s"));
    some(dice, &mut probe, "risk", |dice| json!([-1.5, 0.5, 2.0][dice.below(3)]));
    some(dice, &mut probe, "kind", word);
    some(dice, &mut probe, "hits", |dice| (0..dice.below(3)).map(|_| word(dice)).collect());
    Value::Object(probe).to_string()
}

/// The environment, and its named expressions.
fn env(person: &Arc<Schema>, probe: &Arc<Schema>) -> (Env, Vec<Program>) {
    let list = |name: &str, kind, items: &[&str]| Arc::new(NamedList::new(name, kind, items.iter().copied()).unwrap());
    let columns = vec![("code".to_owned(), ColumnType::String), ("land".to_owned(), ColumnType::String)];
    let codes = Table::new("codes", "code", columns, [["US", "America"], ["DE", "Germany"]]).unwrap();
    let mut env = Env::new();
    env.record(person)
        .list(&list("tools", MatchKind::Contains, &["desk"]))
        .list(&list("nets", MatchKind::Cidr, &["10.0.0.0/8"]))
        .list(&list("lands", MatchKind::Caseless, &["us", "de"]))
        .table(&Arc::new(codes));
    env.frame("signals.probe", probe);
    let known = env.compile("person.country == \"US\" && person.phones.exists(p, p.ok)").unwrap();
    env.binding("known", known.ty().clone());
    let close = env.compile("known || person.n > 1 && !(signals.probe.risk < 1.0)").unwrap();
    env.binding("close", close.ty().clone());
    (env, vec![known, close])
}

/// Holds the plan against the evaluator, and what is known to be missing without one; gives how often each kind of answer was right.
fn hold(
    conditions: &[Condition],
    lets: &[Program],
    plan: &ConditionPlan,
    inputs: Inputs<'_>,
    scratch: &mut PlanScratch,
) -> [u64; 5] {
    let mut named = BTreeMap::new();
    let mut last = None;
    plan.scan(&inputs, scratch, &mut |at, standing| {
        assert!(last < Some(at), "each once, in order");
        last = Some(at);
        named.insert(at as usize, standing);
    });
    let inputs = Inputs { lets, ..inputs };
    let mut shared = Evaluator::new(inputs);
    let mut counts = [0; 5];
    for (at, condition) in conditions.iter().enumerate() {
        let truth = Evaluator::new(inputs).truth(condition);
        let planned = match named.get(&at) {
            None => Truth::False,
            Some(Standing::True) => Truth::True,
            Some(Standing::Open) => shared.truth(condition),
        };
        assert_eq!(planned, truth, "{condition:#?}\n{}", inputs.record.unwrap().input());
        if let Some(missing) = Evaluator::new(inputs).lacks(&Wants::of(condition, lets)) {
            let known = Truth::Undetermined(Undetermined { missing, fault: None });
            assert_eq!(known, truth, "{condition:#?}\n{}", inputs.record.unwrap().input());
            counts[4] += 1;
        }
        let kind = match truth {
            Truth::True => 0,
            Truth::False => 1,
            Truth::Undetermined(why) => 2 + usize::from(why.fault.is_some()),
        };
        counts[kind] += 1;
    }
    counts
}

#[test]
fn a_hundred_and_fifty_thousand_random_pairs_come_out_as_the_evaluator_has_them() {
    let (person_schema, probe_schema) = (schema(), signals());
    let (env, lets) = env(&person_schema, &probe_schema);
    let mut dice = Dice { state: 5, wide: false };
    let mut scratch = PlanScratch::default();
    let mut counts = [0_u64; 5];
    for round in 0..25 {
        dice.wide = round % 2 == 1;
        let conditions: Vec<Condition> = (0..100).map(|_| condition(&mut dice, &env, 2)).collect();
        let mut builder = PlanBuilder::default();
        for condition in &conditions {
            builder.add(condition, &lets);
        }
        let plan = builder.build();
        for _ in 0..60 {
            let (text, signals) = (person(&mut dice), probe(&mut dice));
            let record = Record::decode(&person_schema, text.as_bytes(), &DecodeOptions::default());
            let record = record.unwrap_or_else(|problems| panic!("{problems:?}\n{text}")).record;
            let probe = Record::decode(&probe_schema, signals.as_bytes(), &DecodeOptions::default()).unwrap().record;
            let frames = if dice.one_in(3) { [None] } else { [Some(&probe)] };
            let inputs = Inputs {
                record: Some(&record),
                frames: &frames,
                variables: &[],
                lets: &[],
                now: NOW,
                fuel: DEFAULT_FUEL,
            };
            for (sum, more) in counts.iter_mut().zip(hold(&conditions, &lets, &plan, inputs, &mut scratch)) {
                *sum += more;
            }
        }
    }
    assert_eq!(counts[..4].iter().sum::<u64>(), 150_000);
    assert!(counts.iter().all(|count| *count > 3_000), "every kind of answer is among them: {counts:?}");
    let work = scratch.work();
    assert!(work.matched > counts[0] / 3, "{work:?}: the plan knows many of {counts:?} by itself");
}
