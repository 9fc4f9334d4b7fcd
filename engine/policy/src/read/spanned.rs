//! Values with their places.

use std::sync::Arc;

use hirewall_diagnostic::Span;

use super::{Read, Reader};
use crate::yaml::{Node, Value};

/// A value and where it stands.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Spanned<T> {
    /// The value.
    pub(crate) value: T,
    /// Where it stands.
    pub(crate) span: Span,
}

impl<T: Read> Read for Spanned<T> {
    fn read(node: &Arc<Node>, reader: &mut Reader<'_>) -> Self {
        Self { value: T::read(node, reader), span: node.head() }
    }
}

/// A mapping whose keys are names that the author chooses, in the order of the text.
#[derive(Debug, Clone)]
pub(crate) struct Named<T> {
    /// Names and values.
    pub(crate) entries: Vec<(Spanned<String>, T)>,
}

impl<T> Default for Named<T> {
    fn default() -> Self {
        Self { entries: Vec::new() }
    }
}

impl<T: Read> Read for Named<T> {
    fn read(node: &Arc<Node>, reader: &mut Reader<'_>) -> Self {
        let Value::Mapping(mapping) = &node.value else {
            reader.expected("a mapping of names to values", node, None);
            return Self::default();
        };
        let read = |entry: &crate::yaml::Entry, reader: &mut Reader<'_>| {
            (Spanned { value: entry.key.to_string(), span: entry.key_span }, T::read(&entry.value, reader))
        };
        Self { entries: mapping.entries.iter().map(|entry| read(entry, reader)).collect() }
    }
}
