//! JSON Schema text to [`Schema`]: reads it, checks it against the meta-schema, compiles fields, checks `x-record`.
//!
//! It fetches nothing: a reference to another document is a problem.

use std::sync::Arc;

use serde::de::DeserializeSeed;
use serde_json::Value;
use sha2::{Digest, Sha256};

use super::fields::Fields;
use super::kind;
use super::limits::SchemaLimits;
use super::plan::PlanKind;
use super::problem::SchemaProblem;
use super::{FieldType, Kind, Places, Schema, Shape};
use crate::json::locate::{Occurrence, locate};
use crate::json::path::Path;
use crate::json::strict::{Budget, Stop, Strict};

const DRAFT: &str = "https://json-schema.org/draft/2020-12/schema";

impl Schema {
    /// Compiles a record schema: JSON Schema draft 2020-12 with `x-record`, within [`SchemaLimits::default`].
    ///
    /// # Errors
    ///
    /// All mistakes that were found.
    pub fn compile(text: &str) -> Result<Self, Vec<SchemaProblem>> {
        Self::compile_within(text, &SchemaLimits::default())
    }

    /// Compiles a record schema within limits of the caller's own.
    ///
    /// # Errors
    ///
    /// All mistakes that were found.
    pub fn compile_within(text: &str, limits: &SchemaLimits) -> Result<Self, Vec<SchemaProblem>> {
        described(text, limits, compile(text, limits, None))
    }

    /// Compiles the schema of an object that is no record of its own, such as a detector's signals: JSON Schema draft 2020-12
    /// without `x-record`, within [`SchemaLimits::default`]. `name` stands where a record has its kind; what is decoded with it
    /// has an empty id.
    ///
    /// # Errors
    ///
    /// All mistakes that were found.
    pub fn compile_object(name: &str, text: &str) -> Result<Self, Vec<SchemaProblem>> {
        let limits = SchemaLimits::default();
        described(text, &limits, compile(text, &limits, Some(name)))
    }
}

/// The problems with their places in the text, at most as many as are listed.
fn described(
    text: &str,
    limits: &SchemaLimits,
    compiled: Result<Schema, Vec<SchemaProblem>>,
) -> Result<Schema, Vec<SchemaProblem>> {
    compiled.map_err(|mut problems| {
        let further = problems.len().saturating_sub(limits.problems);
        problems.truncate(limits.problems);
        for problem in problems.iter_mut().filter(|problem| problem.span.is_none()) {
            let span = locate(text, &problem.pointer, Occurrence::First);
            problem.span = u32::try_from(span.start).ok().zip(u32::try_from(span.end).ok());
        }
        if further > 0 {
            problems.push(SchemaProblem::new(
                "",
                format!("{further} more problems are not listed"),
                "Mend those above first.",
            ));
        }
        problems
    })
}

/// Compiles a schema; of a record when no name is given.
fn compile(text: &str, limits: &SchemaLimits, name: Option<&str>) -> Result<Schema, Vec<SchemaProblem>> {
    if text.len() > limits.bytes {
        return Err(vec![SchemaProblem::new(
            "",
            format!("the schema has {} bytes, more than the limit of {}", text.len(), limits.bytes),
            "Split the record kind or leave out what no policy reads.",
        )]);
    }
    let root = parse(text).map_err(|problem| vec![problem])?;
    let mut problems = Vec::new();
    match root.get("$schema") {
        None => {}
        Some(Value::String(draft)) if draft.trim_end_matches('#') == DRAFT => {}
        Some(_) => problems.push(SchemaProblem::new(
            "/$schema",
            "only draft 2020-12 of JSON Schema is supported",
            format!("Write `\"$schema\": \"{DRAFT}\"`, and adapt what changed since the older draft."),
        )),
    }
    for error in jsonschema::draft202012::meta::validator().iter_errors(&root) {
        problems.push(SchemaProblem::new(
            error.instance_path().as_str(),
            format!("not a valid JSON Schema: {error}"),
            "Look up the keyword in JSON Schema draft 2020-12.",
        ));
    }
    if !problems.is_empty() {
        return Err(problems);
    }
    let (compiled, validator) = {
        let mut fields = Fields::new(&root, limits);
        let compiled = fields.value(&root, "", 0);
        let validate = fields.validate;
        problems.append(&mut fields.problems);
        let validator = if validate && problems.is_empty() {
            let options = jsonschema::draft202012::options().should_validate_formats(false);
            match options.build(&root) {
                Ok(validator) => Some(validator),
                Err(error) => {
                    problems.push(SchemaProblem::new(
                        error.instance_path().as_str(),
                        format!("the schema cannot be used: {error}"),
                        "Look up the keyword in JSON Schema draft 2020-12.",
                    ));
                    None
                }
            }
        } else {
            None
        };
        (compiled, validator)
    };
    let (FieldType::Object(shape), PlanKind::Object(plan)) = (compiled.ty, compiled.plan.kind) else {
        if problems.is_empty() {
            problems.push(SchemaProblem::new(
                "",
                "a record is an object with declared fields",
                "Write `\"type\": \"object\"` and `\"properties\": {…}` at the top of the schema.",
            ));
        }
        return Err(problems);
    };
    let kind = match name {
        Some(name) => {
            Some(Kind { name: name.to_owned(), id: String::new(), subject: String::new(), times: Vec::new() })
        }
        None => kind::read(&root, &shape, &mut problems),
    };
    match kind {
        Some(kind) if problems.is_empty() => Ok(Schema {
            places: if name.is_some() { Places::none() } else { places(&kind, &shape) },
            kind,
            pointers: pointers(&shape),
            root: Arc::clone(&shape),
            plan,
            validator,
            text: text.into(),
            digest: digest(&root),
        }),
        _ => Err(problems),
    }
}

/// The JSON pointer of each cell of the record's own frame.
fn pointers(root: &Shape) -> Box<[Box<str>]> {
    let mut pointers: Box<[Box<str>]> = (0..root.width).map(|_| Box::from("")).collect();
    fill(root, 0, &mut String::new(), &mut pointers);
    pointers
}

/// Depth is bounded by the nesting of schemas.
fn fill(shape: &Shape, at: u32, pointer: &mut String, pointers: &mut [Box<str>]) {
    for field in &shape.fields {
        let before = pointer.len();
        crate::json::push_key(pointer, &field.name);
        if let Some(place) = pointers.get_mut((at + field.offset) as usize) {
            *place = pointer.as_str().into();
        }
        if let FieldType::Object(inner) = &field.ty {
            fill(inner, at + field.offset, pointer, pointers);
        }
        pointer.truncate(before);
    }
}

/// The cells of the fields that the kind names, which [`kind::read`] has checked.
fn places(kind: &Kind, shape: &Shape) -> Places {
    let cell = |pointer: &str| -> u32 {
        kind::fields_on(pointer, shape).into_iter().flatten().map(|field| field.offset).sum()
    };
    Places {
        id: cell(&kind.id),
        subject: cell(&kind.subject),
        times: kind.times.iter().map(|time| cell(time)).collect(),
    }
}

/// The text as JSON, with keys named twice refused.
fn parse(text: &str) -> Result<Value, SchemaProblem> {
    let budget = Budget::new(usize::MAX, u32::MAX);
    let mut deserializer = serde_json::Deserializer::from_str(text);
    let read = Strict { path: &Path::ROOT, budget: &budget }
        .deserialize(&mut deserializer)
        .and_then(|value| deserializer.end().map(|()| value));
    read.map_err(|error| {
        if let Some(Stop::Duplicate(pointer)) = budget.stop.take() {
            let span = locate(text, &pointer, Occurrence::Last);
            let mut problem =
                SchemaProblem::new(pointer, "this key is given twice in the same object", "Keep one of the two.");
            problem.span = u32::try_from(span.start).ok().zip(u32::try_from(span.end).ok());
            return problem;
        }
        let offset = byte_offset(text, error.line(), error.column());
        let message = error.to_string();
        let message = message.split(" at line ").next().unwrap_or_default();
        let mut problem = SchemaProblem::new(
            "",
            format!("not valid JSON: {message}"),
            "Mend the JSON at this place; a JSON editor shows what is missing.",
        );
        problem.span = u32::try_from(offset).ok().map(|at| (at, at));
        problem
    })
}

/// The byte that `serde_json` means by line and column, both from 1, the column in bytes.
pub(crate) fn byte_offset(text: &str, line: usize, column: usize) -> usize {
    let start: usize = text.split_inclusive('\n').take(line.saturating_sub(1)).map(str::len).sum();
    (start + column.saturating_sub(1)).min(text.len())
}

/// The SHA-256 of the schema written without spaces and with sorted keys, so that layout does not change it.
fn digest(root: &Value) -> String {
    let mut sorted = root.clone();
    sorted.sort_all_objects();
    format!("sha256:{}", crate::hex(&Sha256::digest(sorted.to_string().as_bytes())))
}
