//! From YAML trees to values, with every fault reported and none of them hiding another: what is faulty is replaced by a
//! default, which no bundle ever holds, because a fault is an error. It does not know the documents.

mod fields;
mod moment;
mod raw;
mod scalars;
mod source_text;
mod spanned;

use std::sync::Arc;

use hirewall_diagnostic::codes::document;
use hirewall_diagnostic::{Diagnostic, SourceId, Span};

use crate::yaml::{Node, Value};

pub(crate) use fields::Fields;
pub(crate) use fields::list;
pub(crate) use moment::Moment;
pub(crate) use raw::Raw;
pub(crate) use scalars::{Word, read_word, word};
pub(crate) use source_text::SourceText;
pub(crate) use spanned::{Named, Spanned};

/// Reads one file.
pub(crate) struct Reader<'a> {
    /// The file.
    pub(crate) source: SourceId,
    /// What was found.
    pub(crate) out: &'a mut Vec<Diagnostic>,
}

/// A value that can be read out of a tree. A fault is reported and gives the default.
pub(crate) trait Read: Default {
    /// Reads the value.
    fn read(node: &Arc<Node>, reader: &mut Reader<'_>) -> Self;
}

impl Reader<'_> {
    /// Reports that a value is of another type than expected; silently when it was reported already.
    pub(crate) fn expected(&mut self, expected: &str, node: &Node, help: Option<String>) {
        if matches!(node.value, Value::Broken) {
            return;
        }
        let mut diagnostic = Diagnostic::new(document::E104, format!("expected {expected}, found {}", node.describe()))
            .at(self.source, node.head(), "");
        let what = expected.split(", which").next().unwrap_or(expected);
        diagnostic.help = help.or_else(|| Some(format!("Write {what} here.")));
        self.out.push(diagnostic);
    }

    /// Reports a fault at a place.
    pub(crate) fn report(&mut self, diagnostic: Diagnostic, span: Span) {
        self.out.push(diagnostic.at(self.source, span, ""));
    }
}

impl<T: Read> Read for Vec<T> {
    fn read(node: &Arc<Node>, reader: &mut Reader<'_>) -> Self {
        match &node.value {
            Value::Sequence(items) => items.iter().map(|item| T::read(item, reader)).collect(),
            _ => {
                let help = node.scalar().map(|scalar| {
                    format!(
                        "Put it in brackets, or on a line of its own after a dash: `[{}]`.",
                        crate::yaml::brief(&scalar.text)
                    )
                });
                reader.expected("a list", node, help);
                Self::new()
            }
        }
    }
}

impl<T: Read> Read for Box<T> {
    fn read(node: &Arc<Node>, reader: &mut Reader<'_>) -> Self {
        Self::new(T::read(node, reader))
    }
}
