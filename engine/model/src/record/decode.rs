//! JSON bytes to a [`Record`]: checks the text, reads it by the schema's plan, and where the schema says more than the
//! plan checks, asks the validator too.

use std::sync::Arc;

use serde::de::DeserializeSeed;
use serde_json::Value;

use super::options::DecodeOptions;
use super::problem::{ProblemKind, RecordProblem};
use super::reading::{Found, Reading, syntax};
use super::value::ValueSeed;
use super::{Cell, Record, Scratch};
use crate::Schema;
use crate::json::locate::{Occurrence, locate, position};
use crate::json::path::Path;
use crate::json::strict::Budget;
use crate::schema::plan::{ObjectPlan, PlanKind, ValuePlan};

/// Cells, and lists, that memory is asked for before they are read, at most.
const USUAL: usize = 4096;

/// A record, and what was remarked about it.
#[derive(Debug)]
pub struct Decoded<'a> {
    /// The record.
    pub record: Record<'a>,
    /// Problems that do not refuse it: undeclared fields.
    pub warnings: Vec<RecordProblem>,
}

impl<'a> Record<'a> {
    /// Reads a record from one JSON object.
    ///
    /// # Errors
    ///
    /// All problems that were found, at most as many as the options list.
    pub fn decode(
        schema: &Arc<Schema>,
        input: &'a [u8],
        options: &DecodeOptions,
    ) -> Result<Decoded<'a>, Vec<RecordProblem>> {
        Self::decode_with(schema, input, options, &mut Scratch::default())
    }

    /// Reads a record into buffers that earlier records left: see [`Scratch::reclaim`].
    ///
    /// # Errors
    ///
    /// All problems that were found, at most as many as the options list.
    pub fn decode_with(
        schema: &Arc<Schema>,
        input: &'a [u8],
        options: &DecodeOptions,
        scratch: &mut Scratch,
    ) -> Result<Decoded<'a>, Vec<RecordProblem>> {
        Self::decode_by(schema, input, options, scratch, super::quick::read)
    }

    /// `quick` may read the record, or leave it to the full reader.
    fn decode_by(
        schema: &Arc<Schema>,
        input: &'a [u8],
        options: &DecodeOptions,
        scratch: &mut Scratch,
        quick: impl FnOnce(&mut Reading<'_>, &ObjectPlan) -> Option<()>,
    ) -> Result<Decoded<'a>, Vec<RecordProblem>> {
        let input = text(input, options.max_bytes).map_err(|problem| vec![problem])?;
        let width = schema.root().width as usize;
        let mut reading = Reading {
            input,
            options: *options,
            budget: Budget::new(0, 0),
            stack: std::mem::take(&mut scratch.stack),
            cells: std::mem::take(&mut scratch.cells),
            own: std::mem::take(&mut scratch.own),
            dynamic: std::mem::take(&mut scratch.dynamic),
            frames: std::mem::take(&mut scratch.frames),
            problems: Found::default(),
            warnings: Found::default(),
        };
        let (cells, frames) = scratch.usual;
        reading.cells.reserve(cells.min(USUAL).max(width));
        reading.frames.reserve(frames.min(USUAL));
        reading.clear(width);
        if quick(&mut reading, &schema.plan).is_none() {
            reading.clear(width);
            let problems = reading.fully(schema);
            if !problems.is_empty() {
                scratch.take_back(reading);
                return Err(problems);
            }
        }
        if let Some(validator) = &schema.validator {
            let problems = validate(validator, input, &schema.plan, options);
            if !problems.is_empty() {
                scratch.take_back(reading);
                return Err(problems);
            }
        }
        let root = reading.stack.get(..width).unwrap_or_default();
        if let Some(place) = reading.cells.get_mut(..width) {
            place.copy_from_slice(root);
        }
        let warnings = std::mem::take(&mut reading.warnings).finish(input);
        scratch.stack = std::mem::take(&mut reading.stack);
        scratch.usual = (reading.cells.len(), reading.frames.len());
        let Reading { cells, own, dynamic, frames, .. } = reading;
        let record = Record { schema: Arc::clone(schema), input, own, cells, dynamic, frames };
        let problems = record.long_ids();
        if !problems.is_empty() {
            scratch.reclaim(record);
            return Err(problems);
        }
        Ok(Decoded { record, warnings })
    }
}

impl Record<'_> {
    /// What is wrong with ids that nothing could be kept under, whatever the schema says of them.
    fn long_ids(&self) -> Vec<RecordProblem> {
        let most = DecodeOptions::MOST_ID_BYTES;
        if self.id().len() <= most && self.subject().len() <= most {
            return Vec::new();
        }
        let places = &self.schema.places;
        let subject = Some(places.subject).filter(|subject| *subject != places.id);
        let own = [places.id].into_iter().chain(subject).filter(|at| match self.cell(*at) {
            cell @ Cell::String { .. } => self.string(cell).len() > most,
            _ => false,
        });
        let problem = |at| {
            let pointer = self.pointer(at);
            let (line, column) = position(self.input, locate(self.input, &pointer, Occurrence::First).start);
            let message = format!("longer than {most} bytes, which no id may be");
            let help = "Give the id that the source system knows the record by.".to_owned();
            RecordProblem { kind: ProblemKind::Length, pointer, line, column, message, help }
        };
        own.map(problem).collect()
    }
}

impl Reading<'_> {
    /// Reads the input with everything that there is to say about it; what is wrong with it.
    fn fully(&mut self, schema: &Schema) -> Vec<RecordProblem> {
        let input = self.input;
        let plan = ValuePlan { nullable: false, allowed: None, kind: PlanKind::Object(Arc::clone(&schema.plan)) };
        let mut deserializer = serde_json::Deserializer::from_str(input);
        let seed = ValueSeed { reading: self, plan: &plan, at: 0, path: &Path::ROOT };
        let read = seed.deserialize(&mut deserializer).and_then(|given| deserializer.end().map(|()| given));
        let fatal = match read {
            Ok(true) => None,
            Ok(false) => {
                let message = "expected an object, found null".to_owned();
                self.problem(ProblemKind::Type, &Path::ROOT, message, "Give one JSON object for each record.");
                None
            }
            Err(error) => self.stopped(&error),
        };
        let mut problems = std::mem::take(&mut self.problems).finish(input);
        problems.extend(fatal);
        problems
    }

    /// Empties the buffers and makes place for the root's frame.
    fn clear(&mut self, width: usize) {
        self.budget = Budget::new(self.options.max_cells, self.options.max_depth.min(DecodeOptions::MOST_DEPTH));
        self.stack.clear();
        self.stack.resize(width, Cell::Absent);
        self.cells.clear();
        self.cells.resize(width, Cell::Absent);
        self.own.clear();
        self.dynamic.clear();
        self.frames.clear();
    }
}

impl Scratch {
    fn take_back(&mut self, reading: Reading<'_>) {
        let Reading { stack, cells, own, dynamic, frames, .. } = reading;
        *self = Self { stack, cells, own, dynamic, frames, usual: self.usual };
    }
}

/// The input as text, when it is not empty, not too long, and UTF-8 without a byte order mark.
pub(super) fn text(input: &[u8], max_bytes: usize) -> Result<&str, RecordProblem> {
    let problem = |kind, at: usize, message: String, help: &str| {
        let before = String::from_utf8_lossy(input.get(..at).unwrap_or_default());
        let (line, column) = position(&before, before.len());
        RecordProblem { kind, pointer: String::new(), line, column, message, help: help.to_owned() }
    };
    let most = max_bytes.min(DecodeOptions::MOST_BYTES);
    if input.len() > most {
        let message = format!("the record has {} bytes, more than the limit of {most}", input.len());
        return Err(problem(ProblemKind::Limit, 0, message, "Leave out what no policy reads, or raise the limit."));
    }
    if input.starts_with(b"\xef\xbb\xbf") {
        let message = "the text begins with a byte order mark".to_owned();
        return Err(problem(ProblemKind::Encoding, 0, message, "Save it as UTF-8 without a byte order mark."));
    }
    let text = std::str::from_utf8(input).map_err(|error| {
        let message = format!("not UTF-8 at byte {}", error.valid_up_to());
        problem(ProblemKind::Encoding, error.valid_up_to(), message, "Convert the text to UTF-8.")
    })?;
    if text.trim_ascii().is_empty() {
        let message = "there is no record, only empty text".to_owned();
        return Err(problem(ProblemKind::Empty, 0, message, "Give one JSON object for each record."));
    }
    Ok(text)
}

/// What the validator says of a record that the plan found well.
fn validate(
    validator: &jsonschema::Validator,
    input: &str,
    plan: &ObjectPlan,
    options: &DecodeOptions,
) -> Vec<RecordProblem> {
    let mut value = match serde_json::from_str(input) {
        Ok(value) => value,
        Err(error) => return vec![syntax(input, &error)],
    };
    fit(&mut value, plan);
    let mut problems: Vec<RecordProblem> = validator
        .iter_errors(&value)
        .take(options.max_problems.max(1))
        .map(|error| {
            let pointer = error.instance_path().as_str().to_owned();
            let (line, column) = position(input, locate(input, &pointer, Occurrence::First).start);
            let message = format!("breaks the schema's rule `{}`", error.kind().keyword());
            let help = format!("The rule stands at `{}` of the record schema.", error.schema_path());
            RecordProblem { kind: ProblemKind::Rule, pointer, line, column, message, help }
        })
        .collect();
    problems.sort_by_key(|problem| (problem.line, problem.column));
    problems
}

/// Takes out of a value what reading it passed over: `null` that counts as absent, and undeclared fields that were
/// remarked, so that the validator sees the record as it was read.
fn fit(value: &mut Value, plan: &ObjectPlan) {
    let Value::Object(map) = value else { return };
    map.retain(|name, value| match plan.index(name).and_then(|index| plan.fields.get(index as usize)) {
        Some(field) => {
            fit_value(value, field);
            field.nullable || !value.is_null()
        }
        None => plan.shape.open,
    });
}

fn fit_value(value: &mut Value, plan: &ValuePlan) {
    match &plan.kind {
        PlanKind::Object(plan) => fit(value, plan),
        PlanKind::List(list) => {
            for element in value.as_array_mut().into_iter().flatten() {
                fit_value(element, &list.item);
            }
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests;
