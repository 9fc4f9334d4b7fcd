//! From the files named on the command line to slices of JSON, one a record. What is in a record is not looked at here.

mod detect;
mod open;
mod source;
mod split;

pub(crate) use open::Opened;
pub(crate) use source::{Source, find};
pub(crate) use split::{Item, Splitter};

/// Bytes of one record, 16 MiB. A longer one is reported and skipped without being held in memory.
pub(crate) const MAX_RECORD_BYTES: usize = 16 << 20;

/// Something in the input that is no record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Trouble {
    /// The line it is at, from 1; none where it concerns all of the file.
    pub(crate) line: Option<u64>,
    /// What is wrong: lower case, no full stop. Never text of the input.
    pub(crate) message: String,
    /// What to do, a sentence of its own.
    pub(crate) help: Option<String>,
}

impl Trouble {
    fn new(line: Option<u64>, message: impl Into<String>) -> Self {
        Self { line, message: message.into(), help: None }
    }

    /// A source that cannot be opened.
    pub(crate) fn unreadable(error: &std::io::Error) -> Self {
        let help = match error.kind() {
            std::io::ErrorKind::NotFound => "Check the path; `-` is standard input.",
            std::io::ErrorKind::PermissionDenied => "Check the permissions of the file and of the folders above it.",
            _ => "Check that it is a file that can be read.",
        };
        Self::new(None, format!("the file cannot be read: {}", crate::failure::reason(error))).help(help)
    }

    fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }
}
