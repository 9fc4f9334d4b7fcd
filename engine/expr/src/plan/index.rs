//! The index of one field: from a value to the conditions that are worth a look.

use aho_corasick::{AhoCorasick, MatchKind};
use hashbrown::HashMap;

use super::test::TextKind;
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
    /// The strings that tests name, with their symbols and what is posted under them.
    pub(super) strings: HashMap<Box<str>, (u32, Posted)>,
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

/// A bound and the conditions that want a value beyond it.
#[derive(Debug)]
pub(super) struct Bound {
    pub(super) limit: Number,
    /// Whether the bound itself is wanted too.
    pub(super) inclusive: bool,
    pub(super) posted: Posted,
}

/// Constants that stand in a text, found in one pass over it.
#[derive(Debug)]
pub(super) struct TextIndex {
    pub(super) automaton: AhoCorasick,
    /// For each pattern.
    pub(super) posted: Vec<Vec<(TextKind, Posted)>>,
}

/// Constants, and for each what is posted under them by where they have to stand.
pub(super) type Parts = Vec<(Box<str>, Vec<(TextKind, Posted)>)>;

impl TextIndex {
    /// An index, or when the automaton refuses so many constants everything that would be posted in it.
    pub(super) fn new(parts: Parts) -> Result<Option<Self>, Vec<u32>> {
        let built = AhoCorasick::builder().match_kind(MatchKind::Standard).build(parts.iter().map(|(part, _)| &**part));
        let posted = parts.into_iter().map(|(_, posted)| posted);
        match built {
            Ok(automaton) => Ok(Some(Self { automaton, posted: posted.collect() })),
            Err(_) => Err(posted.flatten().flat_map(|(_, posted)| posted).collect()),
        }
    }
}

impl ValueIndex {
    /// Brings up what is posted under a text.
    pub(super) fn text(&self, text: &str, up: &mut impl FnMut(&[u32])) {
        up(&self.any_text);
        let Some(texts) = &self.texts else { return };
        for found in texts.automaton.find_overlapping_iter(text) {
            for (kind, posted) in texts.posted.get(found.pattern().as_usize()).into_iter().flatten() {
                let here = match kind {
                    TextKind::Prefix => found.start() == 0,
                    TextKind::Suffix => found.end() == text.len(),
                    TextKind::Inside => true,
                };
                if here {
                    up(posted);
                }
            }
        }
    }

    /// Brings up what is posted under a number.
    pub(super) fn number(&self, number: Number, up: &mut impl FnMut(&[u32])) {
        if !self.ints.is_empty()
            && let Some(int) = number.exact_int()
            && let Some(posted) = self.ints.get(&int)
        {
            up(posted);
        }
        // Bounds that are not met lie before those that are.
        let below = |bound: &Bound| match number.order(bound.limit) {
            Some(std::cmp::Ordering::Less) => false,
            Some(std::cmp::Ordering::Equal) => !bound.inclusive,
            _ => true,
        };
        let from = self.less.partition_point(below);
        self.less.iter().skip(from).for_each(|bound| up(&bound.posted));
        let above = |bound: &Bound| match number.order(bound.limit) {
            Some(std::cmp::Ordering::Greater) => true,
            Some(std::cmp::Ordering::Equal) => bound.inclusive,
            _ => false,
        };
        let until = self.greater.partition_point(above);
        self.greater.iter().take(until).for_each(|bound| up(&bound.posted));
    }
}
