//! Where a test finds its value: a field of a record or frame, or of the element of a list.

use crate::Value;
use hirewall_model::{FieldType, Record};

/// A cell reached through objects alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) struct Spot {
    pub(super) frame: u32,
    pub(super) offset: u32,
}

/// The value of a field.
#[derive(Debug, Clone)]
pub(super) struct Place {
    pub(super) at: At,
    /// Its declared type, a scalar.
    pub(super) ty: FieldType,
    /// Whether records that fit the schema may lack it.
    pub(super) optional: bool,
}

/// Which cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) enum At {
    /// A slot of the plan.
    Slot(u32),
    /// A slot of the elements of a list of the plan, and its offset from the element's first cell.
    Element { list: u32, slot: u32, offset: u32 },
}

/// What a test looks at.
#[derive(Debug, Clone)]
pub(super) enum Operand {
    Place(Place),
    Const(Value<'static>),
}

impl Operand {
    pub(super) fn place(&self) -> Option<&Place> {
        match self {
            Self::Place(place) => Some(place),
            Self::Const(_) => None,
        }
    }
}

/// The element under a test: its record, first cell and index.
#[derive(Debug, Clone, Copy)]
pub(super) struct Element<'r> {
    pub(super) record: &'r Record<'r>,
    pub(super) base: u32,
    pub(super) index: u32,
}
