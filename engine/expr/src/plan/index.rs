//! The index of one field: from a value to the conditions that are worth a look.

use hashbrown::HashMap;

use super::posting::Posted;
use super::scratch::settle;
use super::test::Kleene;
use super::texts::TextIndex;
use crate::value::Number;

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
    pub(super) holds: Tests,
}

/// A bound and the conditions that want a value beyond it.
#[derive(Debug)]
pub(super) struct Bound {
    pub(super) limit: Number,
    /// Whether the bound itself is wanted too.
    pub(super) inclusive: bool,
    pub(super) posted: Posted,
}

/// Tests by their numbers.
pub(super) type Tests = Box<[u32]>;

/// What a value brought up.
#[derive(Debug, Clone, Copy)]
pub(super) struct Hit {
    pub(super) posted: Posted,
    /// Whether the tests that these conditions are posted under are true; open otherwise.
    pub(super) exact: bool,
}

/// What the values of a record bring up, and the tests that they answer.
pub(super) struct Sink<'s> {
    pub(super) hits: &'s mut Vec<Hit>,
    /// One answer for each test, 0 while it was not asked.
    pub(super) answers: &'s mut [u8],
}

impl Sink<'_> {
    /// Brings up conditions by a test that is true.
    pub(super) fn up(&mut self, posted: Posted) {
        self.bring(posted, true);
    }

    /// Brings up conditions of which the value says nothing.
    pub(super) fn open(&mut self, posted: Posted) {
        self.bring(posted, false);
    }

    fn bring(&mut self, posted: Posted, exact: bool) {
        if !posted.is_empty() {
            self.hits.push(Hit { posted, exact });
        }
    }

    pub(super) fn settle(&mut self, tests: &[u32], answer: Kleene) {
        settle(self.answers, tests, Some(answer));
    }

    /// Has tests asked after all.
    pub(super) fn unsettle(&mut self, tests: &[u32]) {
        settle(self.answers, tests, None);
    }
}

/// Tests in order, each once.
pub(super) fn tests(mut list: Vec<u32>) -> Tests {
    list.sort_unstable();
    list.dedup();
    list.into()
}

impl ValueIndex {
    /// Brings up what is posted under a text.
    pub(super) fn text(&self, text: &str, sink: &mut Sink<'_>) {
        sink.open(self.any_text);
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
            sink.up(*posted);
        }
        // Bounds that are met lie side by side, and so does what is posted under them.
        let below = |bound: &Bound| match number.order(bound.limit) {
            Some(std::cmp::Ordering::Less) => false,
            Some(std::cmp::Ordering::Equal) => !bound.inclusive,
            _ => true,
        };
        let from = self.less.partition_point(below);
        sink.up(span(self.less.get(from..)));
        let above = |bound: &Bound| match number.order(bound.limit) {
            Some(std::cmp::Ordering::Greater) => true,
            Some(std::cmp::Ordering::Equal) => bound.inclusive,
            _ => false,
        };
        let until = self.greater.partition_point(above);
        sink.up(span(self.greater.get(..until)));
    }
}

/// All that is posted under neighbouring bounds.
fn span(bounds: Option<&[Bound]>) -> Posted {
    match bounds {
        Some([first, .., last]) => Posted { first: first.posted.first, end: last.posted.end },
        Some([only]) => only.posted,
        _ => Posted::default(),
    }
}
