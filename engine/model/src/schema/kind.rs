//! Reads and checks `x-record`: kind, id, subject, time.

use serde_json::Value;

use super::problem::SchemaProblem;
use super::{Field, FieldType, Kind, Shape};

/// Names that conditions use for other things.
const TAKEN: &[&str] = &[
    "true",
    "false",
    "null",
    "in",
    "now",
    "lists",
    "tables",
    "signals",
    "counters",
    "as",
    "break",
    "const",
    "continue",
    "else",
    "for",
    "function",
    "if",
    "import",
    "let",
    "loop",
    "package",
    "namespace",
    "return",
    "var",
    "void",
    "while",
];

/// Fields that `time` may list.
const TIMES: usize = 8;

/// The kind, or nothing when problems were found.
pub(super) fn read(root: &Value, shape: &Shape, problems: &mut Vec<SchemaProblem>) -> Option<Kind> {
    let before = problems.len();
    let Some(record) = root.get("x-record").and_then(Value::as_object) else {
        problems.push(SchemaProblem::new(
            if root.get("x-record").is_some() { "/x-record" } else { "" },
            "`x-record` is missing: it says what the record is and which field is its id",
            "Write `\"x-record\": {\"kind\": \"applicant\", \"id\": \"/id\"}`, with `subject` and `time` where there are such fields.",
        ));
        return None;
    };
    for key in record.keys().filter(|key| !["kind", "id", "subject", "time"].contains(&key.as_str())) {
        problems.push(SchemaProblem::new(
            crate::json::child("/x-record", key),
            format!("`x-record` has no key `{key}`"),
            "Its keys are `kind`, `id`, `subject` and `time`.",
        ));
    }
    let mut text = |key: &str, needed: bool| match record.get(key) {
        Some(Value::String(text)) => Some(text.clone()),
        None if !needed => None,
        found => {
            problems.push(SchemaProblem::new(
                if found.is_some() { format!("/x-record/{key}") } else { "/x-record".to_owned() },
                format!("`x-record` needs `{key}` as text"),
                if key == "kind" {
                    "Name the record kind, such as `applicant`."
                } else {
                    "Give a JSON pointer to a field, such as `/id`."
                },
            ));
            None
        }
    };
    let (name, id, subject) = (text("kind", true), text("id", true), text("subject", false));
    let times = times(record.get("time"), problems);
    if let Some(name) = &name {
        check_name(name, shape, problems);
    }
    if let Some(pointer) = &id {
        let found = check_field("id", pointer, shape, problems);
        if found.is_some_and(|path| path.iter().any(|field| !field.required || field.nullable)) {
            problems.push(SchemaProblem::new(
                "/x-record/id",
                format!("the record's id `{pointer}` is not required, or may be `null`"),
                "List the field, and each object on the way to it, under `required`, and do not allow `null`.",
            ));
        }
    }
    if let Some(pointer) = &subject {
        check_field("subject", pointer, shape, problems);
    }
    for (at, pointer) in &times {
        check_field(at, pointer, shape, problems);
    }
    if problems.len() > before {
        return None;
    }
    let (name, id) = (name?, id?);
    let subject = subject.unwrap_or_else(|| id.clone());
    Some(Kind { name, id, subject, times: times.into_iter().map(|(_, pointer)| pointer).collect() })
}

/// The pointers under `time`, one or a list of them, each with its place below `x-record`.
fn times(given: Option<&Value>, problems: &mut Vec<SchemaProblem>) -> Vec<(String, String)> {
    let given: Vec<(String, &Value)> = match given {
        None => return Vec::new(),
        Some(Value::Array(list)) if !list.is_empty() && list.len() <= TIMES => {
            list.iter().enumerate().map(|(at, value)| (format!("time/{at}"), value)).collect()
        }
        Some(Value::Array(list)) => {
            problems.push(SchemaProblem::new(
                "/x-record/time",
                format!("`time` lists {} fields, and takes 1 to {TIMES}", list.len()),
                "List the fields of which the first that a record has is its time, such as `[\"/updated_at\", \"/applied_at\"]`.",
            ));
            return Vec::new();
        }
        Some(value) => vec![("time".to_owned(), value)],
    };
    let mut times: Vec<(String, String)> = Vec::new();
    for (at, value) in given {
        let (message, help) = match value {
            Value::String(pointer) if times.iter().any(|(_, known)| known == pointer) => {
                (format!("`{pointer}` is listed twice"), "Remove one of them.")
            }
            Value::String(pointer) => {
                times.push((at, pointer.clone()));
                continue;
            }
            _ => (
                "`x-record` needs `time` as text, or as a list of texts".to_owned(),
                "Give a JSON pointer to a field, such as `/applied_at`, or a list of such.",
            ),
        };
        problems.push(SchemaProblem::new(format!("/x-record/{at}"), message, help));
    }
    times
}

fn check_name(name: &str, shape: &Shape, problems: &mut Vec<SchemaProblem>) {
    let mut bytes = name.bytes();
    let identifier = bytes.next().is_some_and(|first| first.is_ascii_lowercase())
        && bytes.all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_');
    if !identifier || TAKEN.contains(&name) {
        problems.push(SchemaProblem::new(
            "/x-record/kind",
            format!("`{name}` cannot be the name of a record kind"),
            "Use lower-case letters, digits and `_`, beginning with a letter, and no word that conditions reserve.",
        ));
    }
    let declared = shape.field("kind").and_then(|field| field.attributes.allowed.as_ref());
    if declared.is_some_and(|values| !values.iter().any(|value| value.as_str() == Some(name))) {
        problems.push(SchemaProblem::new(
            "/properties/kind",
            format!("the field `kind` does not allow `{name}`, the kind that `x-record` names"),
            format!("Write `\"kind\": {{\"const\": \"{name}\"}}`."),
        ));
    }
}

/// The fields on the way to a pointer of `x-record`, the meant one last; nothing when that is no fitting field. `key` is where the
/// pointer stands below `x-record`: `id`, `time`, or `time/0` in a list.
fn check_field<'s>(
    key: &str,
    pointer: &str,
    shape: &'s Shape,
    problems: &mut Vec<SchemaProblem>,
) -> Option<Vec<&'s Field>> {
    let at = format!("/x-record/{key}");
    let Some(path) = fields_on(pointer, shape) else {
        let names: Vec<&str> = shape.fields.iter().map(|field| &*field.name).take(12).collect();
        problems.push(SchemaProblem::new(
            at,
            format!("`{pointer}` is no declared field"),
            format!("Give a JSON pointer through objects; the top-level fields are `{}`.", names.join("`, `")),
        ));
        return None;
    };
    let ty = &path.last()?.ty;
    let name = key.split('/').next().unwrap_or(key);
    let (fits, needed) = match name {
        "time" => (matches!(ty, FieldType::Time), "a string with `format: date-time`"),
        _ => (matches!(ty, FieldType::String), "a string"),
    };
    if !fits {
        problems.push(SchemaProblem::new(
            at,
            format!("`{pointer}` must be {needed}"),
            format!("Declare the field so, or name another one as `{name}`."),
        ));
        return None;
    }
    Some(path)
}

/// The declared fields on the way to a pointer, through objects only.
pub(super) fn fields_on<'s>(pointer: &str, shape: &'s Shape) -> Option<Vec<&'s Field>> {
    let mut shape = Some(shape);
    let mut path = Vec::new();
    for token in pointer.strip_prefix('/')?.split('/') {
        let field = shape?.field(&token.replace("~1", "/").replace("~0", "~"))?;
        shape = match &field.ty {
            FieldType::Object(inner) => Some(inner),
            _ => None,
        };
        path.push(field);
    }
    Some(path)
}
