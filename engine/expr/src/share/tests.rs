#![expect(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

use std::sync::Arc;

use hirewall_model::Schema;

use super::*;
use crate::Env;

const SCHEMA: &str = r#"{"x-record": {"kind": "r", "id": "/id"}, "type": "object", "required": ["id"], "properties": {
    "id": {"type": "string"}, "n": {"type": "integer"}, "m": {"type": "integer"}, "name": {"type": "string"},
    "jobs": {"type": "array", "items": {"type": "object", "properties": {
        "name": {"type": "string"}, "tags": {"type": "array", "items": {"type": "string"}}}}}}}"#;

fn env() -> Env {
    let mut env = Env::new();
    env.record(&Arc::new(Schema::compile(SCHEMA).unwrap()));
    env
}

fn compiled(env: &Env, text: &str) -> Program {
    env.compile(text).unwrap_or_else(|problems| panic!("{text}: {problems:#?}"))
}

/// What is marked in programs, by its text and number, and `|` between programs; `lets` are one scope's named expressions.
fn marks(lets: &[(&str, &str)], texts: &[&str]) -> String {
    let mut env = env();
    let mut programs = Vec::new();
    for (name, text) in lets {
        let program = compiled(&env, text);
        env.binding(name, program.ty().clone());
        programs.push(program);
    }
    let mut others: Vec<Program> = texts.iter().map(|text| compiled(&env, text)).collect();
    share(&mut [Scope { lets: programs.iter_mut().collect(), programs: others.iter_mut().collect() }]);
    let marks = programs.iter().chain(&others).map(|program| {
        let marked = program.nodes().filter_map(|(id, _)| match program.remembered(id) {
            Remembered::Shared(number) => {
                let span = program.span(id);
                Some(format!("{number}: {}", &program.text()[span.start as usize..span.end as usize]))
            }
            _ => None,
        });
        marked.collect::<Vec<_>>().join(", ")
    });
    marks.collect::<Vec<_>>().join(" | ")
}

#[test]
fn what_stands_in_two_programs_is_marked_with_one_number() {
    let parts = "r.jobs.filter(j, j.name.size() > 2)";
    assert_eq!(
        marks(&[], &[&format!("{parts}.size() > 1"), &format!("{parts}.exists(k, k.name == r.name)")]),
        format!("0: {parts} | 0: {parts}")
    );
}

#[test]
fn names_of_variables_do_not_matter_and_their_order_does() {
    let one = "r.jobs.exists(a, r.jobs.exists(b, a.name + 'x' == b.name))";
    let same = "r.jobs.exists(b, r.jobs.exists(c, b.name + 'x' == c.name))";
    let other = "r.jobs.exists(b, r.jobs.exists(a, a.name + 'x' == b.name))";
    assert_eq!(marks(&[], &[one, same]), format!("0: {one} | 0: {same}"));
    assert_eq!(marks(&[], &[one, other]), " | ");
}

#[test]
fn what_differs_anywhere_is_not_the_same() {
    for (one, other) in [
        ("r.n + 1 > 2", "r.m + 1 > 2"),
        ("r.n + 1 > 2", "r.n + 1 > 3"),
        ("r.n + 1 > 2", "r.n - 1 > 2"),
        ("r.n + 1 > 2", "r.n + 1 >= 2"),
        ("r.name.lowerAscii() == 'a'", "r.name.upperAscii() == 'a'"),
        ("r.name.matches('a+') && r.n > 0", "r.name.matches('a*') && r.n > 0"),
        ("r.jobs.map(j, j.name).size() > 1", "r.jobs.filter(j, j.name == '').size() > 1"),
        ("r.jobs.exists(j, j.name.size() > 1)", "r.jobs.all(j, j.name.size() > 1)"),
        ("r.jobs.exists(j, j.name.size() > 1)", "r.jobs.exists(i, j, j.name.size() > 1)"),
    ] {
        // A part that both have is no failure: only the whole differs.
        let whole = |program: &str| program.ends_with(&format!(": {one}")) || program.ends_with(&format!(": {other}"));
        assert!(!marks(&[], &[one, other]).split(" | ").any(whole), "{one} and {other}");
        assert!(marks(&[], &[one, one]).split(" | ").all(whole), "{one}");
    }
}

#[test]
fn a_part_that_reads_a_variable_from_outside_is_not_marked() {
    let text = "r.jobs.exists(j, j.name.lowerAscii().size() > 3)";
    let other = "r.jobs.all(j, j.name.lowerAscii().size() > 3)";
    assert_eq!(marks(&[], &[text, other]), " | ");
}

#[test]
fn what_a_macro_asks_for_again_and_again_is_marked() {
    assert_eq!(marks(&[], &["r.jobs.exists(j, j.name == r.name.lowerAscii() + 'x')"]), "0: r.name.lowerAscii() + 'x'");
    // Its own list is gone through once.
    assert_eq!(marks(&[], &["r.jobs.filter(j, j.name == 'x').exists(j, j.name == r.name)"]), "");
}

#[test]
fn what_is_inside_of_a_marked_part_is_marked_only_if_it_stands_elsewhere_too() {
    let inner = "r.jobs.map(j, j.name)";
    let outer = format!("{inner}.filter(n, n.size() > 2)");
    let (one, other) = (format!("{outer}.size() > 1"), format!("{outer}.exists(n, n == r.name)"));
    assert_eq!(marks(&[], &[&one, &other]), format!("0: {outer} | 0: {outer}"));
    assert_eq!(
        marks(&[], &[&one, &other, &format!("{inner}.exists(n, n == r.name)")]),
        format!("0: {inner}, 1: {outer} | 0: {inner}, 1: {outer} | 0: {inner}")
    );
}

#[test]
fn a_named_expression_is_not_what_it_says_as_it_has_fuel_of_its_own() {
    let text = "r.jobs.map(j, j.name + 'x')";
    // The list itself is one part; asking for it by name is another.
    assert_eq!(
        marks(&[("names", text)], &["names.join(', ').size() > 2", &format!("{text}.join(', ').size() > 2")]),
        format!("0: {text} |  | 0: {text}")
    );
    assert_eq!(
        marks(&[("names", text), ("same", text)], &["names.join('').size() > 2", "same.join('').size() > 2"]),
        format!("0: {text} | 0: {text} | 1: names.join('').size() > 2 | 1: same.join('').size() > 2")
    );
}

#[test]
fn a_text_with_the_sign_of_variables_is_a_text() {
    let text = "r.jobs.exists(j, j.name + '\\u0001' + '0\\u0002$0;' == r.name)";
    let other = "r.jobs.exists(j, j.name + '$0;' + '0\\u0002$0;' == r.name)";
    assert_eq!(marks(&[], &[text, other]), " | ");
    assert_eq!(marks(&[], &[text, text]), format!("0: {text} | 0: {text}"));
}

#[test]
fn a_program_too_long_to_write_out_shares_nothing() {
    let long = format!("r.name + '{}' != ''", "y".repeat(MOST_BYTES / 2));
    assert_eq!(marks(&[], &[&long, &long]), " | ");
}
