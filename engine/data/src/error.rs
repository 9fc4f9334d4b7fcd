//! Why a file could not be imported, where, and what to do. It does not print itself.

use thiserror::Error;

use crate::Format;

/// Why a file could not be imported.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum ImportError {
    /// A file beyond the limit.
    #[error("`{name}` has more than {limit} bytes")]
    TooLarge {
        /// The file.
        name: String,
        /// The limit.
        limit: u64,
    },
    /// More entries than the limit.
    #[error("there are more than {limit} entries")]
    TooMany {
        /// The limit.
        limit: usize,
    },
    /// Bytes that are not UTF-8.
    #[error("`{name}` is not UTF-8 text in line {line}")]
    NotText {
        /// The file.
        name: String,
        /// The line, from 1.
        line: u64,
    },
    /// A web page in place of the file.
    #[error("`{name}` is a web page or XML, not data")]
    Markup {
        /// The file.
        name: String,
    },
    /// JSON that breaks off or has another shape.
    #[error("`{name}`, line {line}, column {column}: {reason}")]
    Json {
        /// The file.
        name: String,
        /// The line, from 1.
        line: usize,
        /// The column, from 1.
        column: usize,
        /// What is wrong.
        reason: String,
    },
    /// A row that is no CSV.
    #[error("`{name}`, line {line}: {reason}")]
    Csv {
        /// The file.
        name: String,
        /// The line, from 1.
        line: u64,
        /// What is wrong.
        reason: String,
    },
    /// A column that the file does not have.
    #[error("`{name}` has no column `{column}`; it has {}", list(.has))]
    NoColumn {
        /// The file.
        name: String,
        /// The column.
        column: String,
        /// Those that it has.
        has: Vec<String>,
    },
    /// A format that cannot fill the list or table.
    #[error("a file of the format `{}` cannot fill this {what}", .format.name())]
    Unsuited {
        /// The format.
        format: Format,
        /// What was to be filled.
        what: &'static str,
        /// What to do.
        help: String,
    },
    /// JSON whose meaning is not known.
    #[error("the format of `{name}` is not recognised")]
    Unknown {
        /// The file.
        name: String,
    },
    /// Files of different formats.
    #[error("the files have different formats: `{}` and `{}`", .first.name(), .second.name())]
    Mixed {
        /// That of the first file.
        first: Format,
        /// Another one.
        second: Format,
    },
    /// One of several files is missing.
    #[error("a file of the format `{}` is missing: {part}", .format.name())]
    Missing {
        /// The format.
        format: Format,
        /// Which.
        part: &'static str,
    },
}

impl ImportError {
    /// What to do, a sentence.
    #[must_use]
    pub fn help(&self) -> String {
        match self {
            Self::TooLarge { .. } => "Take the part of the file that records can meet.".to_owned(),
            Self::TooMany { .. } => "Split the list, or keep the entries that records can meet.".to_owned(),
            Self::NotText { .. } => "Save the file as UTF-8, unpacked.".to_owned(),
            Self::Markup { .. } => {
                "Download the data itself: the page may have said that the address moved.".to_owned()
            }
            Self::Json { .. } => {
                "Download the file again; if it is whole, name another format with `--format`.".to_owned()
            }
            Self::Csv { .. } => "Correct the row, or download the file again.".to_owned(),
            Self::NoColumn { .. } => {
                "Name a column that the file has, or rename it in the file's first line.".to_owned()
            }
            Self::Unsuited { help, .. } => help.clone(),
            Self::Unknown { .. } => "Name the format with `--format`.".to_owned(),
            Self::Mixed { .. } => "Give the files of one publisher, or name the format with `--format`.".to_owned(),
            Self::Missing { .. } => "Give it with a further `--from`.".to_owned(),
        }
    }

    /// What a JSON parser said.
    pub(crate) fn json(name: &str, error: &serde_json::Error) -> Self {
        let text = error.to_string();
        let reason =
            if error.is_eof() { "the file breaks off" } else { text.split(" at line ").next().unwrap_or_default() };
        Self::Json {
            name: name.to_owned(),
            line: error.line(),
            column: error.column().max(1),
            reason: reason.to_owned(),
        }
    }
}

/// Names in backticks, a few of them.
fn list(names: &[String]) -> String {
    let mut text: Vec<String> = names.iter().take(12).map(|name| format!("`{name}`")).collect();
    if names.len() > text.len() {
        text.push("others".to_owned());
    }
    if text.is_empty() { "none".to_owned() } else { text.join(", ") }
}
