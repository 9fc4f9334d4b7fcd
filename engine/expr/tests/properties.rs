//! What holds for every text: nothing panics, problems point into the text, printing and parsing are inverse.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests")]

mod fixture;

use fixture::generate::expression;
use hirewall_expr::{Limits, Problem, Type, syntax};
use proptest::prelude::*;

fn point_into(text: &str, problems: &[Problem]) -> Result<(), TestCaseError> {
    prop_assert!(!problems.is_empty());
    for problem in problems {
        for (span, _) in problem.related.iter().chain([&(problem.span, String::new())]) {
            prop_assert!(text.get(span.start as usize..span.end as usize).is_some(), "{problem:?} in {text:?}");
        }
        prop_assert!(!problem.message.is_empty() && !problem.message.ends_with('.'), "{problem:?}");
    }
    Ok(())
}

/// Compiles a text in every way; nothing may panic, and problems must be sound.
fn survives(text: &str) -> Result<(), TestCaseError> {
    let mut env = fixture::env();
    env.variable("a", Type::Dyn);
    env.variable("b", Type::Int);
    if let Err(problems) = env.compile_unchecked(text) {
        point_into(text, &problems)?;
    }
    match env.compile(text) {
        Err(problems) => point_into(text, &problems),
        Ok(program) if program.warnings.is_empty() => Ok(()),
        Ok(program) => point_into(text, &program.warnings),
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn random_texts_are_answered(text in "\\PC{0,60}") {
        survives(&text)?;
    }

    #[test]
    fn random_bytes_are_answered(bytes in prop::collection::vec(any::<u8>(), 0..80)) {
        survives(&String::from_utf8_lossy(&bytes))?;
    }

    #[test]
    fn random_tokens_are_answered(tokens in prop::collection::vec(prop::sample::select(vec![
        "a", "applicant", ".", ".?", "[", "]", "(", ")", "{", "}", "?", ":", ",", "&&", "||", "!", "-", "+", "==", "in", "not",
        "1", "1u", "1.5", "\"x\"", "'", "has", "exists", "x", "lists", "tables", "remote_tools", "cel", "bind", "`", "\\", "“",
    ]), 0..25), blank in any::<bool>()) {
        survives(&tokens.join(if blank { " " } else { "" }))?;
    }

    #[test]
    fn changed_expressions_are_answered(text in expression(true), at in any::<prop::sample::Index>(), with in "\\PC{0,2}", cut in 0usize..4) {
        let mut chars: Vec<char> = text.chars().collect();
        let at = at.index(chars.len() + 1);
        let end = (at + cut).min(chars.len());
        chars.splice(at..end, with.chars());
        survives(&chars.into_iter().collect::<String>())?;
    }

    #[test]
    fn expressions_are_answered_and_printed_so_that_they_parse_to_the_same_tree(text in expression(true)) {
        survives(&text)?;
        let ast = syntax::parse(&text, &Limits::default());
        prop_assert!(ast.is_ok(), "{text}: {ast:?}");
        let ast = ast.unwrap();
        let printed = syntax::print(&ast);
        let again = syntax::parse(&printed, &Limits::default());
        prop_assert!(again.is_ok(), "{text} was printed as {printed}: {again:?}");
        let again = again.unwrap();
        prop_assert_eq!(fixture::tree(&ast), fixture::tree(&again), "{} was printed as {}", text, printed);
        prop_assert_eq!(syntax::print(&again), printed);
    }
}
