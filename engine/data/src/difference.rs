//! What changed between two states of a list or table. Whether that is too much is for the caller to say.

use crate::Entries;

/// Entries that came, went, or have other cells under the same key.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Difference {
    /// How many came.
    pub came: usize,
    /// How many went.
    pub went: usize,
    /// How many rows of a table have other cells.
    pub changed: usize,
    /// A few of those that came.
    pub came_examples: Vec<String>,
    /// A few of those that went.
    pub went_examples: Vec<String>,
}

impl Difference {
    /// Examples of each kind that are kept.
    pub const EXAMPLES: usize = 3;

    /// From the old entries to the new ones; those of a list and of a table have nothing in common.
    #[must_use]
    pub fn between(old: &Entries, new: &Entries) -> Self {
        let mut difference = Self::default();
        for key in keys(new).filter(|key| !has(old, key)) {
            difference.came += 1;
            if difference.came_examples.len() < Self::EXAMPLES {
                difference.came_examples.push(key.to_owned());
            }
        }
        for key in keys(old).filter(|key| !has(new, key)) {
            difference.went += 1;
            if difference.went_examples.len() < Self::EXAMPLES {
                difference.went_examples.push(key.to_owned());
            }
        }
        if let (Entries::Table { rows: old, .. }, Entries::Table { rows: new, .. }) = (old, new) {
            difference.changed = new.iter().filter(|(key, row)| old.get(*key).is_some_and(|old| old != *row)).count();
        }
        difference
    }
}

fn keys(entries: &Entries) -> Box<dyn Iterator<Item = &str> + '_> {
    match entries {
        Entries::List(items) => Box::new(items.iter().map(String::as_str)),
        Entries::Table { rows, .. } => Box::new(rows.keys().map(String::as_str)),
    }
}

fn has(entries: &Entries, key: &str) -> bool {
    match entries {
        Entries::List(items) => items.contains(key),
        Entries::Table { rows, .. } => rows.contains_key(key),
    }
}
