//! The tree of a YAML document. Aliases share the node that they name, so a tree is never larger than its text.

use std::sync::Arc;

use hirewall_diagnostic::Span;

use super::{Core, Place};

/// A value with its place.
#[derive(Debug, Clone)]
pub(crate) struct Node {
    /// The bytes that it takes; of an alias, those of the value that it names.
    pub(crate) span: Span,
    /// The value.
    pub(crate) value: Value,
    /// Values in it, itself included, aliases followed.
    pub(crate) weight: usize,
    /// Levels of lists and mappings in it.
    pub(crate) height: usize,
}

/// What a node is.
#[derive(Debug, Clone)]
pub(crate) enum Value {
    /// A text, number, boolean or null.
    Scalar(Scalar),
    /// A list.
    Sequence(Vec<Arc<Node>>),
    /// A mapping.
    Mapping(Mapping),
    /// Stands where a fault was reported already; whoever reads it keeps silent.
    Broken,
}

/// A scalar: its text after quotes, escapes and folding are resolved.
#[derive(Debug, Clone)]
pub(crate) struct Scalar {
    /// The text.
    pub(crate) text: Arc<str>,
    /// How it is written.
    pub(crate) style: Style,
    /// Whether it is tagged `!!str`.
    pub(crate) is_text: bool,
}

/// How a scalar is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Style {
    /// Without quotes.
    Plain,
    /// In `'`.
    Single,
    /// In `"`.
    Double,
    /// After `|`.
    Literal,
    /// After `>`.
    Folded,
}

/// A mapping: its keys are texts and unique; merge keys are resolved.
#[derive(Debug, Clone)]
pub(crate) struct Mapping {
    /// The entries in the order of the text, merged ones last.
    pub(crate) entries: Vec<Entry>,
    /// Whether the text ends where the mapping ends, rather than where a syntax fault broke it off.
    pub(crate) complete: bool,
}

/// An entry of a mapping.
#[derive(Debug, Clone)]
pub(crate) struct Entry {
    /// The key.
    pub(crate) key: Arc<str>,
    /// Where the key stands.
    pub(crate) key_span: Span,
    /// The value.
    pub(crate) value: Arc<Node>,
}

impl Node {
    /// A node that stands for a reported fault.
    pub(crate) fn broken(span: Span) -> Self {
        Self { span, value: Value::Broken, weight: 1, height: 0 }
    }

    /// What the value is, in the words of YAML's core schema.
    pub(crate) fn describe(&self) -> &'static str {
        match &self.value {
            Value::Scalar(scalar) => match scalar.core() {
                Core::Null => "nothing",
                Core::Bool(_) => "a boolean",
                Core::Int(_) | Core::BigInt => "a whole number",
                Core::Float(_) => "a number",
                Core::Text => "a text",
            },
            Value::Sequence(_) => "a list",
            Value::Mapping(_) => "a mapping",
            Value::Broken => "something broken",
        }
    }

    /// The entries of a mapping.
    pub(crate) fn mapping(&self) -> Option<&Mapping> {
        match &self.value {
            Value::Mapping(mapping) => Some(mapping),
            _ => None,
        }
    }

    /// The scalar.
    pub(crate) fn scalar(&self) -> Option<&Scalar> {
        match &self.value {
            Value::Scalar(scalar) => Some(scalar),
            _ => None,
        }
    }

    /// Whether it is absent or null.
    pub(crate) fn is_null(&self) -> bool {
        self.scalar().is_some_and(|scalar| scalar.core() == Core::Null)
    }

    /// The place to mark for the value as a whole: a scalar, or the first key or item of a collection, so that no label
    /// spans a page.
    pub(crate) fn head(&self) -> Span {
        match &self.value {
            Value::Mapping(Mapping { entries, .. }) if self.is_block() => {
                entries.first().map_or(self.span, |entry| entry.key_span)
            }
            Value::Sequence(items) if self.is_block() => items.first().map_or(self.span, |item| item.head()),
            _ => self.span,
        }
    }

    /// Block collections begin with their first item; flow collections with a bracket of their own.
    fn is_block(&self) -> bool {
        match &self.value {
            Value::Mapping(Mapping { entries, .. }) => {
                entries.first().is_some_and(|entry| entry.key_span.start == self.span.start)
            }
            Value::Sequence(items) => items.first().is_none_or(|item| item.span.start > self.span.start + 1),
            _ => false,
        }
    }
}

impl Mapping {
    /// The entry with that key.
    pub(crate) fn get(&self, key: &str) -> Option<&Entry> {
        self.entries.iter().find(|entry| &*entry.key == key)
    }
}

impl Scalar {
    /// Its type and value by the core schema; quoted and block scalars are texts.
    pub(crate) fn core(&self) -> Core {
        if self.style == Style::Plain && !self.is_text { Core::of(&self.text) } else { Core::Text }
    }

    /// The map from its text to its place in the file.
    pub(crate) fn place(&self, span: Span) -> Place {
        Place { span, style: self.style }
    }
}
