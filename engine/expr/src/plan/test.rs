//! The tests that formulas are made of. Each is exact: true, false, or open where the evaluator has no value for it.

use std::sync::Arc;

use super::formula::Formula;
use super::place::{Operand, Place};
use crate::Value;
use crate::ir::Comparison;
use crate::named::{ConstantSet, NamedList, Table};
use crate::value::{equal, order};

/// Three values in their order: `&&` is the least of its operands, `||` the greatest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[repr(u8)]
pub(super) enum Kleene {
    False = 1,
    Open = 2,
    True = 3,
}

impl Kleene {
    pub(super) fn of(truth: bool) -> Self {
        if truth { Self::True } else { Self::False }
    }

    /// A truth, where it is known.
    #[inline]
    pub(super) fn known((truth, known): (bool, bool)) -> Self {
        if known { Self::of(truth) } else { Self::Open }
    }

    #[inline]
    pub(super) fn negated_if(self, negated: bool) -> Self {
        match self {
            Self::False if negated => Self::True,
            Self::True if negated => Self::False,
            other => other,
        }
    }
}

/// A question about one value, or two.
#[derive(Debug)]
pub(super) enum Test {
    /// The part of a condition that the plan does not understand.
    Unknown,
    /// A `bool`.
    Truth(Place),
    /// A `string` is one of these constants, by their symbols in the field's index, in order.
    Symbols(Place, Box<[u32]>),
    /// Two scalars, never `!=`.
    Compare(Comparison, Operand, Operand),
    /// A scalar is one of these constants.
    In(Place, Arc<ConstantSet>),
    InNamedList(Place, Arc<NamedList>),
    InTable(Place, Arc<Table>),
    /// A `string` matches, which the set of that number says if there is one.
    Matches {
        place: Place,
        regex: Arc<regex::Regex>,
        set: Option<u32>,
    },
    Text(TextKind, Place, Box<str>),
    Has(Place),
    /// Some element of a list makes a formula true.
    Exists {
        list: u32,
        code: u32,
        body: Formula,
    },
}

/// Where a constant stands in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) enum TextKind {
    Prefix,
    Suffix,
    Inside,
}

impl TextKind {
    pub(super) fn named(function: &str) -> Option<Self> {
        match function {
            "startsWith" => Some(Self::Prefix),
            "endsWith" => Some(Self::Suffix),
            "contains" => Some(Self::Inside),
            _ => None,
        }
    }

    pub(super) fn holds(self, text: &str, part: &str) -> bool {
        match self {
            Self::Prefix => text.starts_with(part),
            Self::Suffix => text.ends_with(part),
            Self::Inside => text.contains(part),
        }
    }
}

impl Test {
    /// Whether it holds for the value of its place. Tests of several values or of lists are asked elsewhere.
    pub(super) fn of_value(&self, value: &Value<'_>) -> Kleene {
        match self {
            Self::Truth(_) => value.as_bool().map_or(Kleene::Open, Kleene::of),
            Self::In(_, set) => Kleene::of(set.contains(value)),
            Self::InNamedList(_, list) => list.contains_value(value).map_or(Kleene::Open, Kleene::of),
            Self::InTable(_, table) => Kleene::of(table.row(value).is_some()),
            Self::Matches { regex, .. } => text(value, |text| regex.is_match(text)),
            Self::Text(kind, _, part) => text(value, |text| kind.holds(text, part)),
            _ => Kleene::Open,
        }
    }

    /// The field that it looks at, when it is only one.
    pub(super) fn place(&self) -> Option<&Place> {
        match self {
            Self::Truth(place)
            | Self::Symbols(place, _)
            | Self::In(place, _)
            | Self::InNamedList(place, _)
            | Self::InTable(place, _)
            | Self::Matches { place, .. }
            | Self::Text(_, place, _)
            | Self::Has(place) => Some(place),
            Self::Compare(_, left, right) => match (left.place(), right.place()) {
                (Some(place), None) | (None, Some(place)) => Some(place),
                _ => None,
            },
            Self::Unknown | Self::Exists { .. } => None,
        }
    }
}

fn text(value: &Value<'_>, holds: impl FnOnce(&str) -> bool) -> Kleene {
    value.as_str().map_or(Kleene::Open, |text| Kleene::of(holds(text)))
}

/// How two scalars compare; open where the evaluator has a fault.
pub(super) fn compare(comparison: Comparison, left: &Value<'_>, right: &Value<'_>) -> Kleene {
    // Scalars compare in one step.
    let same = || equal(left, right, &mut 1);
    let ordered = |accepts: fn(std::cmp::Ordering) -> bool| {
        order(left, right).map_or(Kleene::Open, |order| Kleene::of(order.is_some_and(accepts)))
    };
    match comparison {
        Comparison::Equal => same().map_or(Kleene::Open, Kleene::of),
        Comparison::NotEqual => same().map_or(Kleene::Open, |same| Kleene::of(!same)),
        Comparison::Less => ordered(std::cmp::Ordering::is_lt),
        Comparison::LessEqual => ordered(std::cmp::Ordering::is_le),
        Comparison::Greater => ordered(std::cmp::Ordering::is_gt),
        Comparison::GreaterEqual => ordered(std::cmp::Ordering::is_ge),
    }
}

impl Test {
    /// Whether it looks at an element of a list, so that it has an answer for each.
    pub(super) fn of_element(&self) -> bool {
        let element = |place: Option<&Place>| place.is_some_and(|place| !matches!(place.at, super::place::At::Slot(_)));
        match self {
            Self::Compare(_, left, right) => element(left.place()) || element(right.place()),
            _ => element(self.place()),
        }
    }
}
