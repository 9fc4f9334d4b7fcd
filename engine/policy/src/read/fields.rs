//! The keys of a mapping: each asked for by name, and at the end those that nobody asked for are reported.

use std::sync::Arc;

use hirewall_diagnostic::codes::document;
use hirewall_diagnostic::{Diagnostic, Span};

use super::{Named, Read, Reader, Spanned};
use crate::suggest::suggest;
use crate::yaml::{Mapping, Node};

/// A mapping that is being read.
pub(crate) struct Fields<'n> {
    mapping: &'n Mapping,
    what: &'static str,
    head: Span,
    known: Vec<&'static str>,
    missing: Vec<&'static str>,
    /// Whether other keys are fine.
    open: bool,
}

impl<'n> Fields<'n> {
    /// Begins to read a mapping; none, with a diagnostic, when the value is something else. `what` names it in messages:
    /// `a rule`.
    pub(crate) fn of(node: &'n Node, what: &'static str, reader: &mut Reader<'_>) -> Option<Self> {
        let Some(mapping) = node.mapping() else {
            reader.expected(&format!("{what}, which is a mapping"), node, None);
            return None;
        };
        Some(Self { mapping, what, head: node.head(), known: Vec::new(), missing: Vec::new(), open: false })
    }

    /// The place to mark for the mapping as a whole.
    pub(crate) fn head(&self) -> Span {
        self.head
    }

    /// Whether the mapping is all there: a syntax fault did not break it off.
    pub(crate) fn complete(&self) -> bool {
        self.mapping.complete
    }

    /// The value of a key that must be there.
    pub(crate) fn required<T: Read>(&mut self, key: &'static str, reader: &mut Reader<'_>) -> T {
        if self.mapping.get(key).is_none() && self.mapping.complete {
            self.missing.push(key);
        }
        self.optional(key, reader).unwrap_or_default()
    }

    /// The value of a key that may be left out.
    pub(crate) fn optional<T: Read>(&mut self, key: &'static str, reader: &mut Reader<'_>) -> Option<T> {
        let node = self.node(key, reader)?;
        Some(T::read(node, reader))
    }

    /// The value of a key as it stands.
    pub(crate) fn node(&mut self, key: &'static str, reader: &mut Reader<'_>) -> Option<&'n Arc<Node>> {
        self.known.push(key);
        let entry = self.mapping.get(key)?;
        if entry.value.is_null() {
            if self.mapping.complete {
                reader.out.push(
                    Diagnostic::new(document::E124, format!("`{key}` has no value"))
                        .at(reader.source, entry.key_span, "")
                        .help("Write its value, or remove the key."),
                );
            }
            return None;
        }
        Some(&entry.value)
    }

    /// Refuses a key that means nothing here.
    pub(crate) fn refuse(&mut self, key: &'static str, instead: &str, reader: &mut Reader<'_>) {
        let Some(entry) = self.mapping.get(key) else { return };
        self.known.push(key);
        reader.out.push(
            Diagnostic::new(document::E111, format!("`{key}` is not supported yet"))
                .at(reader.source, entry.key_span, "")
                .help(instead.to_owned()),
        );
    }

    /// The keys that nobody asked for so far, as names that the author chose.
    pub(crate) fn others<T: Read>(&mut self, reader: &mut Reader<'_>) -> Named<T> {
        self.open = true;
        let others = self.mapping.entries.iter().filter(|entry| !self.known.contains(&&*entry.key));
        let read = |entry: &crate::yaml::Entry| {
            (Spanned { value: entry.key.to_string(), span: entry.key_span }, T::read(&entry.value, reader))
        };
        Named { entries: others.map(read).collect() }
    }

    /// Reports the keys that nobody asked for, and those that are missing. A misspelt key is reported once, as what it is.
    pub(crate) fn finish(mut self, reader: &mut Reader<'_>) {
        for entry in &self.mapping.entries {
            if self.open || self.known.contains(&&*entry.key) {
                continue;
            }
            let unused = || self.known.iter().copied().filter(|key| self.mapping.get(key).is_none());
            let help = match suggest(&entry.key, unused()).or_else(|| suggest(&entry.key, self.known.iter().copied())) {
                Some(near) => {
                    self.missing.retain(|key| *key != near);
                    format!("Did you mean `{near}`?")
                }
                None => format!("Its keys are {}.", list(self.known.iter().copied())),
            };
            reader.out.push(
                Diagnostic::new(
                    document::E102,
                    format!("{} has no key `{}`", self.what, crate::yaml::brief(&entry.key)),
                )
                .at(reader.source, entry.key_span, "")
                .help(help),
            );
        }
        for key in &self.missing {
            reader.out.push(
                Diagnostic::new(document::E103, format!("`{key}` is missing"))
                    .at(reader.source, self.head, format!("{} without `{key}`", self.what))
                    .help(format!("Add `{key}:` to it.")),
            );
        }
    }
}

/// `` `a`, `b` and `c` ``
pub(crate) fn list<'a>(words: impl IntoIterator<Item = &'a str>) -> String {
    let words: Vec<String> = words.into_iter().map(|word| format!("`{word}`")).collect();
    match words.split_last() {
        Some((last, rest)) if !rest.is_empty() => format!("{} and {last}", rest.join(", ")),
        _ => words.concat(),
    }
}
