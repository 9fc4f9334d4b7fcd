//! No text, however hostile, may crash the front end: it answers with problems, on a stack of 512 KiB and in debug builds.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests")]

mod fixture;

use hirewall_expr::{Limits, Type, syntax};

fn hostile() -> Vec<(&'static str, String)> {
    let n = 10_000;
    vec![
        ("open brackets", "(".repeat(n)),
        ("brackets", format!("{}1{}", "(".repeat(n), ")".repeat(n))),
        ("open lists", "[".repeat(n)),
        ("lists", format!("{}1{}", "[".repeat(n), "]".repeat(n))),
        ("open maps", "{1:".repeat(n)),
        ("maps", format!("{}1{}", "{1:".repeat(n), "}".repeat(n))),
        ("calls", format!("{}1{}", "f(".repeat(n), ")".repeat(n))),
        ("methods", format!("a{}", ".f()".repeat(n))),
        ("nested methods", format!("{}1{}", "a.f(".repeat(n), ")".repeat(n))),
        ("macros", format!("{}1{}", "[1].all(x, ".repeat(n), ")".repeat(n))),
        ("selections", format!("a{}", ".b".repeat(n))),
        ("optional selections", format!("a{}", ".?b".repeat(n))),
        ("indexes", format!("a{}", "[0]".repeat(n))),
        ("nested indexes", format!("{}1{}", "a[".repeat(n), "]".repeat(n))),
        ("ternaries right", format!("{}1", "a ? b : ".repeat(n))),
        ("ternaries left", format!("{}1{}", "(".repeat(n), " ? 1 : 2)".repeat(n))),
        ("ternaries middle", format!("{}1{}", "a ? (".repeat(n), ") : 2".repeat(n))),
        ("nots", format!("{}a", "!".repeat(60_000))),
        ("minuses", format!("{}a", "-".repeat(60_000))),
        ("minuses before a number", format!("{}1", "-".repeat(60_000))),
        ("nots and brackets", format!("{}a", "!(".repeat(n))),
        ("sums", format!("1{}", "+1".repeat(30_000))),
        ("products and sums", format!("1{}", "+1*1".repeat(15_000))),
        ("conjunctions", format!("a{}", "&&a".repeat(20_000))),
        ("disjunctions", format!("a{}", "||a".repeat(20_000))),
        ("both", format!("a{}", "||a&&a".repeat(10_000))),
        ("comparisons", format!("1{}", "<1".repeat(30_000))),
        ("every strength", format!("{}1", "1||1&&1==1+1*(".repeat(4_000))),
        ("a long list", format!("[{}1]", "1,".repeat(30_000))),
        ("a megabyte of names", "a ".repeat(512 << 10)),
        ("a megabyte of operators", "a+".repeat(512 << 10)),
        ("a megabyte of brackets", "(".repeat(1 << 20)),
        ("a megabyte of quotes", "\"".repeat(1 << 20)),
        ("a long text", format!("\"{}\"", "x".repeat(60_000))),
        ("back slashes", "\\".repeat(60_000)),
        ("escapes", format!("\"{}", "\\".repeat(60_000))),
        ("back quotes", "`".repeat(60_000)),
        ("comments", "//".repeat(30_000)),
        ("zeros", "\0".repeat(60_000)),
        ("curly quotes", "“”".repeat(10_000)),
        ("digits", "9".repeat(60_000)),
        ("exponents", format!("1e{}", "9".repeat(60_000))),
        ("words", "and or not in ".repeat(4_000)),
        ("nots as words", format!("{}a", "not ".repeat(15_000))),
    ]
}

/// Runs `work` on a thread with a small stack; an overflow would abort the test.
fn on_small_stack(work: impl FnOnce() + Send + 'static) {
    std::thread::Builder::new().stack_size(512 << 10).spawn(work).unwrap().join().unwrap();
}

#[test]
fn hostile_texts_are_answered_with_problems() {
    on_small_stack(|| {
        let mut env = fixture::env();
        env.variable("a", Type::Dyn);
        for (name, text) in hostile() {
            let compiled = (env.compile(&text), env.compile_unchecked(&text));
            assert!(compiled.0.is_err() || name == "a long list" || name == "a long text", "{name} was compiled");
            match syntax::parse(&text, &Limits::default()) {
                Ok(ast) => {
                    assert!(["a long text", "a long list"].contains(&name), "{name} was accepted");
                    assert_eq!(syntax::parse(&syntax::print(&ast), &Limits::default()).unwrap().len(), ast.len());
                }
                Err(problems) => {
                    assert!(!problems.is_empty(), "{name}: no problem");
                    for problem in problems {
                        assert!((problem.span.end as usize) <= text.len(), "{name}: {problem:?}");
                        assert!(problem.message.len() < 70_000 && !problem.message.is_empty(), "{name}");
                    }
                }
            }
        }
    });
}

#[test]
fn the_deepest_that_is_allowed_fits_the_stack() {
    on_small_stack(|| {
        let n = 199;
        for text in [
            format!("{}1{}", "(".repeat(n), ")".repeat(n)),
            format!("{}1{}", "[".repeat(n), "]".repeat(n)),
            format!("{}1{}", "{1:".repeat(n), "}".repeat(n)),
            format!("{}1{}", "f(".repeat(n), ")".repeat(n)),
            format!("{}1{}", "a.f(".repeat(n), ")".repeat(n)),
            format!("a{}", ".b".repeat(n)),
            format!("{}1", "a ? b : ".repeat(n)),
            format!("{}a", "!".repeat(n)),
            format!("1{}", "+1".repeat(n)),
            format!("{}1{}", "1||1&&1==1+1*(".repeat(39), ")".repeat(39)),
            format!("{}a", "not ".repeat(n)),
            format!("{}true{}", "[1].all(x, ".repeat(24), ")".repeat(24)),
            format!("{}true{}", "[1].all(x, ".repeat(150), ")".repeat(150)),
            format!("{}1{}", "cel.bind(x, 1, x + ".repeat(24), ")".repeat(24)),
            format!("{}1{}", "optional.of(1).optMap(x, x + ".repeat(24), ")".repeat(24)),
            format!("{}a{}", "[a].map(x, ".repeat(24), ")".repeat(24)),
            format!("a{}", ".?b".repeat(n)),
            format!("a{}", "[0]".repeat(n)),
            format!("{}a{}", "a[".repeat(n), "]".repeat(n)),
            format!("{}a{}", "size(".repeat(n), ")".repeat(n)),
            format!("{}a{}", "a.contains(".repeat(n), ")".repeat(n)),
            format!("{}a{}", "1 == (".repeat(n), ")".repeat(n)),
            format!("{}true{}", "a && (true || (".repeat(90), "))".repeat(90)),
            format!("{}\"a\"{}", "\"a\" + (".repeat(n), ")".repeat(n)),
            format!("has(a{})", ".b".repeat(n - 1)),
            format!("missing(a{})", "[0]".repeat(n - 1)),
            format!("applicant{}", ".basics".repeat(n)),
            format!("{}1{}", "[".repeat(99), " == true]".repeat(99)),
            format!("cel.block([{}1], cel.index(99))", "1, ".repeat(99)),
        ] {
            let mut env = fixture::env();
            env.variable("a", Type::Dyn);
            let _ = (env.compile(&text), env.compile_unchecked(&text));
            match syntax::parse(&text, &Limits::default()) {
                Ok(ast) => {
                    assert!(!syntax::print(&ast).is_empty());
                }
                Err(problems) => assert!(text.starts_with("not"), "{text}: {problems:?}"),
            }
        }
    });
}

#[test]
fn what_is_beyond_a_limit_is_named_with_or_without_the_checker() {
    let env = fixture::env();
    let macros = |n: usize| format!("{}true{}", "[1].all(x, ".repeat(n), ")".repeat(n));
    let block = |n: usize| format!("cel.block([{}1], cel.index(0)) == 1", "1, ".repeat(n));
    for text in [macros(25), block(100), "(".repeat(201), format!("1{}", "+1".repeat(200)), " ".repeat((64 << 10) + 1)]
    {
        for outcome in [env.compile(&text), env.compile_unchecked(&text)] {
            let problems = outcome.expect_err("beyond a limit");
            assert!(problems.iter().all(|problem| problem.code.id() == "E207"), "{problems:?}");
        }
    }
    for text in [macros(24), block(99), format!("1{} == 1", "+1".repeat(198))] {
        assert!(env.compile(&text).is_ok() && env.compile_unchecked(&text).is_ok(), "{text}");
    }
}
