//! Whether a record fits its schema, so that no import gives what `decide` would refuse.

use std::fs;
use std::path::Path;
use std::sync::Arc;

use hirewall::Record;
use hirewall::model::{DecodeOptions, RecordProblem, Schema};

use crate::failure::Failure;

const APPLICANT: &str = include_str!("../../../../../policies/schema/applicant.schema.json");
const DEVICE: &str = include_str!("../../../../../policies/schema/device.schema.json");

/// Decodes records as `decide --strict` does.
pub(super) struct Check {
    schema: Arc<Schema>,
    options: DecodeOptions,
}

impl Check {
    /// Takes the schema of a file, or the one that ships for the kind.
    pub(super) fn new(kind: &str, file: Option<&Path>) -> Result<Self, Failure> {
        let text = match file {
            Some(path) => fs::read_to_string(path).map_err(|error| Failure::unreadable(path, &error))?,
            None => if kind == "device" { DEVICE } else { APPLICANT }.to_owned(),
        };
        let name = file.map_or_else(|| kind.to_owned(), |path| path.display().to_string());
        let schema = Schema::compile(&text).map_err(|problems| {
            let first = problems.first().map_or_else(String::new, |problem| format!(": {problem}"));
            Failure::usage(format!("`{name}` is no record schema{first}"))
                .help("`hirewall check` shows all mistakes of the schemas of a policy directory.")
        })?;
        if schema.kind().name != kind {
            return Err(Failure::usage(format!("`{name}` is the schema of another kind than `{kind}`"))
                .help(format!("Name the schema of `{kind}`.")));
        }
        Ok(Self { schema: Arc::new(schema), options: DecodeOptions { strict: true, ..DecodeOptions::default() } })
    }

    /// The first thing in which a record does not fit.
    pub(super) fn misfit(&self, record: &str) -> Option<RecordProblem> {
        let decoded = Record::decode(&self.schema, record.as_bytes(), &self.options);
        decoded.err().and_then(|problems| problems.into_iter().next())
    }
}
