//! The condition of a rule: programs joined by `all`, `any` and `not`. It does not evaluate itself.

use std::sync::Arc;

use crate::ir::Program;

/// When a rule matches.
#[derive(Debug)]
pub enum Condition {
    /// One program, of type `bool` or known only when evaluated.
    Leaf {
        /// The program.
        program: Program,
        /// What people call it.
        label: Option<Arc<str>>,
    },
    /// True when all are.
    All(Vec<Condition>),
    /// True when any is.
    Any(Vec<Condition>),
    /// True when the other is false.
    Not(Box<Condition>),
}

impl Condition {
    /// Its programs, to be marked.
    #[must_use]
    pub fn programs_mut(&mut self) -> Vec<&mut Program> {
        match self {
            Self::Leaf { program, .. } => vec![program],
            Self::All(parts) | Self::Any(parts) => parts.iter_mut().flat_map(Self::programs_mut).collect(),
            Self::Not(part) => part.programs_mut(),
        }
    }

    /// Its programs, in the order of the text.
    #[must_use]
    pub fn programs(&self) -> Vec<&Program> {
        match self {
            Self::Leaf { program, .. } => vec![program],
            Self::All(parts) | Self::Any(parts) => parts.iter().flat_map(Self::programs).collect(),
            Self::Not(part) => part.programs(),
        }
    }
}
