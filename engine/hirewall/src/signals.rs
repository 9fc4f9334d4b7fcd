//! What detectors said, written down and given again: a decision can be made a second time without the plugins, and gives the same
//! bytes. Of a record's text that stands several times, what was written down last is given. It runs no detector.

use std::collections::HashMap;
use std::io::{self, BufRead, Read};

use hirewall_model::{Answer, Record, Time};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::counting::Counted;

/// Bytes of one line that is read back. Beyond it: an error.
const LINE_BYTES: u64 = 64 << 20;

/// What the detectors said of one record: a line of NDJSON.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Recorded {
    /// The record kind.
    pub kind: String,
    /// `sha256:` and the digest of the record's text. Its values are not kept.
    pub record: String,
    /// The time of the decision, which the detectors were told.
    pub now: Time,
    /// What each detector said, in the order of their ids.
    pub answers: Vec<Answer>,
    /// What counters came to at it, and the texts of the records that it was joined with.
    #[serde(default, skip_serializing_if = "is_nothing")]
    pub counted: Counted,
}

fn is_nothing(counted: &Counted) -> bool {
    counted.counters.is_empty() && counted.joined.is_empty()
}

impl Recorded {
    /// What the detectors said of a record, and what it was counted to.
    #[must_use]
    pub fn new(record: &Record<'_>, now: Time, answers: Vec<Answer>, counted: Counted) -> Self {
        Self { kind: record.kind().to_owned(), record: digest(record.input()), now, answers, counted }
    }
}

/// Recorded answers, found by the record that they are about.
#[derive(Debug, Default)]
pub struct Recording {
    by_record: HashMap<(String, String), (Time, Vec<Answer>, Counted)>,
}

/// Why recorded answers cannot be used.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum RecordingError {
    /// The text cannot be read.
    #[error("cannot read on after line {line}: {error}")]
    Read {
        /// The last line that could be read.
        line: u64,
        /// Why not.
        error: io::Error,
    },
    /// A line that is no recorded answer.
    #[error("line {line} is not what detectors said of a record: {reason}")]
    Line {
        /// Which, from 1.
        line: u64,
        /// Why.
        reason: String,
    },
}

impl Recording {
    /// Reads recorded answers, one a line. A record that comes twice counts as it came last.
    ///
    /// # Errors
    /// What cannot be read.
    pub fn read(mut lines: impl BufRead) -> Result<Self, RecordingError> {
        let mut recording = Self::default();
        let mut text = Vec::new();
        for line in 1.. {
            text.clear();
            let read = lines.by_ref().take(LINE_BYTES).read_until(b'\n', &mut text);
            if read.map_err(|error| RecordingError::Read { line: line - 1, error })? == 0 {
                break;
            }
            if text.trim_ascii().is_empty() {
                continue;
            }
            let recorded: Recorded =
                serde_json::from_slice(&text).map_err(|error| RecordingError::Line { line, reason: reason(&error) })?;
            let Recorded { kind, record, now, answers, counted } = recorded;
            recording.by_record.insert((kind, record), (now, answers, counted));
        }
        Ok(recording)
    }

    /// The time that the detectors were told, what they said of a record, and what it was counted to.
    #[must_use]
    pub fn get(&self, record: &Record<'_>) -> Option<(Time, &[Answer], &Counted)> {
        let key = (record.kind().to_owned(), digest(record.input()));
        self.by_record.get(&key).map(|(now, answers, counted)| (*now, answers.as_slice(), counted))
    }

    /// How many records are told of.
    #[must_use]
    pub fn len(&self) -> usize {
        self.by_record.len()
    }

    /// Whether no record is.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.by_record.is_empty()
    }
}

fn digest(text: &str) -> String {
    format!("sha256:{}", hirewall_model::hex(&Sha256::digest(text.as_bytes())))
}

/// What a JSON parser complains about, without the text that it read.
fn reason(error: &serde_json::Error) -> String {
    match error.classify() {
        serde_json::error::Category::Eof => "it ends too early".to_owned(),
        serde_json::error::Category::Syntax => format!("it is not JSON from column {} on", error.column()),
        _ => format!("a key is missing or of the wrong type, at column {}", error.column()),
    }
}
