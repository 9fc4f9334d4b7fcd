//! Tests in sixteen bytes: those that most conditions are made of, asked without leaving the nearest memory. Their answers are those of
//! [`super::test`], which stands behind for everything else.

use hirewall_model::FieldType;

use super::build::PlanBuilder;
use super::formula::Formula;
use super::place::{At, Operand, Place};
use super::test::{Kleene, Test};
use crate::Value;
use crate::ir::Comparison;

/// Strings of a field that have a bit of their own. In a field where tests name more, each string knows its tests instead.
pub(super) const MASKED: usize = 64;

/// A test, as far as it can be asked of what is known of its field.
#[derive(Debug, Clone, Copy)]
pub(super) struct Quick {
    pub(super) ask: Ask,
    /// The field: slots first, the slots of the lists' elements after them.
    pub(super) port: u32,
    pub(super) value: u64,
}

/// What is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Ask {
    /// Not here.
    Elsewhere,
    /// Whether any of the field's strings has its bit in the value.
    Mask,
    /// True only where a string said so already.
    Told,
    /// Compares an integer with the value.
    Int(Comparison),
    Truth,
}

impl Ask {
    /// A number that like questions share.
    pub(super) fn rank(self) -> u8 {
        match self {
            Self::Elsewhere => 0,
            Self::Mask => 1,
            Self::Told => 2,
            Self::Truth => 3,
            Self::Int(comparison) => 4 + comparison as u8,
        }
    }
}

/// What is known of a field of one record.
#[derive(Debug, Clone, Copy)]
pub(super) struct Port {
    /// The bits of its strings.
    pub(super) mask: u64,
    pub(super) int: i64,
    pub(super) state: State,
}

/// What a field of one record is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum State {
    /// Absent; for elements at least one of them, or the list.
    Absent,
    There,
    Int,
    True,
    False,
}

impl Port {
    pub(super) const ABSENT: Self = Self { mask: 0, int: 0, state: State::Absent };
    pub(super) const THERE: Self = Self { mask: 0, int: 0, state: State::There };
}

/// The bit of a symbol; none beyond the last that has one.
pub(super) fn bit(symbol: u32) -> u64 {
    1_u64.checked_shl(symbol).unwrap_or(0)
}

impl Quick {
    /// The answer; none when it has to be asked elsewhere.
    #[inline]
    pub(super) fn answer(self, ports: &[Port]) -> Option<Kleene> {
        if self.ask == Ask::Elsewhere {
            return None;
        }
        let port = ports.get(self.port as usize)?;
        let unless_absent = || if port.state == State::Absent { Kleene::Open } else { Kleene::False };
        match self.ask {
            Ask::Elsewhere => None,
            Ask::Mask if port.mask & self.value != 0 => Some(Kleene::True),
            Ask::Mask | Ask::Told => Some(unless_absent()),
            Ask::Int(comparison) => {
                let (left, right) = (port.int, self.value.cast_signed());
                (port.state == State::Int).then(|| {
                    Kleene::of(match comparison {
                        Comparison::Equal => left == right,
                        Comparison::NotEqual => left != right,
                        Comparison::Less => left < right,
                        Comparison::LessEqual => left <= right,
                        Comparison::Greater => left > right,
                        Comparison::GreaterEqual => left >= right,
                    })
                })
            }
            Ask::Truth => match port.state {
                State::True => Some(Kleene::True),
                State::False => Some(Kleene::False),
                _ => None,
            },
        }
    }
}

impl PlanBuilder {
    /// Of each test its quick form. `tell` is given the tests that a field's string answers with true.
    pub(super) fn quick(&self, mut tell: impl FnMut(At, u32, u32)) -> Vec<Quick> {
        let mut bases = Vec::new();
        let mut next = u32::try_from(self.slots.len()).unwrap_or(u32::MAX);
        for list in &self.lists {
            bases.push(next);
            next = next.saturating_add(u32::try_from(list.slots.len()).unwrap_or(u32::MAX));
        }
        let port = |at: At| match at {
            At::Slot(slot) => slot,
            At::Element { list, slot, .. } => {
                bases.get(list as usize).copied().unwrap_or(u32::MAX).saturating_add(slot)
            }
        };
        let elsewhere = Quick { ask: Ask::Elsewhere, port: 0, value: 0 };
        let mut symbols = |number: u32, place: &Place, symbols: &[u32]| {
            if self.symbols_of(place.at) <= MASKED {
                let value = symbols.iter().fold(0, |mask, symbol| mask | bit(*symbol));
                return Quick { ask: Ask::Mask, port: port(place.at), value };
            }
            for symbol in symbols {
                tell(place.at, *symbol, number);
            }
            Quick { ask: Ask::Told, port: port(place.at), value: 0 }
        };
        let mut all = Vec::with_capacity(self.tests.len());
        for (number, test) in (0_u32..).zip(&self.tests) {
            all.push(match test {
                // What is asked of each element by itself is not asked here.
                test if test.of_element() => elsewhere,
                Test::Symbols(place, list) => symbols(number, place, list),
                Test::Exists { body: Formula::Literal(literal), .. } if !literal.negated => {
                    match self.tests.get(literal.test as usize) {
                        Some(Test::Symbols(place, list)) if !matches!(place.at, At::Slot(_)) => {
                            symbols(number, place, list)
                        }
                        _ => elsewhere,
                    }
                }
                Test::Compare(comparison, Operand::Place(place), Operand::Const(Value::Int(int)))
                    if matches!(place.ty, FieldType::Int) =>
                {
                    Quick { ask: Ask::Int(*comparison), port: port(place.at), value: int.cast_unsigned() }
                }
                Test::Truth(place) => Quick { ask: Ask::Truth, port: port(place.at), value: 0 },
                _ => elsewhere,
            });
        }
        all
    }
}
