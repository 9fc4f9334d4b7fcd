//! A text with a map back to its file: a condition or a reason.

use std::sync::Arc;

use hirewall_diagnostic::Span;

use super::{Read, Reader};
use crate::yaml::{Core, Node, Place, Value};

/// A text with a map back to its file. Empty when it was faulty.
#[derive(Debug, Clone, Default)]
pub(crate) struct SourceText {
    /// The text.
    pub(crate) text: Arc<str>,
    /// Where it stands.
    pub(crate) place: Place,
}

impl SourceText {
    /// The place in the file of a span of the text.
    pub(crate) fn locate(&self, file: &str, inner: Span) -> Span {
        self.place.locate(file, &self.text, inner)
    }

    /// The whole text in the file.
    pub(crate) fn span(&self) -> Span {
        self.place.span
    }
}

impl Read for SourceText {
    fn read(node: &Arc<Node>, reader: &mut Reader<'_>) -> Self {
        match &node.value {
            // `true` and `1` are conditions too, as texts.
            Value::Scalar(scalar) if scalar.core() != Core::Null && !scalar.text.trim().is_empty() => {
                Self { text: Arc::clone(&scalar.text), place: scalar.place(node.span) }
            }
            Value::Mapping(_) | Value::Sequence(_) => {
                let help = "A text that begins with `{` or `[` needs quotes, or stands on the lines below `>-`.";
                reader.expected("a text", node, Some(help.to_owned()));
                Self::default()
            }
            _ => {
                reader.expected("a text", node, None);
                Self::default()
            }
        }
    }
}
