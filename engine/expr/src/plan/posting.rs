//! Conditions under the values that bring them up. Each has one more test beside it that it needs, its guard, so that most of what comes up
//! is dropped in passing, without a look at its formula; and where value and guard are all there is, they decide.

use super::formula::Literal;
use super::quick::{Ask, Quick};

/// A condition under a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Posting {
    /// The constant that the guard compares with, or the number of its test.
    value: u64,
    condition: u32,
    port: u16,
    ask: Ask,
    flags: u8,
}

/// The condition has no guard.
const FREE: u8 = 1;
/// The guard is the opposite of its test.
const NEGATED: u8 = 2;
/// The condition is true when both the value and the guard are.
const DECIDES: u8 = 4;

/// What else a condition needs.
#[derive(Debug, Clone, Copy)]
pub(super) enum Guard {
    Free,
    Quick(Quick),
    Test(u32),
}

impl Posting {
    /// A posting with a guard, given its quick form too; `decides` if it and the value that brings it up are all of the condition.
    pub(super) fn new(condition: u32, guard: Option<(Literal, Quick)>, decides: bool) -> Self {
        let decides = if decides { DECIDES } else { 0 };
        let Some((literal, quick)) = guard else {
            return Self { flags: FREE | decides, ask: Ask::Elsewhere, port: 0, value: 0, condition };
        };
        let flags = decides | if literal.negated { NEGATED } else { 0 };
        match u16::try_from(quick.port) {
            Ok(port) if matches!(quick.ask, Ask::Mask | Ask::Int(_) | Ask::Truth) => {
                Self { flags, ask: quick.ask, port, value: quick.value, condition }
            }
            _ => Self { flags, ask: Ask::Elsewhere, port: 0, value: u64::from(literal.test), condition },
        }
    }

    #[inline]
    pub(super) fn condition(&self) -> u32 {
        self.condition
    }

    #[inline]
    pub(super) fn guard(&self) -> Guard {
        match self.ask {
            _ if self.flags & FREE != 0 => Guard::Free,
            Ask::Elsewhere | Ask::Told => Guard::Test(u32::try_from(self.value).unwrap_or(u32::MAX)),
            ask => Guard::Quick(Quick { ask, port: u32::from(self.port), value: self.value }),
        }
    }

    #[inline]
    pub(super) fn negated(&self) -> bool {
        self.flags & NEGATED != 0
    }

    #[inline]
    pub(super) fn decides(&self) -> bool {
        self.flags & DECIDES != 0
    }
}

/// A run of a plan's postings.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Posted {
    pub(super) first: u32,
    pub(super) end: u32,
}

impl Posted {
    pub(super) fn is_empty(self) -> bool {
        self.first >= self.end
    }
}

/// The postings of a plan, one run after the other.
#[derive(Debug, Default)]
pub(super) struct Postings(Vec<Posting>);

impl Postings {
    /// Appends a run.
    pub(super) fn push(&mut self, mut list: Vec<Posting>) -> Posted {
        // Like guards side by side, which a processor foresees.
        list.sort_unstable_by_key(|posting| {
            (posting.flags, posting.ask.rank(), posting.port, posting.value, posting.condition)
        });
        list.dedup();
        let first = self.len();
        self.0.append(&mut list);
        Posted { first, end: self.len() }
    }

    pub(super) fn run(&self, posted: Posted) -> &[Posting] {
        self.0.get(posted.first as usize..posted.end as usize).unwrap_or_default()
    }

    pub(super) fn shrink(&mut self) {
        self.0.shrink_to_fit();
    }

    fn len(&self) -> u32 {
        u32::try_from(self.0.len()).unwrap_or(u32::MAX)
    }
}
