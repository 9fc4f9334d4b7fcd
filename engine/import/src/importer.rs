//! Documents of a source become records.

use std::fmt;

use serde_json::{Map, Value};

use crate::draft::Draft;
use crate::ledger::{Ledger, Reason, below};
use crate::nesting;
use crate::options::Options;
use crate::parse;
use crate::problem::Problem;
use crate::source::{Source, TooMuch, osquery};

/// A record: one JSON object. It prints as one line.
#[derive(Debug, Clone, PartialEq)]
pub struct Record(pub(crate) Value);

impl fmt::Display for Record {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0)
    }
}

impl Record {
    /// Whether a device's record says whose application stands behind its user; without that nothing joins the two.
    #[must_use]
    pub fn names_applicant(&self) -> bool {
        self.0.pointer("/user/applicant_id").is_some()
    }
}

/// Makes records of the documents of one source, and keeps count of what is not in them.
#[derive(Debug)]
pub struct Importer {
    source: Source,
    options: Options,
    ledger: Ledger,
    fallback_id: Option<String>,
    hosts: osquery::Hosts,
}

impl Importer {
    /// An importer for documents of a source.
    #[must_use]
    pub fn new(source: Source, options: Options) -> Self {
        Self { source, options, ledger: Ledger::default(), fallback_id: None, hosts: osquery::Hosts::default() }
    }

    /// What was dropped so far, and what was kept below `custom`.
    #[must_use]
    pub fn ledger(&self) -> &Ledger {
        &self.ledger
    }

    /// Gives the next record that names no id this one, such as the name of the file that it stands in. It is used once.
    pub fn set_fallback_id(&mut self, id: Option<String>) {
        self.fallback_id = id;
    }

    /// The records of a document: a record, an array of records, or a page of the source. A bad record does not cost the
    /// others. Lines of an osquery log give nothing until [`Self::finish`].
    pub fn document(&mut self, text: &[u8]) -> Vec<Result<Record, Problem>> {
        match self.parse(text) {
            Ok(document) => self.elements(document, text.len()),
            Err(problem) => vec![Err(problem)],
        }
    }

    /// The records that wait for the end of the input: devices of an osquery log.
    pub fn finish(&mut self) -> Vec<Result<Record, Problem>> {
        let devices = self.hosts.finish();
        devices.into_iter().map(|device| self.record("", device)).collect()
    }

    fn parse(&self, text: &[u8]) -> Result<Value, Problem> {
        let limits = self.options.limits;
        if text.len() > limits.document_bytes {
            return Err(Problem::new(
                "",
                format!("this document is longer than {} bytes", limits.document_bytes),
                "Ask the system for smaller pages, or give one record a line.",
            ));
        }
        if nesting::exceeds(text, limits.depth) {
            return Err(Problem::new(
                "",
                format!("objects and arrays are nested more than {} deep", limits.depth),
                "Give the records as the system exports them; none of the known systems nests so deeply.",
            ));
        }
        parse::parse(text).map_err(|fault| {
            let message = format!("{} (column {})", fault.message, fault.column);
            Problem::new("", message, "Mend the JSON at this place.").at_line(fault.line)
        })
    }

    fn elements(&mut self, document: Value, bytes: usize) -> Vec<Result<Record, Problem>> {
        let mut fields = match document {
            Value::Array(items) => return self.items("", items, bytes),
            Value::Object(fields) => fields,
            _ => return vec![Err(not_an_object(""))],
        };
        let (page, one) = self.source.page();
        if let Some(name) = page
            && let Some(Value::Array(items)) = fields.get_mut(name)
        {
            let items = std::mem::take(items);
            self.drop_page(&fields);
            return self.items(&below("", name), items, bytes);
        }
        if let Some(name) = one
            && let Some(element @ Value::Object(_)) = fields.get_mut(name)
        {
            let element = std::mem::take(element);
            self.drop_page(&fields);
            return self.element(&below("", name), element, bytes);
        }
        self.element("", Value::Object(fields), bytes)
    }

    fn drop_page(&mut self, fields: &Map<String, Value>) {
        for (name, field) in fields {
            self.ledger.drop_all(&below("", name), field, Reason::Page);
        }
    }

    fn items(&mut self, pointer: &str, items: Vec<Value>, bytes: usize) -> Vec<Result<Record, Problem>> {
        let share = bytes / items.len().max(1);
        let items = items.into_iter().enumerate();
        items.flat_map(|(number, item)| self.element(&format!("{pointer}/{number}"), item, share)).collect()
    }

    fn element(&mut self, pointer: &str, element: Value, bytes: usize) -> Vec<Result<Record, Problem>> {
        if !element.is_object() {
            return vec![Err(not_an_object(pointer))];
        }
        if self.source == Source::Osquery && osquery::is_log(&element) {
            let limit = self.options.limits.held_bytes;
            let read = self.hosts.line(pointer, element, bytes, limit, &mut self.ledger);
            return read.err().map(Err).into_iter().collect();
        }
        match self.source.split(element, self.options.limits.held_bytes) {
            Ok(elements) => elements.into_iter().map(|element| self.record(pointer, element)).collect(),
            Err(TooMuch) => vec![Err(Problem::new(
                pointer,
                format!(
                    "a record for each application would repeat more than {} MiB",
                    self.options.limits.held_bytes >> 20
                ),
                "Look at the candidate: it has more applications than a person makes.",
            ))],
        }
    }

    fn record(&mut self, pointer: &str, element: Value) -> Result<Record, Problem> {
        let source = self.source;
        let applicant = source.kind() == "applicant";
        let mut ledger = std::mem::take(&mut self.ledger);
        let mut draft = Draft::new(element);
        draft.put("/kind", Value::from(source.kind()));
        source.fill(&mut draft, &mut ledger);
        draft.put("/source_system", Value::from(source.name()));
        draft.keep_rest(source.custom(), applicant, &mut ledger);
        self.ledger = ledger;
        if applicant {
            draft.complete_contacts(self.options.phones_normalised.or(source.phones_normalised()));
        }
        if !draft.has("/id")
            && let Some(id) = self.fallback_id.take()
        {
            draft.put("/id", Value::from(id));
        }
        complete(draft, pointer, source.kind(), &self.options)
    }
}

/// Adds defaults and the prefix of the id, and says what a record still lacks.
pub(crate) fn complete(mut draft: Draft, pointer: &str, kind: &str, options: &Options) -> Result<Record, Problem> {
    let time = if kind == "applicant" { "applied_at" } else { "observed_at" };
    for (path, value) in &options.defaults {
        let fits = match *path {
            "id" | "source_system" => true,
            "observed_at" => kind == "device",
            _ => kind == "applicant",
        };
        if fits {
            draft.put(&format!("/{}", path.replace('.', "/")), value.clone());
        }
    }
    if kind == "device"
        && let Some(applicants) = &options.applicants
        && let Some(id) =
            draft.record.pointer("/user/email").and_then(Value::as_str).and_then(|email| applicants.id(email))
    {
        let id = Value::from(id);
        draft.put("/user/applicant_id", id);
    }
    if !draft.has("/id") {
        return Err(Problem::new(
            pointer,
            "the source gives the record no id",
            "Give it one: `--default id=TEXT` for a single record, or `--id-from-file` for files with one record each.",
        ));
    }
    if !draft.has(&format!("/{time}")) {
        let what = if kind == "applicant" { "of the application" } else { "at which the device was looked at" };
        return Err(Problem::new(
            pointer,
            format!("the source does not tell the time {what}"),
            format!("Say it for records without one: `--default {time}=2026-01-05T10:00:00Z`."),
        ));
    }
    if !options.id_prefix.is_empty()
        && let Some(Value::String(id)) = draft.record.get_mut("id")
    {
        id.insert_str(0, &options.id_prefix);
    }
    Ok(Record(ordered(draft.record)))
}

/// The record with what names it in front, for whoever reads the lines.
fn ordered(record: Value) -> Value {
    let Value::Object(mut fields) = record else { return record };
    let mut first = Map::new();
    for name in ["kind", "id", "source_system", "applied_at", "updated_at", "observed_at"] {
        if let Some(value) = fields.shift_remove(name) {
            first.insert(name.to_owned(), value);
        }
    }
    first.append(&mut fields);
    Value::Object(first)
}

fn not_an_object(pointer: &str) -> Problem {
    Problem::new(pointer, "a record must be an object", "Give one JSON object for each record.")
}
