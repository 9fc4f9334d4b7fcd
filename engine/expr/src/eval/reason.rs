//! Why a condition is undetermined: data that is missing, or something that failed.

use std::sync::Arc;

use hirewall_diagnostic::Span;
use hirewall_model::Record;

use crate::functions::Fault;

/// How many missing places are kept for one question.
const MOST: usize = 32;

/// A place of the record, or of a frame beside it.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Place {
    /// The frame; the record is 0.
    pub frame: u32,
    /// The cell.
    pub cell: u32,
    /// The JSON pointer from there on: inside a part without declared type, or an element that is not there.
    pub rest: Option<Arc<str>>,
}

impl Place {
    /// A cell of the record.
    #[must_use]
    pub fn cell(cell: u32) -> Self {
        Self::of(0, cell)
    }

    /// A cell of a frame. Cell 0 is the frame itself, which may be missing as a whole.
    #[must_use]
    pub fn of(frame: u32, cell: u32) -> Self {
        Self { frame, cell, rest: None }
    }

    /// Its JSON pointer in the record that is its frame.
    #[must_use]
    pub fn pointer(&self, record: &Record<'_>) -> String {
        let mut pointer = record.pointer(self.cell);
        pointer.push_str(self.rest.as_deref().unwrap_or_default());
        pointer
    }

    /// The place of a key or element inside.
    pub(super) fn inside(&self, key: &str) -> Self {
        let escaped = key.replace('~', "~0").replace('/', "~1");
        Self {
            frame: self.frame,
            cell: self.cell,
            rest: Some(format!("{}/{escaped}", self.rest.as_deref().unwrap_or_default()).into()),
        }
    }
}

/// A failure and where it happened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FaultAt {
    /// What went wrong.
    pub fault: Fault,
    /// Where in the text.
    pub span: Span,
    /// The text of the condition, or of the named expression that it uses.
    pub text: Arc<str>,
}

/// Why there is no value: both may be there, as when `a || b` lacks one and fails at the other.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Undetermined {
    /// What the record and the frames lack, at most 32 places.
    pub missing: Vec<Place>,
    /// What failed first.
    pub fault: Option<FaultAt>,
}

/// What a condition came to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Truth {
    /// True.
    True,
    /// False.
    False,
    /// Neither.
    Undetermined(Undetermined),
}

/// A part that has no value; why stands in the [`Reasons`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Stop;

/// The reasons gathered so far.
#[derive(Debug, Default)]
pub(super) struct Reasons {
    missing: Vec<Place>,
    fault: Option<FaultAt>,
}

/// How many reasons there were at some time.
#[derive(Debug, Clone, Copy)]
pub(super) struct Mark {
    missing: usize,
    fault: bool,
}

impl Reasons {
    pub(super) fn missing(&mut self, place: Place) -> Stop {
        if self.missing.len() < MOST && !self.missing.contains(&place) {
            self.missing.push(place);
        }
        Stop
    }

    pub(super) fn fault(&mut self, fault: impl FnOnce() -> FaultAt) -> Stop {
        if self.fault.is_none() {
            self.fault = Some(fault());
        }
        Stop
    }

    pub(super) fn again(&mut self, undetermined: &Undetermined) -> Stop {
        for place in &undetermined.missing {
            self.missing(place.clone());
        }
        if let Some(fault) = &undetermined.fault {
            self.fault(|| fault.clone());
        }
        Stop
    }

    pub(super) fn mark(&self) -> Mark {
        Mark { missing: self.missing.len(), fault: self.fault.is_some() }
    }

    /// Forgets the reasons since a mark: what they stand for was absorbed.
    pub(super) fn reset(&mut self, mark: Mark) {
        self.missing.truncate(mark.missing);
        if !mark.fault {
            self.fault = None;
        }
    }

    pub(super) fn clear(&mut self) {
        self.missing.clear();
        self.fault = None;
    }

    /// Gathers in the memory of an empty vector from now on.
    pub(super) fn reuse(&mut self, memory: Vec<Place>) {
        self.missing = memory;
    }

    pub(super) fn take(&mut self) -> Undetermined {
        std::mem::take(self).into_undetermined()
    }

    pub(super) fn into_undetermined(self) -> Undetermined {
        Undetermined { missing: self.missing, fault: self.fault }
    }
}
