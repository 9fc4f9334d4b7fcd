//! Any text is compiled or answered with problems that point into it, and what is printed parses to the same text again.
//!
//! Run it from `engine/expr` with `cargo +nightly fuzz run compile`.
#![no_main]

use std::sync::{Arc, LazyLock};

use hirewall_expr::{Env, Limits, Problem, Type, syntax};
use hirewall_model::Schema;
use libfuzzer_sys::fuzz_target;

static ENV: LazyLock<Env> = LazyLock::new(|| {
    let schema = Schema::compile(include_str!("../../tests/corpus/applicant.schema.json")).expect("the schema is sound");
    let mut env = Env::new();
    env.record(&Arc::new(schema));
    env.variable("a", Type::Dyn);
    env.variable("b", Type::Int);
    env
});

fn check(text: &str, problems: &[Problem]) {
    for problem in problems {
        assert!(text.get(problem.span.start as usize..problem.span.end as usize).is_some(), "{problem:?}");
    }
}

fuzz_target!(|text: &str| {
    match ENV.compile(text) {
        Ok(program) => check(text, &program.warnings),
        Err(problems) => {
            assert!(!problems.is_empty());
            check(text, &problems);
        }
    }
    let _ = ENV.compile_unchecked(text);
    if let Ok(tree) = syntax::parse(text, &Limits::default()) {
        let printed = syntax::print(&tree);
        // Printing may lengthen a text beyond the limit, by escapes and blanks.
        if let Ok(again) = syntax::parse(&printed, &Limits { source_bytes: usize::MAX, ..Limits::default() }) {
            assert_eq!(syntax::print(&again), printed);
        } else {
            panic!("{text:?} was printed as {printed:?}, which does not parse");
        }
    }
});
