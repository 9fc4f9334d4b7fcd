//! What one record needs beside the plan. It is used again and again, so that no record allocates.

use super::index::Hit;
use super::quick::Port;
use super::test::Kleene;

/// What one record needs beside the plan: one for each thread, for any number of plans.
#[derive(Debug, Default)]
pub struct PlanScratch {
    /// One bit for each condition that is worth a look.
    pub(super) candidates: Vec<u64>,
    /// One bit for each condition that is true already.
    pub(super) certain: Vec<u64>,
    /// Conditions whose formula is evaluated.
    pub(super) open: Vec<u32>,
    /// What the record's values brought up.
    pub(super) hits: Vec<Hit>,
    /// Of each test what it came to, 0 while it was not asked.
    pub(super) answers: Vec<u8>,
    /// Of each slot, and of each slot of the lists' elements, what is known.
    pub(super) ports: Vec<Port>,
    /// Of each slot the symbol of its value.
    pub(super) symbols: Vec<u32>,
    /// Of each list where its elements are.
    pub(super) lists: Vec<Elements>,
    /// Of each slot of each element of each list the symbol of its value.
    pub(super) element_symbols: Vec<u32>,
    pub(super) work: PlanWork,
}

/// Where the elements of a list are.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Elements {
    pub(super) first: u32,
    pub(super) len: u32,
    /// The first of their symbols: those of one slot lie side by side.
    pub(super) symbols: u32,
    /// Whether there is a list that can be looked through.
    pub(super) there: bool,
}

/// Work that a plan did, counted: a measure that no clock disturbs.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct PlanWork {
    /// Fields and elements looked up in indexes.
    pub lookups: u64,
    /// Conditions under the record's values, passed through.
    pub postings: u64,
    /// Tests asked, each counted once for a record.
    pub tests: u64,
    /// Conditions whose formula was evaluated.
    pub candidates: u64,
    /// Conditions found true.
    pub matched: u64,
    /// Conditions left to the evaluator.
    pub open: u64,
}

/// Has tests answered; those without an answer will be asked.
pub(super) fn settle(answers: &mut [u8], tests: &[u32], answer: Option<Kleene>) {
    for test in tests {
        if let Some(known) = answers.get_mut(*test as usize) {
            *known = answer.map_or(0, |answer| answer as u8);
        }
    }
}

impl PlanScratch {
    /// Without buffers, which the first record makes.
    #[must_use]
    pub const fn new() -> Self {
        Self {
            candidates: Vec::new(),
            certain: Vec::new(),
            open: Vec::new(),
            hits: Vec::new(),
            answers: Vec::new(),
            ports: Vec::new(),
            symbols: Vec::new(),
            lists: Vec::new(),
            element_symbols: Vec::new(),
            work: PlanWork { lookups: 0, postings: 0, tests: 0, candidates: 0, matched: 0, open: 0 },
        }
    }

    /// The work done since it was made.
    #[must_use]
    pub fn work(&self) -> PlanWork {
        self.work
    }
}
