//! One door for pairs of texts: every line of `corpus/*/*.cel` is an expression, and the snapshot of its file says what
//! becomes of it. Review changes with `cargo insta review`.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests")]

mod fixture;

use std::fmt::Write as _;
use std::path::Path;

use hirewall_diagnostic::{Sources, render};
use hirewall_expr::{Limits, Problem, syntax};

fn expressions(path: &Path) -> Vec<String> {
    std::fs::read_to_string(path).unwrap().lines().map(str::to_owned).collect()
}

fn rendered(text: &str, problems: &[Problem]) -> String {
    let mut sources = Sources::new();
    let source = sources.add("condition", text);
    let diagnostics: Vec<_> = problems.iter().map(|problem| problem.diagnostic(source, 0)).collect();
    render::text(&diagnostics, &sources, false)
}

#[test]
fn problems_are_told_with_place_cause_and_cure() {
    let env = fixture::env();
    insta::glob!("corpus/problems/*.cel", |path| {
        let mut out = String::new();
        for text in expressions(path) {
            let shown = match env.compile(&text) {
                Ok(program) if program.warnings.is_empty() => String::from("nothing to say\n"),
                Ok(program) => rendered(&text, &program.warnings),
                Err(problems) => rendered(&text, &problems),
            };
            let _ = writeln!(out, "=== {text}\n{}\n", shown.trim_end());
        }
        insta::assert_snapshot!(out);
    });
}

#[test]
fn expressions_become_these_trees() {
    insta::glob!("corpus/trees/*.cel", |path| {
        let mut out = String::new();
        for text in expressions(path) {
            let ast =
                syntax::parse(&text, &Limits::default()).unwrap_or_else(|problems| panic!("{text}: {problems:?}"));
            let _ = writeln!(out, "=== {text}\n{}\n{}\n", fixture::tree(&ast), syntax::print(&ast));
        }
        insta::assert_snapshot!(out);
    });
}
