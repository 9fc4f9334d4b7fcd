//! A value that is kept as the tree that it is, to be read when more is known.

use std::sync::Arc;

use hirewall_diagnostic::Span;

use super::{Read, Reader};
use crate::yaml::Node;

/// A mapping as it stands, such as the record of a test.
#[derive(Debug, Clone)]
pub(crate) struct Raw {
    /// The tree.
    pub(crate) node: Arc<Node>,
}

impl Default for Raw {
    fn default() -> Self {
        Self { node: Arc::new(Node::broken(Span::default())) }
    }
}

impl Read for Option<Raw> {
    fn read(node: &Arc<Node>, reader: &mut Reader<'_>) -> Self {
        if node.is_null() { None } else { Some(Raw::read(node, reader)) }
    }
}

impl Read for Raw {
    fn read(node: &Arc<Node>, reader: &mut Reader<'_>) -> Self {
        if node.mapping().is_none() {
            reader.expected("a mapping", node, None);
            return Self::default();
        }
        Self { node: Arc::clone(node) }
    }
}
