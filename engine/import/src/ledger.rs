//! What of the input is not in the records, and what is kept below `custom`: by path pattern and number, never by value.

use std::collections::BTreeMap;

use serde_json::{Value, json};

/// Why a value of the input is not in the record.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reason {
    /// It tells what hiring law forbids or restricts as a basis: sex, descent, age, health and their like.
    Protected,
    /// It opens something: a password, a recovery key, a link that needs no log-in.
    Secret,
    /// It belongs to the page that the records came in, not to a record.
    Page,
    /// The mapping drops the column or does not name it.
    Unmapped,
    /// A row that a later line of the log took back, or what a line says of its query.
    Superseded,
}

impl Reason {
    /// A word for reports.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Protected => "protected",
            Self::Secret => "secret",
            Self::Page => "page",
            Self::Unmapped => "unmapped",
            Self::Superseded => "superseded",
        }
    }

    /// The reason in words.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::Protected => "protected by hiring law",
            Self::Secret => "a secret",
            Self::Page => "of the page, not of a record",
            Self::Unmapped => "not mapped",
            Self::Superseded => "taken back by the log, or about its query",
        }
    }
}

/// Different paths that are told apart; what comes after is counted together under `…`.
const MOST_PATHS: usize = 10_000;
/// Characters of a path that are kept, since names of fields come from the input.
const MOST_LETTERS: usize = 200;

/// Counts by path pattern. A pattern is a JSON pointer with `[]` for every index.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Ledger {
    dropped: BTreeMap<(String, Reason), u64>,
    custom: BTreeMap<String, u64>,
}

impl Ledger {
    /// What was dropped: pattern, reason, how often; by pattern.
    pub fn dropped(&self) -> impl Iterator<Item = (&str, Reason, u64)> {
        self.dropped.iter().map(|((path, reason), count)| (path.as_str(), *reason, *count))
    }

    /// What was kept below `custom`: pattern in the input and how often.
    pub fn custom(&self) -> impl Iterator<Item = (&str, u64)> {
        self.custom.iter().map(|(path, count)| (path.as_str(), *count))
    }

    /// Whether a field of a record was dropped. What belongs to a page does not count.
    #[must_use]
    pub fn lost_fields(&self) -> bool {
        self.dropped.keys().any(|(_, reason)| *reason != Reason::Page)
    }

    /// The counts as JSON: `{"dropped": [{"path", "reason", "count"}], "custom": [{"path", "count"}]}`.
    #[must_use]
    pub fn to_json(&self) -> Value {
        let dropped =
            self.dropped().map(|(path, reason, count)| json!({"path": path, "reason": reason.name(), "count": count}));
        let custom = self.custom().map(|(path, count)| json!({"path": path, "count": count}));
        json!({"dropped": dropped.collect::<Vec<_>>(), "custom": custom.collect::<Vec<_>>()})
    }

    /// Adds the counts of another.
    pub fn add(&mut self, other: &Self) {
        for ((path, reason), count) in &other.dropped {
            *self.dropped.entry((path.clone(), *reason)).or_default() += count;
        }
        for (path, count) in &other.custom {
            *self.custom.entry(path.clone()).or_default() += count;
        }
    }

    pub(crate) fn drop(&mut self, path: &str, reason: Reason) {
        let mut key = (short(path), reason);
        if self.dropped.len() >= MOST_PATHS && !self.dropped.contains_key(&key) {
            key.0 = "…".to_owned();
        }
        *self.dropped.entry(key).or_default() += 1;
    }

    /// Counts every leaf below a value as dropped.
    pub(crate) fn drop_all(&mut self, path: &str, value: &Value, reason: Reason) {
        leaves(path, value, &mut |path| self.drop(path, reason));
    }

    pub(crate) fn keep_all(&mut self, path: &str, value: &Value) {
        leaves(path, value, &mut |path| {
            let mut key = short(path);
            if self.custom.len() >= MOST_PATHS && !self.custom.contains_key(&key) {
                "…".clone_into(&mut key);
            }
            *self.custom.entry(key).or_default() += 1;
        });
    }
}

fn short(path: &str) -> String {
    path.chars().take(MOST_LETTERS).collect()
}

/// Calls for the pattern of every leaf that says something.
fn leaves(path: &str, value: &Value, found: &mut impl FnMut(&str)) {
    match value {
        Value::Null => {}
        Value::String(text) if text.is_empty() => {}
        Value::Array(items) => {
            let below = format!("{path}/[]");
            items.iter().for_each(|item| leaves(&below, item, found));
        }
        Value::Object(fields) => {
            for (name, field) in fields {
                leaves(&below(path, name), field, found);
            }
        }
        _ => found(path),
    }
}

/// The pointer to a field.
pub(crate) fn below(path: &str, name: &str) -> String {
    format!("{path}/{}", name.replace('~', "~0").replace('/', "~1"))
}
