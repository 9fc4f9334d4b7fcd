//! The published conformance cases, as far as the front end decides them: which expressions compile, and to which type.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, reason = "tests")]

use hirewall_expr::{Env, Type};
use serde_json::Value;

fn cases() -> Vec<Value> {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/data/cel-spec/conformance.ndjson");
    let text = std::fs::read_to_string(path).expect("the conformance cases are in the repository");
    text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

fn ty(value: &Value) -> Type {
    Type::parse(value.as_str().unwrap()).unwrap()
}

fn env(case: &Value) -> Env {
    let mut env = Env::new();
    env.container(case["container"].as_str().unwrap_or(""));
    for declared in case["type_env"].as_array().into_iter().flatten() {
        let name = declared["name"].as_str().unwrap();
        if declared["kind"] == "var" {
            env.variable(name, ty(&declared["type"]));
        }
        for overload in declared["overloads"].as_array().into_iter().flatten() {
            let params: Vec<Type> = overload["params"].as_array().unwrap().iter().map(ty).collect();
            env.function_declaration(name, &params, ty(&overload["result"]), overload["instance"] == true);
        }
    }
    env
}

#[test]
fn expressions_that_have_a_value_compile_to_their_type() {
    let mut wrong = Vec::new();
    for case in cases() {
        let text = case["expr"].as_str().unwrap();
        let env = env(&case);
        let program = if case["disable_check"] == true { env.compile_unchecked(text) } else { env.compile(text) };
        match program {
            Ok(program) => {
                if let Some(expected) = case["expect"].get("deduced_type")
                    && *program.ty() != ty(expected)
                {
                    wrong.push(format!("{text}: {} instead of {expected}", program.ty()));
                }
            }
            Err(problems) if case["expect"].get("error").is_none() => wrong.push(format!("{text}: {problems:#?}")),
            Err(_) => {}
        }
    }
    assert!(wrong.is_empty(), "{} cases:\n{}", wrong.len(), wrong.join("\n"));
}
