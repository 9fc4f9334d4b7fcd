//! Conformance cases: expressions with variables as JSON lines in, results as JSON lines out.
//!
//! A case has `expr`, and may have `container`, `type_env` (variables and functions), `bindings` (typed JSON), `disable_check`
//! and `check_only`. It does not compare results with what a case expects.

use hirewall_model::Time;
use serde_json::{Map, Value as Json, json};

use crate::eval::{DEFAULT_FUEL, Evaluator, Inputs, Undetermined};
use crate::{Env, Type, Value, from_typed_json, to_typed_json};

/// The result of one line: the case's `file`, `section`, `name` and a `result` of `value` and `deduced_type`, or `error`.
///
/// # Errors
/// What keeps the line from being a case.
pub fn line(text: &str) -> Result<Json, String> {
    let case: Json = serde_json::from_str(text).map_err(|error| format!("not JSON: {error}"))?;
    let mut line = Map::new();
    for key in ["file", "section", "name"] {
        line.insert(key.to_owned(), case.get(key).cloned().unwrap_or(Json::Null));
    }
    line.insert("result".to_owned(), result(&case)?);
    Ok(Json::Object(line))
}

/// The result of one case.
fn result(case: &Json) -> Result<Json, String> {
    let text = case.get("expr").and_then(Json::as_str).ok_or("a case needs an `expr`")?;
    let flag = |name: &str| case.get(name).and_then(Json::as_bool).unwrap_or(false);
    let (env, variables) = environment(case)?;
    let compiled = if flag("disable_check") { env.compile_unchecked(text) } else { env.compile(text) };
    let program = match compiled {
        Ok(program) => program,
        Err(problems) => {
            let messages: Vec<String> = problems.into_iter().map(|problem| problem.message).collect();
            return Ok(json!({"error": messages}));
        }
    };
    let asked = case.get("expect").is_some_and(|expect| expect.get("deduced_type").is_some());
    let mut result = Map::new();
    if flag("check_only") || asked {
        result.insert("deduced_type".to_owned(), Json::String(type_text(program.ty())));
    }
    if !flag("check_only") {
        let now = Time { seconds: 0, nanos: 0 };
        let inputs = Inputs { record: None, frames: &[], variables: &variables, lets: &[], now, fuel: DEFAULT_FUEL };
        match Evaluator::new(inputs).value(&program) {
            Ok(value) => result.insert("value".to_owned(), to_typed_json(&value)),
            Err(undetermined) => return Ok(json!({"error": messages(&undetermined)})),
        };
    }
    Ok(Json::Object(result))
}

fn messages(undetermined: &Undetermined) -> Vec<String> {
    match &undetermined.fault {
        Some(at) => vec![at.fault.to_string()],
        None => vec!["a value is missing".to_owned()],
    }
}

/// What the case declares, and the values of its variables by their index.
fn environment(case: &Json) -> Result<(Env, Vec<Value<'static>>), String> {
    let mut env = Env::new();
    env.container(case.get("container").and_then(Json::as_str).unwrap_or_default());
    let none = Map::new();
    let bindings = case.get("bindings").and_then(Json::as_object).unwrap_or(&none);
    let mut values = Vec::new();
    let mut declared = Vec::new();
    for declaration in case.get("type_env").and_then(Json::as_array).into_iter().flatten() {
        let name = declaration.get("name").and_then(Json::as_str).ok_or("a declaration needs a `name`")?;
        if declaration.get("kind").and_then(Json::as_str) == Some("function") {
            for overload in declaration.get("overloads").and_then(Json::as_array).into_iter().flatten() {
                let params = overload.get("params").and_then(Json::as_array).map_or(&[][..], Vec::as_slice);
                let params = params.iter().map(read_type).collect::<Result<Vec<_>, _>>()?;
                let result = read_type(overload.get("result").unwrap_or(&Json::Null))?;
                let instance = overload.get("instance").and_then(Json::as_bool).unwrap_or(false);
                env.function_declaration(name, &params, result, instance);
            }
            continue;
        }
        env.variable(name, read_type(declaration.get("type").unwrap_or(&Json::Null))?);
        values.push(bindings.get(name).map_or(Ok(Value::Null), from_typed_json)?);
        declared.push(name);
    }
    for (name, value) in bindings.iter().filter(|(name, _)| !declared.contains(&name.as_str())) {
        env.variable(name, Type::Dyn);
        values.push(from_typed_json(value)?);
    }
    Ok((env, values))
}

fn read_type(json: &Json) -> Result<Type, String> {
    let text = json.as_str().ok_or("a type must be a string")?;
    Type::parse(text).ok_or_else(|| format!("unknown type `{text}`"))
}

/// A type as the cases write it: those of extensions are marked.
fn type_text(ty: &Type) -> String {
    let list = |types: &[Type]| types.iter().map(type_text).collect::<Vec<_>>().join(", ");
    match ty {
        Type::List(item) => format!("list({})", type_text(item)),
        Type::Map(types) => format!("map({}, {})", type_text(&types.0), type_text(&types.1)),
        Type::Type(of) => format!("type({})", type_text(of)),
        Type::Optional(of) => format!("abstract:optional_type({})", type_text(of)),
        Type::Abstract(name, parameters) if parameters.is_empty() => format!("abstract:{name}"),
        Type::Abstract(name, parameters) => format!("abstract:{name}({})", list(parameters)),
        Type::Param(name) => format!("param:{name}"),
        _ => ty.to_string(),
    }
}
