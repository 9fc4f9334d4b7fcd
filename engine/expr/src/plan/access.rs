//! By which tests a condition is found. A formula other than false has an access that is other than false: for `&&` that
//! of any one operand, for `||` those of all of them. The least likely is taken.

use hirewall_model::FieldType;

use super::build::{PlanBuilder, UNKNOWN};
use super::formula::{Formula, Literal};
use super::place::{At, Operand, Place};
use super::test::{Kleene, Test, TextKind};
use crate::ir::Comparison;
use crate::value::Number;

/// An access that is taken for likelier than this is none: to find the condition would cost more than to look at it.
const LIKELY: f64 = 0.9;

/// The tests by which a condition is found.
#[derive(Debug, Default)]
pub(super) struct Access {
    /// About the share of records for which one of them is not false.
    pub(super) share: f64,
    pub(super) finds: Vec<Find>,
}

/// One way to find a condition, and what it leaves to be asked.
#[derive(Debug)]
pub(super) struct Find {
    pub(super) entry: Entry,
    /// What has to be other than false too.
    pub(super) needs: Vec<Literal>,
    /// Whether the condition is true when the entry and all of these are.
    pub(super) whole: bool,
}

/// What a condition is found by.
#[derive(Debug)]
pub(super) enum Entry {
    Symbols(At, Box<[u32]>),
    Ints(At, Vec<i64>),
    Less(At, Number, bool),
    Greater(At, Number, bool),
    Text(At, TextKind, Box<str>),
    /// Asked of each record.
    Asked(Literal),
}

impl Entry {
    /// The list of whose elements it is.
    fn list(&self) -> Option<u32> {
        match self {
            Self::Symbols(at, _)
            | Self::Ints(at, _)
            | Self::Less(at, ..)
            | Self::Greater(at, ..)
            | Self::Text(at, ..) => match at {
                At::Element { list, .. } => Some(*list),
                At::Slot(_) => None,
            },
            Self::Asked(_) => None,
        }
    }
}

impl Access {
    fn one(share: f64, entry: Entry) -> Self {
        Self { share, finds: vec![Find { entry, needs: Vec::new(), whole: true }] }
    }
}

impl PlanBuilder {
    /// How the formula is found; none when it has to be looked at for each record.
    pub(super) fn access(&self, formula: &Formula) -> Option<Access> {
        let access = self.access_of(formula, true)?;
        (access.share <= LIKELY).then_some(access)
    }

    fn access_of(&self, formula: &Formula, may_ask: bool) -> Option<Access> {
        match formula {
            Formula::Constant(Kleene::False) => Some(Access::default()),
            Formula::Constant(_) => None,
            Formula::Literal(literal) => self.access_of_literal(*literal, may_ask),
            Formula::All(parts) => {
                let accesses =
                    parts.iter().enumerate().filter_map(|(at, part)| Some((at, self.access_of(part, may_ask)?)));
                let (chosen, mut access) = accesses.min_by(|(_, a), (_, b)| a.share.total_cmp(&b.share))?;
                for find in &mut access.finds {
                    for (_, part) in parts.iter().enumerate().filter(|(at, _)| *at != chosen) {
                        match part {
                            Formula::Literal(literal) => find.needs.push(*literal),
                            _ => find.whole = false,
                        }
                    }
                }
                Some(access)
            }
            Formula::Any(parts) => {
                let mut all = Access::default();
                for part in parts {
                    let part = self.access_of(part, may_ask)?;
                    all.share += part.share;
                    all.finds.extend(part.finds);
                }
                Some(all)
            }
        }
    }

    fn access_of_literal(&self, literal: Literal, may_ask: bool) -> Option<Access> {
        if literal.test == UNKNOWN {
            return None;
        }
        let test = self.tests.get(literal.test as usize)?;
        let asked = |share: f64| {
            let share = if literal.negated { 1.0 - share } else { share };
            may_ask.then(|| Access::one(share, Entry::Asked(literal)))
        };
        if let Test::Exists { list, body, .. } = test {
            // Only an entry of its own elements brings it up when the list itself is absent.
            let own = |find: &Find| find.entry.list() == Some(*list);
            let inner = (!literal.negated).then(|| self.access_of(body, false)).flatten();
            let Some(mut access) = inner.filter(|access| access.finds.iter().any(own)) else { return asked(0.3) };
            for find in &mut access.finds {
                // One element that is all that the body asks for makes the whole true. What else the body needs, it needs of the same
                // element, so that nothing of it is a guard.
                find.whole = find.whole && find.needs.is_empty() && own(find);
                find.needs.clear();
            }
            return Some(Access { share: 4.0 * access.share, ..access });
        }
        let Some((share, entry)) = self.entry(test, literal.negated) else {
            let element = match test {
                Test::Compare(_, left, right) => {
                    [left, right].into_iter().filter_map(Operand::place).any(|place| !matches!(place.at, At::Slot(_)))
                }
                _ => test.place().is_none_or(|place| !matches!(place.at, At::Slot(_))),
            };
            return if element { None } else { asked(likely(test)) };
        };
        let absent = if test.place().is_some_and(|place| place.optional) { 0.05 } else { 0.0 };
        Some(Access::one(share + absent, entry))
    }

    /// About how often a test is not false.
    pub(super) fn share(&self, literal: Literal) -> f64 {
        self.access_of_literal(literal, true).map_or(1.0, |access| access.share)
    }

    /// How an index finds the test, and about how often it is not false.
    fn entry(&self, test: &Test, negated: bool) -> Option<(f64, Entry)> {
        match test {
            Test::Symbols(place, symbols) if !negated => {
                let known = self.symbols_of(place.at);
                Some((symbols.len() as f64 / (known as f64 + 2.0), Entry::Symbols(place.at, symbols.clone())))
            }
            Test::In(place, set) if !negated && numeric(place) => {
                let ints: Option<Vec<i64>> =
                    set.items().iter().map(|item| Number::of(item).and_then(Number::exact_int)).collect();
                ints.map(|ints| (0.05 * ints.len() as f64, Entry::Ints(place.at, ints)))
            }
            Test::Compare(comparison, Operand::Place(place), Operand::Const(value)) if numeric(place) => {
                let limit = Number::of(value).filter(|number| number.order(*number).is_some())?;
                let at = place.at;
                let entry = match (comparison, negated) {
                    (Comparison::Equal, false) => {
                        return limit.exact_int().map(|int| (0.05, Entry::Ints(at, vec![int])));
                    }
                    (Comparison::Equal | Comparison::NotEqual, _) => return None,
                    (Comparison::Less, false) | (Comparison::GreaterEqual, true) => Entry::Less(at, limit, false),
                    (Comparison::LessEqual, false) | (Comparison::Greater, true) => Entry::Less(at, limit, true),
                    (Comparison::Greater, false) | (Comparison::LessEqual, true) => Entry::Greater(at, limit, false),
                    (Comparison::GreaterEqual, false) | (Comparison::Less, true) => Entry::Greater(at, limit, true),
                };
                Some((0.45, entry))
            }
            Test::Text(kind, place, part) if !negated && !part.is_empty() && matches!(place.ty, FieldType::String) => {
                Some((0.06, Entry::Text(place.at, *kind, part.clone())))
            }
            _ => None,
        }
    }

    /// How many strings tests name in a field.
    pub(super) fn symbols_of(&self, at: At) -> usize {
        match at {
            At::Slot(slot) => self.slots.get(slot as usize).map_or(0, |slot| slot.symbols.len()),
            At::Element { list, slot, .. } => {
                let list = self.lists.get(list as usize);
                list.and_then(|list| list.slots.get(slot as usize)).map_or(0, |(_, symbols)| symbols.len())
            }
        }
    }
}

/// About the share of records for which a test without an index holds.
fn likely(test: &Test) -> f64 {
    match test {
        Test::Symbols(..) | Test::Text(..) => 0.05,
        Test::Matches { .. } | Test::Compare(Comparison::Equal, _, Operand::Const(_)) => 0.1,
        Test::InNamedList(..) => 0.15,
        Test::Truth(_) | Test::InTable(..) | Test::In(..) | Test::Compare(Comparison::Equal, ..) => 0.3,
        Test::Has(_) => 0.6,
        _ => 0.5,
    }
}

fn numeric(place: &Place) -> bool {
    matches!(place.ty, FieldType::Int | FieldType::Double)
}
