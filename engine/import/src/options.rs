//! What the user may add to what a source says, and the bounds of the input.

use hirewall_model::Time;
use serde_json::Value;

use crate::applicants::Applicants;
use crate::read;

/// The bounds of the input. Beyond each there is a [`crate::Problem`], and no record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of one document: a record, or a page of records. Default 16 MiB, the bound of a record in `hirewall decide`.
    pub document_bytes: usize,
    /// How many objects and arrays may be nested in each other. Default 64.
    pub depth: usize,
    /// Bytes of input of the devices that an osquery log tells of, which are held until the log ends; also what the records
    /// of one Greenhouse candidate, one for each application, repeat. Default 256 MiB.
    pub held_bytes: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self { document_bytes: 16 << 20, depth: 64, held_bytes: 256 << 20 }
    }
}

/// How records are made.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// The bounds.
    pub limits: Limits,
    /// Stands before every id, so that the ids of two systems cannot meet.
    pub id_prefix: String,
    /// Whether the source rewrites phone numbers; none for what the documentation of the source lets expect.
    pub phones_normalised: Option<bool>,
    /// The applicants behind the mailboxes of computers' users: no device management knows their ids, on which joins rest.
    pub applicants: Option<Applicants>,
    pub(crate) defaults: Vec<(&'static str, Value)>,
}

/// Why a default was refused. It does not quote the value.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum DefaultError {
    /// No default can be given for this path.
    #[error("no default can be given for `{0}`; defaults are for {known}", known = Options::paths())]
    Path(String),
    /// The value does not fit.
    #[error("the default of `{path}` must be {expected}")]
    Value {
        /// The path.
        path: &'static str,
        /// What is expected.
        expected: &'static str,
    },
}

type Read = fn(&str) -> Option<Value>;

const DEFAULTS: [(&str, &str, Read); 9] = [
    ("id", "text that is not empty", text),
    ("applied_at", MOMENT, moment),
    ("observed_at", MOMENT, moment),
    ("source_system", "text that is not empty", text),
    ("job.id", "text that is not empty", text),
    ("job.title", "text that is not empty", text),
    ("job.requisition", "text that is not empty", text),
    ("job.country", "two capital letters, such as `US`", country),
    ("job.remote", "`true` or `false`", boolean),
];

const MOMENT: &str = "a day such as `2026-01-05` or a moment such as `2026-01-05T10:00:00Z`";

impl Options {
    /// Sets what a record gets at `path` when the source says nothing there. A default for fields that a record kind lacks
    /// (`applied_at` for devices) has no effect.
    ///
    /// # Errors
    ///
    /// When there can be no default for the path, or the value is not of its type.
    pub fn set_default(&mut self, path: &str, value: &str) -> Result<(), DefaultError> {
        let Some((path, expected, read)) = DEFAULTS.iter().find(|(known, ..)| *known == path) else {
            return Err(DefaultError::Path(path.to_owned()));
        };
        let value = read(value).ok_or(DefaultError::Value { path, expected })?;
        self.defaults.retain(|(known, _)| known != path);
        self.defaults.push((path, value));
        Ok(())
    }

    fn paths() -> String {
        DEFAULTS.map(|(path, ..)| format!("`{path}`")).join(", ")
    }
}

fn text(text: &str) -> Option<Value> {
    (!text.is_empty()).then(|| Value::from(text))
}

fn moment(text: &str) -> Option<Value> {
    let whole = if read::is_day(text) { format!("{text}T00:00:00Z") } else { text.to_owned() };
    whole.parse::<Time>().is_ok().then(|| Value::from(whole))
}

fn country(text: &str) -> Option<Value> {
    let fits = text.len() == 2 && text.bytes().all(|byte| byte.is_ascii_uppercase());
    fits.then(|| Value::from(text))
}

fn boolean(text: &str) -> Option<Value> {
    text.parse::<bool>().ok().map(Value::from)
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

    use super::*;

    #[test]
    fn a_default_is_checked_before_any_record() {
        let mut options = Options::default();
        options.set_default("applied_at", "2026-01-05").unwrap();
        assert_eq!(options.defaults, [("applied_at", Value::from("2026-01-05T00:00:00Z"))]);
        for (path, value) in [("applied_at", "01/05/2026"), ("job.country", "us"), ("job.remote", "yes"), ("id", "")] {
            let error = options.set_default(path, value).unwrap_err();
            assert!(matches!(error, DefaultError::Value { .. }), "{path}: {error}");
        }
        let error = options.set_default("basics.name", "x").unwrap_err();
        assert!(error.to_string().contains("`observed_at`"), "{error}");
    }
}
