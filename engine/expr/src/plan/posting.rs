//! Conditions under the values that bring them up. Each has one more test beside it that it needs, its guard, so that most of what comes up
//! is dropped in passing, without a look at its formula; and where value and guard are all there is, they decide.

use super::formula::Literal;
use super::quick::{Ask, Port, Quick};
use super::test::Kleene;

/// A condition under a value: sixteen bytes, as a record passes by thousands of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Posting {
    /// The mask or number that the guard compares with, or the number of its test.
    value: i64,
    condition: u32,
    port: u16,
    /// What the guard asks.
    ways: u8,
    flags: u8,
}

/// The guard is the opposite of its test.
const NEGATED: u8 = 1;
/// The condition is true when both the value and the guard are.
const DECIDES: u8 = 2;
/// There is no guard.
const FREE: u8 = 4;
/// The guard asks for strings; else, unless it is a test, for a number that stands in one of the ways to the value.
const STRINGS: u8 = 8;
/// The guard is a test that is asked elsewhere.
const TEST: u8 = 16;

impl Posting {
    /// A posting with a guard, given its quick form too; `decides` if it and the value that brings it up are all of the condition.
    pub(super) fn new(condition: u32, guard: Option<(Literal, Quick)>, decides: bool) -> Self {
        let flags = if decides { DECIDES } else { 0 };
        let Some((literal, Quick { ask, port, value })) = guard else {
            return Self { value: 0, condition, port: 0, ways: 0, flags: flags | FREE };
        };
        let flags = flags | if literal.negated { NEGATED } else { 0 };
        match (u16::try_from(port), ask) {
            // Without bits a string has said so elsewhere.
            (Ok(port), Ask::Strings) if value != 0 => Self { value, condition, port, ways: 0, flags: flags | STRINGS },
            (Ok(port), Ask::Number(ways)) => Self { value, condition, port, ways, flags },
            _ => Self { value: i64::from(literal.test), condition, port: 0, ways: 0, flags: flags | TEST },
        }
    }

    #[inline]
    pub(super) fn condition(&self) -> u32 {
        self.condition
    }

    /// The test that the guard asks, where it is not quick.
    #[inline]
    pub(super) fn test(&self) -> Option<u32> {
        (self.flags & TEST != 0).then(|| u32::try_from(self.value).unwrap_or(u32::MAX))
    }

    /// Whether the guard holds, and whether that is known, given what its test came to or else what is known of the fields.
    #[inline]
    pub(super) fn holds(&self, test: Option<Kleene>, ports: &[Port]) -> (bool, bool) {
        let (truth, known) = if let Some(answer) = test {
            (answer == Kleene::True, answer != Kleene::Open)
        } else {
            let port = ports.get(usize::from(self.port)).copied().unwrap_or(Port::THERE);
            let (strings, number) = (port.has(self.value), port.stands(self.ways, self.value));
            let (of_strings, free) = (self.flags & STRINGS != 0, self.flags & FREE != 0);
            let pick = |strings: bool, number: bool| (strings & of_strings) | (number & !of_strings) | free;
            (pick(strings.0, number.0), pick(strings.1, number.1))
        };
        (truth ^ (self.flags & NEGATED != 0), known)
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
            (posting.flags, posting.port, posting.ways, posting.value, posting.condition)
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
