//! A counter of a policy: how many records share a key within a time.

use std::sync::Arc;

use hirewall_diagnostic::Span;

use crate::read::{Fields, Read, Reader, SourceText, Spanned};
use crate::yaml::{Node, Value};

/// What is counted across records.
#[derive(Debug, Default)]
pub(crate) struct CounterDocument {
    /// One line that names it.
    pub(crate) title: Option<Spanned<String>>,
    /// What records share: one expression or several, each of which gives one key or a list of them.
    pub(crate) key: KeysDocument,
    /// Counts the different values of an expression.
    pub(crate) distinct: Option<SourceText>,
    /// Counts records.
    pub(crate) events: Option<Spanned<bool>>,
    /// Adds up an expression.
    pub(crate) sum: Option<SourceText>,
    /// How far back records count, such as `90d`.
    pub(crate) within: Spanned<String>,
    /// Which records count; all when absent.
    pub(crate) filter: Option<SourceText>,
    /// Where to mark it as a whole.
    pub(crate) head: Span,
    /// Whether all of it could be read.
    pub(crate) complete: bool,
}

/// The expressions of a key.
#[derive(Debug, Default)]
pub(crate) struct KeysDocument {
    /// In the order of the text.
    pub(crate) expressions: Vec<SourceText>,
}

impl Read for CounterDocument {
    fn read(node: &Arc<Node>, reader: &mut Reader<'_>) -> Self {
        let Some(mut fields) = Fields::of(node, "a counter", reader) else { return Self::default() };
        let document = Self {
            title: fields.optional("title", reader),
            key: fields.required("key", reader),
            distinct: fields.optional("distinct", reader),
            events: fields.optional("events", reader),
            sum: fields.optional("sum", reader),
            within: fields.required("within", reader),
            filter: fields.optional("where", reader),
            head: fields.head(),
            complete: fields.complete(),
        };
        fields.finish(reader);
        document
    }
}

impl Read for KeysDocument {
    fn read(node: &Arc<Node>, reader: &mut Reader<'_>) -> Self {
        let expressions = match &node.value {
            Value::Sequence(_) => Vec::read(node, reader),
            _ => vec![SourceText::read(node, reader)],
        };
        Self { expressions: expressions.into_iter().filter(|text| !text.text.is_empty()).collect() }
    }
}
