//! The index of one field: from a value to the conditions that are worth a look.

use hashbrown::HashMap;

use super::test::Kleene;
use super::texts::TextIndex;
use crate::value::Number;

/// Conditions by their numbers.
pub(super) type Posted = Box<[u32]>;

/// Numbers in symbols' place: no value of the field is there, one that is no string, one that no test names.
pub(super) const ABSENT: u32 = u32::MAX;
pub(super) const OTHER: u32 = u32::MAX - 1;
pub(super) const UNNAMED: u32 = u32::MAX - 2;

/// What is posted under a field.
#[derive(Debug, Default)]
pub(super) struct ValueIndex {
    /// The strings that tests name.
    pub(super) strings: HashMap<Box<str>, Named>,
    pub(super) ints: HashMap<i64, Posted>,
    /// Wants a value less than a bound; ascending.
    pub(super) less: Vec<Bound>,
    /// Wants a value greater than a bound; ascending.
    pub(super) greater: Vec<Bound>,
    pub(super) texts: Option<TextIndex>,
    /// Posted under any text.
    pub(super) any_text: Posted,
    /// Everything that is posted under the field: comes up when its value is absent or of an unexpected type.
    pub(super) all: Posted,
}

/// A string that tests name.
#[derive(Debug)]
pub(super) struct Named {
    pub(super) symbol: u32,
    pub(super) posted: Posted,
    /// The tests that it makes true, in a field whose strings have no bits.
    pub(super) holds: Posted,
}

/// A bound and the conditions that want a value beyond it.
#[derive(Debug)]
pub(super) struct Bound {
    pub(super) limit: Number,
    /// Whether the bound itself is wanted too.
    pub(super) inclusive: bool,
    pub(super) posted: Posted,
}

/// What the values of a record bring up.
pub(super) struct Sink<'s> {
    /// One bit for each condition.
    pub(super) candidates: &'s mut [u64],
    /// One answer for each test, 0 while it was not asked.
    pub(super) answers: &'s mut [u8],
}

impl Sink<'_> {
    pub(super) fn up(&mut self, posted: &[u32]) {
        for condition in posted {
            if let Some(word) = self.candidates.get_mut((condition / 64) as usize) {
                *word |= 1 << (condition % 64);
            }
        }
    }

    pub(super) fn settle(&mut self, tests: &[u32], answer: Kleene) {
        for test in tests {
            if let Some(known) = self.answers.get_mut(*test as usize) {
                *known = answer as u8;
            }
        }
    }

    /// Has tests asked after all.
    pub(super) fn unsettle(&mut self, tests: &[u32]) {
        for test in tests {
            if let Some(known) = self.answers.get_mut(*test as usize) {
                *known = 0;
            }
        }
    }
}

/// Numbers in order, each once.
pub(super) fn posted(mut list: Vec<u32>) -> Posted {
    list.sort_unstable();
    list.dedup();
    list.into()
}

impl ValueIndex {
    /// Brings up what is posted under a text.
    pub(super) fn text(&self, text: &str, sink: &mut Sink<'_>) {
        sink.up(&self.any_text);
        if let Some(texts) = &self.texts {
            texts.look_up(text, sink);
        }
    }

    /// Brings up what is posted under a number.
    pub(super) fn number(&self, number: Number, sink: &mut Sink<'_>) {
        if !self.ints.is_empty()
            && let Some(int) = number.exact_int()
            && let Some(posted) = self.ints.get(&int)
        {
            sink.up(posted);
        }
        // Bounds that are not met lie before those that are.
        let below = |bound: &Bound| match number.order(bound.limit) {
            Some(std::cmp::Ordering::Less) => false,
            Some(std::cmp::Ordering::Equal) => !bound.inclusive,
            _ => true,
        };
        let from = self.less.partition_point(below);
        self.less.iter().skip(from).for_each(|bound| sink.up(&bound.posted));
        let above = |bound: &Bound| match number.order(bound.limit) {
            Some(std::cmp::Ordering::Greater) => true,
            Some(std::cmp::Ordering::Equal) => bound.inclusive,
            _ => false,
        };
        let until = self.greater.partition_point(above);
        self.greater.iter().take(until).for_each(|bound| sink.up(&bound.posted));
    }
}
