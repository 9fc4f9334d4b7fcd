//! What is known of records: honest or made by a scheme, whose they are, and what they were made with. It judges nothing.

use std::collections::{BTreeMap, HashMap};
use std::io::{self, BufRead};
use std::sync::Arc;

use hirewall_model::{RecordName, Time};
use serde_json::{Map, Value};

use crate::lines::Lines;
use crate::words::Words;

/// Bytes of a line, 64 KiB.
const MAX_LINE: usize = 64 << 10;
/// Bytes of an id, a subject, a cluster or a word of `made_with`.
const MAX_TEXT: usize = 1_000;
/// Words in one `made_with`.
const MAX_WORDS: usize = 100;
/// Different words in all `made_with` together, and different record kinds: each has a line in the report.
const MAX_DIFFERENT_WORDS: usize = 5_000;
const MAX_KINDS: usize = 100;
/// Labels, so that memory has a bound.
const MAX_LABELS: u64 = 20_000_000;
/// Faults that are told one by one.
const MAX_FAULTS: usize = 20;

/// What a record is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Label {
    /// Of an honest person.
    Honest,
    /// Of a scheme.
    Scheme,
}

/// The labels of records, by kind and id.
#[derive(Debug, Default)]
pub struct Labels {
    kinds: BTreeMap<Box<str>, HashMap<Box<str>, Entry>>,
    /// The first hire of each subject that a label names, or else of the record.
    hired: HashMap<Box<str>, Time>,
    pub(crate) words: Words,
    /// The different lists of words, each once: few, where there are many records.
    made_with: HashMap<Arc<[u32]>, u32>,
    lists: Vec<Arc<[u32]>>,
    clusters: Words,
}

/// What is known of one record; small, as there may be millions.
#[derive(Debug)]
struct Entry {
    label: Label,
    /// The number of its list of words.
    made_with: u32,
    cluster: Option<u32>,
    subject: Option<Box<str>>,
    /// Decisions about it so far.
    decided: u32,
    line: u32,
}

/// What is known of a record about which there is a decision.
#[derive(Debug)]
pub(crate) struct Known {
    pub(crate) label: Label,
    pub(crate) made_with: Arc<[u32]>,
    pub(crate) cluster: Option<u32>,
    /// Whose it is: what the label says, or else the record.
    pub(crate) subject: String,
    pub(crate) hired_at: Option<Time>,
    /// Whether there was a decision about it before.
    pub(crate) again: bool,
}

/// Something wrong with a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LabelFault {
    /// The line, from 1.
    pub line: u64,
    /// What is wrong: lower case, no full stop, nothing of the line's own text.
    pub message: String,
    /// What to do, a sentence of its own.
    pub help: String,
}

/// Why labels cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum LabelsError {
    /// Reading failed.
    #[error("cannot read on: {0}")]
    Unreadable(#[source] io::Error),
    /// There are none.
    #[error("there are no labels")]
    Empty,
    /// There are more than 20 million.
    #[error("there are more than {MAX_LABELS} labels")]
    TooMany,
    /// Lines that are no labels.
    #[error("{} of the lines are no labels", faults.len() as u64 + more)]
    Faulty {
        /// The first 20 of them, in the order of the lines.
        faults: Vec<LabelFault>,
        /// How many more there are.
        more: u64,
    },
}

impl Labels {
    /// Reads labels, one JSON object a line: `{"kind", "id", "label": "honest" | "scheme"}`, and optionally `made_with` (a list of
    /// words), `subject`, `cluster` (texts) and `hired_at` (a day or a moment). Other fields are passed over.
    ///
    /// # Errors
    /// Reading failed, there are none or too many, or all lines that are no labels or label a record again.
    pub fn read(reader: impl BufRead) -> Result<Self, LabelsError> {
        let mut labels = Self::default();
        let (mut faults, mut more, mut count) = (Vec::new(), 0, 0_u64);
        let mut lines = Lines::new(reader, MAX_LINE);
        while let Some(line) = lines.next().map_err(LabelsError::Unreadable)? {
            count += 1;
            if count > MAX_LABELS {
                return Err(LabelsError::TooMany);
            }
            let (message, help) = match line.bytes.map(|bytes| labels.add(bytes, line.number)) {
                Some(Ok(())) => continue,
                Some(Err(wrong)) => wrong,
                None => wrong("the line is longer than 64 KiB", "Write one short label a line."),
            };
            if faults.len() < MAX_FAULTS {
                faults.push(LabelFault { line: line.number, message, help });
            } else {
                more += 1;
            }
        }
        match (faults.is_empty(), count) {
            (false, _) => Err(LabelsError::Faulty { faults, more }),
            (true, 0) => Err(LabelsError::Empty),
            (true, _) => Ok(labels),
        }
    }

    /// What is known of a record that was decided.
    pub(crate) fn decided(&mut self, record: &RecordName) -> Option<Known> {
        let entry = self.kinds.get_mut(record.kind.as_str())?.get_mut(record.id.as_str())?;
        let again = entry.decided > 0;
        entry.decided = entry.decided.saturating_add(1);
        let subject = entry.subject.as_deref().unwrap_or(&record.subject);
        Some(Known {
            label: entry.label,
            made_with: self.lists.get(entry.made_with as usize).map(Arc::clone).unwrap_or_default(),
            cluster: entry.cluster,
            subject: subject.to_owned(),
            hired_at: self.hired.get(subject).copied(),
            again,
        })
    }

    /// Labels of records about which no decision was made.
    pub(crate) fn unused(&self) -> u64 {
        self.kinds.values().flat_map(HashMap::values).filter(|entry| entry.decided == 0).count() as u64
    }

    fn add(&mut self, bytes: &[u8], line: u64) -> Result<(), Wrong> {
        let value: Map<String, Value> = serde_json::from_slice(bytes).map_err(|error| {
            let message = match error.classify() {
                serde_json::error::Category::Data => "the line is no JSON object".to_owned(),
                _ => format!("the line is not JSON, at column {}", error.column()),
            };
            (message, format!("{SHAPE} Each label takes one line."))
        })?;
        let kind = needed(&value, "kind")?;
        let id = needed(&value, "id")?;
        let label = match needed(&value, "label")? {
            "honest" => Label::Honest,
            "scheme" => Label::Scheme,
            _ => return Err(wrong("`label` is neither `honest` nor `scheme`", "Write one of these two words.")),
        };
        let cluster = text(&value, "cluster")?.map(|cluster| self.clusters.number(cluster));
        let subject = text(&value, "subject")?.map(Box::<str>::from);
        let hired_at = text(&value, "hired_at")?.map(hired_at).transpose()?;
        let made_with = self.made_with(&value)?;
        if let Some(at) = hired_at {
            let whose = subject.as_deref().unwrap_or(id);
            self.hired.entry(whose.into()).and_modify(|first| *first = (*first).min(at)).or_insert(at);
        }
        if !self.kinds.contains_key(kind) && self.kinds.len() >= MAX_KINDS {
            return Err(wrong(
                format!("there are more than {MAX_KINDS} record kinds"),
                "Look whether `kind` and `id` were swapped.",
            ));
        }
        let entries = self.kinds.entry(kind.into()).or_default();
        if let Some(first) = entries.get(id) {
            return Err(wrong(
                format!("this record has a label already, from line {}", first.line),
                "Keep one of the two lines.",
            ));
        }
        let line = u32::try_from(line).unwrap_or(u32::MAX);
        let entry = Entry { label, made_with, cluster, subject, decided: 0, line };
        entries.insert(id.into(), entry);
        Ok(())
    }

    /// The number of the list of words.
    fn made_with(&mut self, value: &Map<String, Value>) -> Result<u32, Wrong> {
        const HELP: &str = "Give a list of words, such as `\"made_with\": [\"uses_vpn\"]`, or leave it out.";
        let words = match value.get("made_with") {
            None | Some(Value::Null) => return Ok(self.list(Vec::new())),
            Some(Value::Array(words)) => words,
            Some(_) => return Err(wrong("`made_with` is no list", HELP)),
        };
        if words.len() > MAX_WORDS {
            return Err(wrong(format!("`made_with` has more than {MAX_WORDS} words"), "Keep those that matter."));
        }
        let mut numbers = Vec::with_capacity(words.len());
        for word in words {
            let Some(word) = word.as_str().filter(|word| !word.trim().is_empty() && word.len() <= MAX_TEXT) else {
                return Err(wrong(format!("`made_with` has an entry that is no text of 1 to {MAX_TEXT} bytes"), HELP));
            };
            numbers.push(self.words.number(word));
            if self.words.len() > MAX_DIFFERENT_WORDS {
                return Err(wrong(
                    format!("there are more than {MAX_DIFFERENT_WORDS} different words in `made_with`"),
                    "Use it for kinds of oddities, not for what is different in each record.",
                ));
            }
        }
        numbers.sort_unstable();
        numbers.dedup();
        Ok(self.list(numbers))
    }

    fn list(&mut self, numbers: Vec<u32>) -> u32 {
        if let Some(number) = self.made_with.get(numbers.as_slice()) {
            return *number;
        }
        let number = u32::try_from(self.lists.len()).unwrap_or(u32::MAX);
        let numbers: Arc<[u32]> = numbers.into();
        self.lists.push(Arc::clone(&numbers));
        self.made_with.insert(numbers, number);
        number
    }
}

/// A message and its help.
type Wrong = (String, String);

const SHAPE: &str = "A label is `{\"kind\": \"applicant\", \"id\": \"a-1\", \"label\": \"honest\"}`.";

fn wrong(message: impl Into<String>, help: impl Into<String>) -> Wrong {
    (message.into(), help.into())
}

fn needed<'v>(value: &'v Map<String, Value>, field: &str) -> Result<&'v str, Wrong> {
    text(value, field)?.ok_or_else(|| wrong(format!("there is no `{field}`"), SHAPE))
}

fn text<'v>(value: &'v Map<String, Value>, field: &str) -> Result<Option<&'v str>, Wrong> {
    match value.get(field) {
        None | Some(Value::Null) => Ok(None),
        Some(Value::String(text)) if !text.is_empty() && text.len() <= MAX_TEXT => Ok(Some(text)),
        Some(_) => Err(wrong(format!("`{field}` is no text of 1 to {MAX_TEXT} bytes"), SHAPE)),
    }
}

fn hired_at(text: &str) -> Result<Time, Wrong> {
    let moment = if text.len() == "2026-02-01".len() { format!("{text}T00:00:00Z") } else { text.to_owned() };
    moment.parse().map_err(|error| {
        wrong(
            format!("`hired_at` is no time: {error}"),
            "Give a day such as 2026-02-01, or a moment such as 2026-02-01T09:30:00Z.",
        )
    })
}
