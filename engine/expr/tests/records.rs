//! Conditions on records: what is missing, what fails, what decided.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, reason = "tests")]

use std::sync::Arc;

use hirewall_expr::condition::Condition;
use hirewall_expr::named::{ColumnType, MatchKind, NamedList, Table};
use hirewall_expr::{Env, Evaluator, Inputs, Outcome, Place, Truth, Undetermined};
use hirewall_model::{DecodeOptions, Record, Schema, Time};

const SCHEMA: &str = r#"{
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "x-record": {"kind": "applicant", "id": "/id"},
    "type": "object",
    "required": ["id"],
    "properties": {
        "id": {"type": "string"},
        "country": {"type": "string"},
        "age": {"type": "integer"},
        "score": {"type": "number"},
        "flag": {"type": "boolean"},
        "note": {"type": ["string", "null"]},
        "seen": {"type": "string", "format": "date-time"},
        "address": {"type": "object", "properties": {"city": {"type": "string"}, "zip": {"type": "string"}}},
        "phones": {"type": "array", "items": {"type": "object", "properties": {
            "raw": {"type": "string"}, "country": {"type": "string"}, "verified": {"type": "boolean"}}}},
        "tags": {"type": "array", "items": {"type": "string"}},
        "other": {"type": "object", "additionalProperties": true}
    }
}"#;

const RECORD: &str = r#"{
    "id": "a1", "country": "US", "age": 31, "score": 1.5, "note": null, "seen": "2026-01-05T10:00:00Z",
    "address": {"city": "Tempe"},
    "phones": [{"raw": "+1 602", "country": "US", "verified": false}, {"country": "KP"}, {"raw": "602", "verified": true}],
    "tags": ["vpn", "kvm"],
    "other": {"a": {"b": 7, "n": null}, "list": [{"x": 1}, {"y": 2}]}
}"#;

const NOW: Time = Time { seconds: 1_770_000_000, nanos: 0 };

fn env(schema: &Arc<Schema>) -> Env {
    let mut env = Env::new();
    env.record(schema);
    env.list(&Arc::new(NamedList::new("risky", MatchKind::Caseless, ["kp", "ir"]).unwrap()));
    let columns = vec![("code".to_owned(), ColumnType::String), ("name".to_owned(), ColumnType::String)];
    let rows = [["US", "United States"], ["KP", ""]];
    env.table(&Arc::new(Table::new("countries", "code", columns, rows).unwrap()));
    env
}

fn on_record<T>(run: impl FnOnce(&Env, &Record<'_>) -> T) -> T {
    let schema = Arc::new(Schema::compile(SCHEMA).unwrap_or_else(|problems| panic!("{problems:?}")));
    let decoded = Record::decode(&schema, RECORD.as_bytes(), &DecodeOptions::default()).unwrap();
    run(&env(&schema), &decoded.record)
}

fn inputs<'r>(record: &'r Record<'r>) -> Inputs<'r> {
    Inputs { record: Some(record), frames: &[], variables: &[], lets: &[], now: NOW, fuel: hirewall_expr::DEFAULT_FUEL }
}

fn pointers(record: &Record<'_>, places: &[Place]) -> String {
    let pointers: Vec<String> = places.iter().map(|place| place.pointer(record)).collect();
    pointers.join(" ")
}

fn why(record: &Record<'_>, undetermined: &Undetermined) -> String {
    let mut parts = Vec::new();
    if !undetermined.missing.is_empty() {
        parts.push(format!("missing {}", pointers(record, &undetermined.missing)));
    }
    if let Some(at) = &undetermined.fault {
        parts.push(format!("fault {}", at.fault));
    }
    parts.join(", ")
}

fn leaf(env: &Env, text: &str) -> Condition {
    let program = env.compile(text).unwrap_or_else(|problems| panic!("{text}: {problems:#?}"));
    Condition::Leaf { program, label: None }
}

#[test]
fn conditions_are_true_false_or_undetermined_with_reasons() {
    let cases = [
        ("applicant.country == 'US' && applicant.age >= 18", "true"),
        ("applicant.score > 1", "true"),
        ("applicant.seen < now", "true"),
        ("now - applicant.seen > days(20)", "true"),
        ("applicant.note == null", "true"),
        ("applicant.flag", "missing /flag"),
        ("!applicant.flag", "missing /flag"),
        ("applicant.flag || applicant.country == 'US'", "true"),
        ("applicant.flag && applicant.country == 'DE'", "false"),
        ("applicant.flag || applicant.address.zip == '1'", "missing /flag /address/zip"),
        ("applicant.flag || 1 / (applicant.age - 31) == 1", "missing /flag, fault divide by zero"),
        ("applicant.flag || 1 / (applicant.age - 31) == 1 || true", "true"),
        ("has(applicant.address.city) && !has(applicant.address.zip) && !has(applicant.flag)", "true"),
        ("missing(applicant.address.zip) && !missing(applicant.phones[0].raw)", "true"),
        ("missing(applicant.phones[1].raw) && missing(applicant.phones[9].raw)", "true"),
        ("applicant.phones[1].raw == ''", "missing /phones/1/raw"),
        ("applicant.phones[9].raw == ''", "missing /phones/9"),
        ("applicant.phones[-1].raw == ''", "fault index out of range"),
        ("applicant.phones.exists(p, p.raw.startsWith('+1'))", "true"),
        ("applicant.phones.exists(p, p.raw.startsWith('+2'))", "missing /phones/1/raw"),
        ("applicant.phones.all(p, p.raw.startsWith('+'))", "false"),
        ("applicant.phones.exists_one(p, p.country == 'KP')", "missing /phones/2/country"),
        ("applicant.phones.filter(p, has(p.raw)).size() == 2", "true"),
        ("applicant.phones.map(p, p.?country.orValue('?')) == ['US', 'KP', '?']", "true"),
        ("applicant.phones.exists(i, p, i == 1 && p.country in lists.risky)", "true"),
        ("applicant.tags.exists(t, t in ['kvm'])", "true"),
        ("'vpn' in applicant.tags && !('tor' in applicant.tags)", "true"),
        ("applicant.tags == ['vpn', 'kvm'] && applicant.tags.size() == 2", "true"),
        ("applicant.country in lists.risky", "false"),
        ("applicant.address.zip in lists.risky", "missing /address/zip"),
        ("tables.countries[applicant.country].name == 'United States'", "true"),
        ("applicant.country in tables.countries", "true"),
        ("tables.countries[applicant.phones[1].country].name == ''", "missing /phones/1/country in tables.countries"),
        ("tables.countries[applicant.address.city].name == ''", "missing /address/city in tables.countries"),
        ("applicant.other.a.b == 7", "true"),
        ("applicant.other.a.z == 7", "missing /other/a/z"),
        ("applicant.other.q.z == 7", "missing /other/q"),
        ("has(applicant.other.a.b) && !has(applicant.other.q.z)", "true"),
        ("applicant.other.list.exists(o, o.x == 5)", "missing /other/list/1/x"),
        ("applicant.other.list[7] == 1", "missing /other/list/7"),
        ("{'a': 1}.b == 1", "fault no such key"),
        ("applicant.address == applicant.address", "true"),
        ("cel.bind(z, applicant.address.zip, z == '1' || z == '2')", "missing /address/zip"),
        ("cel.bind(z, applicant.address.zip, applicant.country == 'US' || z == '2')", "true"),
        ("(applicant.flag ? 1 : 2) == 1", "missing /flag"),
        ("applicant.country.matches('^U') && applicant.country.matches('^' + applicant.country)", "true"),
        ("[1, 2, 3].exists(x, x / (x - 1) == 2)", "true"),
        ("[1, 2, 3].exists(x, x / (x - 1) == 9)", "fault divide by zero"),
    ];
    on_record(|env, record| {
        for (text, expected) in cases {
            let condition = leaf(env, text);
            let answer = match Evaluator::new(inputs(record)).truth(&condition) {
                Truth::True => "true".to_owned(),
                Truth::False => "false".to_owned(),
                Truth::Undetermined(undetermined) => why(record, &undetermined),
            };
            assert_eq!(answer, expected, "{text}");
            let explained = match Evaluator::new(inputs(record)).explain(&condition).outcome {
                Outcome::True => "true".to_owned(),
                Outcome::False => "false".to_owned(),
                Outcome::Undetermined(undetermined) => why(record, &undetermined),
                Outcome::Known => "known".to_owned(),
            };
            assert_eq!(explained, expected, "explained: {text}");
        }
    });
}

#[test]
fn evidence_names_the_places_that_decided() {
    let cases = [
        ("applicant.country == 'US'", "/country"),
        ("applicant.country == 'US' && applicant.age > 18", "/country /age"),
        ("applicant.country == 'DE' || applicant.age > 18", "/age"),
        ("!(applicant.country == 'DE' && applicant.age > 18)", "/country"),
        ("applicant.phones.exists(p, p.raw.startsWith('+1') && !p.verified)", "/phones/0/raw /phones/0/verified"),
        ("applicant.phones.exists(p, p.country == 'KP')", "/phones/1/country"),
        ("!applicant.phones.all(p, has(p.raw))", "/phones/1/raw"),
        ("missing(applicant.address.zip)", "/address/zip"),
        ("applicant.tags.size() == 2", "/tags"),
        ("applicant.tags.filter(t, t == 'kvm').size() == 1", "/tags/0 /tags/1"),
        ("applicant.other.a.b == 7", "/other/a/b"),
        ("applicant.other.list.exists(o, o.y == 2)", "/other/list/1/y"),
        ("cel.bind(c, applicant.country, c == 'US')", "/country"),
        ("tables.countries[applicant.country].name.contains('United')", "/country"),
        ("cel.bind(n, applicant.tags.size() + 1, n == 3)", "/tags"),
        ("has(applicant.note) ? applicant.age == 31 : applicant.score > 9.0", "/note /age"),
        ("applicant.country == 'DE'", ""),
    ];
    on_record(|env, record| {
        for (text, expected) in cases {
            let condition = leaf(env, text);
            let witnesses = Evaluator::new(inputs(record)).witnesses(&condition);
            let places: Vec<Place> = witnesses.into_iter().flat_map(|witness| witness.places).collect();
            assert_eq!(pointers(record, &places), expected, "{text}");
        }
    });
}

#[test]
fn evidence_of_a_tree_comes_from_the_leaves_that_decided() {
    on_record(|env, record| {
        let condition = Condition::All(vec![
            Condition::Any(vec![leaf(env, "applicant.flag"), leaf(env, "applicant.age == 31")]),
            Condition::Not(Box::new(Condition::All(vec![leaf(env, "applicant.country == 'DE'"), leaf(env, "true")]))),
        ]);
        let witnesses = Evaluator::new(inputs(record)).witnesses(&condition);
        let found: Vec<_> = witnesses.iter().map(|witness| (witness.leaf, pointers(record, &witness.places))).collect();
        assert_eq!(found, [(1, "/age".to_owned()), (2, "/country".to_owned())]);
    });
}

#[test]
fn named_expressions_are_evaluated_once_and_keep_their_reasons() {
    on_record(|env, record| {
        let mut env = env.clone();
        let lets = [
            env.compile("applicant.phones.filter(p, has(p.raw)).size()").unwrap(),
            env.compile("applicant.flag").unwrap(),
        ];
        env.binding("raws", lets[0].ty().clone());
        env.binding("flag", lets[1].ty().clone());
        let used = env.compile("raws == 2 && raws < 3 && raws > 1").unwrap();
        let mut evaluator = Evaluator::new(Inputs { lets: &lets, ..inputs(record) });
        assert_eq!(evaluator.value(&used).unwrap().as_bool(), Some(true));
        let taken = hirewall_expr::DEFAULT_FUEL - evaluator.fuel();
        assert!(taken < 12, "{taken} steps: the list was gone through with the fuel of who reads the name");
        assert_eq!(evaluator.value(&used).unwrap().as_bool(), Some(true));
        assert_eq!(hirewall_expr::DEFAULT_FUEL - evaluator.fuel(), taken, "each question has fuel of its own");
        let flag = env.compile("flag || flag").unwrap();
        for _ in 0..2 {
            assert_eq!(why(record, &evaluator.value(&flag).unwrap_err()), "missing /flag");
        }
        let condition = leaf(&env, "raws == 2 && !(flag && false)");
        let witnesses = Evaluator::new(Inputs { lets: &lets, ..inputs(record) }).witnesses(&condition);
        assert_eq!(pointers(record, &witnesses[0].places), "/phones/0/raw /phones/1/raw /phones/2/raw");
    });
}

#[test]
fn what_is_remembered_changes_neither_answers_nor_what_they_cost() {
    let texts = [
        "applicant.phones.exists(a, applicant.phones.exists(b, a.raw != b.raw && normalize_name(a.raw) == normalize_name(b.raw)))",
        "applicant.phones.filter(p, has(p.raw)).map(p, p.raw.split(' ').size())",
        "applicant.phones.exists(p, similarity(p.raw.lowerAscii(), applicant.country.lowerAscii()) > 0.1)",
        "applicant.phones.map(p, p.country.lowerAscii())",
        "applicant.country.matches('(?i)us') && applicant.address.city.matches('(?i)us') == false",
        "int(applicant.country) == 1",
    ];
    on_record(|env, record| {
        let programs: Vec<_> = texts.iter().map(|text| env.compile(text).unwrap()).collect();
        let alone = |program| {
            let mut evaluator = Evaluator::new(inputs(record));
            let value = format!("{:?}", evaluator.value(program));
            (value, evaluator.fuel())
        };
        let mut together = Evaluator::new(inputs(record));
        for program in programs.iter().chain(programs.iter().rev()) {
            let value = format!("{:?}", together.value(program));
            assert_eq!((value, together.fuel()), alone(program), "{}", program.text());
        }
        // The last step that there is fuel for is the same, too.
        for program in &programs {
            let taken = hirewall_expr::DEFAULT_FUEL - alone(program).1;
            for fuel in 0..taken {
                let mut evaluator = Evaluator::new(Inputs { fuel, ..inputs(record) });
                let first = format!("{:?}", evaluator.value(program));
                assert_eq!(format!("{:?}", evaluator.value(program)), first, "{}", program.text());
            }
        }
    });
}

#[test]
fn each_scope_has_named_expressions_of_its_own() {
    on_record(|env, record| {
        let mut env = env.clone();
        let scopes = [[env.compile("'one'").unwrap()], [env.compile("'two'").unwrap()]];
        env.binding("name", scopes[0][0].ty().clone());
        let program = env.compile("name").unwrap();
        let mut evaluator = Evaluator::new(inputs(record));
        for (number, expected) in [(0, "one"), (1, "two"), (0, "one"), (1, "two")] {
            evaluator.enter_scope(number, &scopes[number]);
            assert_eq!(evaluator.value(&program).unwrap().as_str(), Some(expected));
        }
    });
}

#[test]
fn what_a_named_expression_read_is_known_to_all_who_read_it() {
    on_record(|env, record| {
        let mut env = env.clone();
        let lets = [env.compile("applicant.tags.filter(t, t != '')").unwrap()];
        env.binding("addresses", lets[0].ty().clone());
        let programs =
            ["addresses.size() > 0", "addresses.exists(a, a == applicant.id)"].map(|text| env.compile(text).unwrap());
        let fresh = || Evaluator::new(Inputs { lets: &lets, ..inputs(record) });
        let mut together = fresh();
        // A value that is known without its places is asked for them.
        assert!(together.value(&programs[0]).is_ok());
        for program in programs.iter().chain(&programs) {
            let places = format!("{:?}", together.value_and_places(program));
            assert!(places.contains("cell"), "{places}");
            assert_eq!(places, format!("{:?}", fresh().value_and_places(program)), "{}", program.text());
        }
    });
}

#[test]
fn fuel_ends_every_loop() {
    let hostile = [
        "lists.range(900).all(a, lists.range(900).all(b, lists.range(900).all(c, a + b + c >= 0)))",
        "lists.range(100000000).size() > 0",
        "lists.range(1000).map(a, lists.range(1000)).flatten().distinct().size() == 1",
        "'x'.replace('', 'yyyyyyyy').replace('', 'yyyyyyyy').replace('', 'yyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyy').replace('', 'yyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyy').replace('', 'yyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyy') == ''",
        "lists.range(100000).map(x, 'abcdefghijklmnopqrstuvwxyz').join('abcdefghijklmnopqrstuvwxyz') == ''",
        "cel.bind(a, [0,0,0,0,0,0,0,0], cel.bind(b, [a,a,a,a,a,a,a,a], cel.bind(c, [b,b,b,b,b,b,b,b], cel.bind(d, [c,c,c,c,c,c,c,c], cel.bind(e, [d,d,d,d,d,d,d,d], cel.bind(f, [e,e,e,e,e,e,e,e], cel.bind(g, [f,f,f,f,f,f,f,f], g == g)))))))",
        "'a'.matches('(((((a{1,100}){1,100}){1,100}){1,100})' + ')')",
    ];
    on_record(|env, record| {
        for text in hostile {
            let condition = leaf(env, text);
            let started = std::time::Instant::now();
            let truth = Evaluator::new(inputs(record)).truth(&condition);
            assert!(matches!(&truth, Truth::Undetermined(why) if why.fault.is_some()), "{text}: {truth:?}");
            assert!(started.elapsed().as_secs() < 10, "{text} took {:?}", started.elapsed());
        }
    });
}

#[test]
fn the_highest_program_runs_on_a_small_stack() {
    let work = || {
        on_record(|env, record| {
            for text in [
                format!("1{} > 0", "+1".repeat(180)),
                format!("{}applicant.flag", "!".repeat(150)),
                format!("{}1{} == 1", "[".repeat(90), "][0]".repeat(90)),
                format!("{}1{}", "true ? 1 : ".repeat(90), " == 1"),
            ] {
                let Ok(program) = env.compile(&text) else { continue };
                let condition = Condition::Leaf { program, label: None };
                let mut evaluator = Evaluator::new(inputs(record));
                let _ = (evaluator.truth(&condition), evaluator.explain(&condition), evaluator.witnesses(&condition));
            }
        });
    };
    std::thread::Builder::new().stack_size(2 << 20).spawn(work).unwrap().join().unwrap();
}

#[test]
fn reasons_hold_no_values_of_the_record() {
    on_record(|env, record| {
        for text in ["int(applicant.country) == 1", "timestamp(applicant.id) < now", "{'a': 1}[applicant.country] == 1"]
        {
            let Truth::Undetermined(why) = Evaluator::new(inputs(record)).truth(&leaf(env, text)) else {
                panic!("{text}")
            };
            let message = why.fault.unwrap().fault.to_string();
            assert!(!message.contains("US") && !message.contains("a1"), "{message}");
        }
    });
}
