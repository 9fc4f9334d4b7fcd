//! Whether a schema allows `null`. Only few keywords say anything of `null`, so that this is answered exactly, without a
//! validator.

use serde_json::{Map, Value};

use super::references::{Target, follow};

/// Schemas looked at before the answer is taken to be yes; hostile schemas could ask for any number.
const MOST: u32 = 10_000;

/// Whether `null` is valid against a schema of `root`.
pub(super) fn allowed(root: &Value, schema: &Value) -> bool {
    let mut left = MOST;
    takes(root, schema, 0, &mut left)
}

/// Depth is bounded by the nesting of the text and by `MOST_DEPTH` for references.
fn takes(root: &Value, schema: &Value, depth: u32, left: &mut u32) -> bool {
    const MOST_DEPTH: u32 = 200;
    let Value::Object(schema) = schema else { return schema != &Value::Bool(false) };
    if depth > MOST_DEPTH || *left == 0 {
        return true;
    }
    *left -= 1;
    let typed = match schema.get("type") {
        Some(Value::String(ty)) => ty == "null",
        Some(Value::Array(types)) => types.iter().any(|ty| ty == "null"),
        _ => true,
    };
    typed
        && schema.get("const").is_none_or(Value::is_null)
        && schema.get("enum").and_then(Value::as_array).is_none_or(|values| values.contains(&Value::Null))
        && combined(root, schema, depth + 1, left)
}

fn combined(root: &Value, schema: &Map<String, Value>, depth: u32, left: &mut u32) -> bool {
    let branches = |key: &str| schema.get(key).and_then(Value::as_array);
    let mut fits = |inner: &Value| takes(root, inner, depth, left);
    let referred = match schema.get("$ref").and_then(Value::as_str).map(|reference| follow(root, reference)) {
        Some(Target::Local(target, _)) => fits(target),
        _ => true,
    };
    referred
        && branches("allOf").is_none_or(|all| all.iter().all(&mut fits))
        && branches("anyOf").is_none_or(|any| any.iter().any(&mut fits))
        && branches("oneOf").is_none_or(|one| one.iter().filter(|inner| fits(inner)).count() == 1)
        && schema.get("not").is_none_or(|not| !fits(not))
        && schema.get("if").is_none_or(|condition| {
            let branch = if fits(condition) { "then" } else { "else" };
            schema.get(branch).is_none_or(&mut fits)
        })
}
