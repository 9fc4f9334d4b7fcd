//! Tests in a few bytes: those that most conditions are made of, asked without leaving the nearest memory. Their answers are those of
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
    /// The bits of strings, or the number that is compared with.
    pub(super) value: i64,
}

/// What is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Ask {
    /// Not here.
    Elsewhere,
    /// Whether any of the field's strings has its bit in the value. Where there is none, it is true only where a string said so already.
    Strings,
    /// How the field's number stands to the value: the sum of [`LESS`], [`EQUAL`] and [`GREATER`] that it may be. A truth is one, or none.
    Number(u8),
    /// Whether none of the field's strings has its bit in the value: then it is false. It is asked elsewhere else.
    Needs,
}

const LESS: u8 = 1;
const EQUAL: u8 = 2;
const GREATER: u8 = 4;

/// What is known of a field of one record.
#[derive(Debug, Clone, Copy)]
pub(super) struct Port {
    /// The bits of its strings.
    pub(super) mask: u64,
    pub(super) number: i64,
    /// Whether what a test of strings does not find may be behind what is absent: the field, the list, or the field of an element.
    pub(super) absent: bool,
    /// Whether there is a number.
    pub(super) numeric: bool,
}

impl Port {
    pub(super) const ABSENT: Self = Self { mask: 0, number: 0, absent: true, numeric: false };
    pub(super) const THERE: Self = Self { mask: 0, number: 0, absent: false, numeric: false };

    /// A field that holds a number.
    pub(super) fn number(number: i64) -> Self {
        Self { number, numeric: true, ..Self::THERE }
    }

    /// Whether one of its strings has its bit in a mask, and whether that is known. Without a branch: what comes up for a record is a
    /// mixture that no processor foresees.
    #[inline]
    pub(super) fn has(self, mask: i64) -> (bool, bool) {
        let found = self.mask & mask.cast_unsigned() != 0;
        (found, found | !self.absent)
    }

    /// Whether its number stands so to a value, and whether that is known.
    #[inline]
    pub(super) fn stands(self, ways: u8, value: i64) -> (bool, bool) {
        let less = u8::from(self.number < value) * LESS;
        let equal = u8::from(self.number == value) * EQUAL;
        let greater = u8::from(self.number > value) * GREATER;
        ((less | equal | greater) & ways != 0, self.numeric)
    }
}

/// The bit of a symbol; none beyond the last that has one.
pub(super) fn bit(symbol: u32) -> u64 {
    1_u64.checked_shl(symbol).unwrap_or(0)
}

/// The bits of symbols.
fn mask(symbols: &[u32]) -> i64 {
    symbols.iter().fold(0, |mask, symbol| mask | bit(*symbol)).cast_signed()
}

impl Quick {
    pub(super) const ELSEWHERE: Self = Self { ask: Ask::Elsewhere, port: 0, value: 0 };

    /// Whether a number compares so with a constant.
    fn number(port: u32, comparison: Comparison, value: i64) -> Self {
        let ways = match comparison {
            Comparison::Equal => EQUAL,
            Comparison::NotEqual => LESS | GREATER,
            Comparison::Less => LESS,
            Comparison::LessEqual => LESS | EQUAL,
            Comparison::Greater => GREATER,
            Comparison::GreaterEqual => GREATER | EQUAL,
        };
        Self { ask: Ask::Number(ways), port, value }
    }

    /// The answer; none when it has to be asked elsewhere.
    #[inline]
    pub(super) fn answer(self, ports: &[Port]) -> Option<Kleene> {
        let port = ports.get(self.port as usize)?;
        match self.ask {
            Ask::Elsewhere => None,
            Ask::Strings => Some(Kleene::known(port.has(self.value))),
            // What is no number there, such as `null`, is asked elsewhere.
            Ask::Needs => (port.has(self.value) == (false, true)).then_some(Kleene::False),
            Ask::Number(ways) => port.numeric.then(|| Kleene::known(port.stands(ways, self.value))),
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
        let mut symbols = |number: u32, place: &Place, symbols: &[u32]| {
            if self.symbols_of(place.at) <= MASKED {
                return Quick { ask: Ask::Strings, port: port(place.at), value: mask(symbols) };
            }
            for symbol in symbols {
                tell(place.at, *symbol, number);
            }
            Quick { ask: Ask::Strings, port: port(place.at), value: 0 }
        };
        let mut all = Vec::with_capacity(self.tests.len());
        for (number, test) in (0_u32..).zip(&self.tests) {
            all.push(match test {
                // What is asked of each element by itself is not asked here.
                test if test.of_element() => Quick::ELSEWHERE,
                Test::Symbols(place, list) => symbols(number, place, list),
                Test::Exists { body: Formula::Literal(literal), .. } if !literal.negated => {
                    match self.tests.get(literal.test as usize) {
                        Some(Test::Symbols(place, list)) if !matches!(place.at, At::Slot(_)) => {
                            symbols(number, place, list)
                        }
                        _ => Quick::ELSEWHERE,
                    }
                }
                Test::Exists { body: Formula::All(parts), .. } => parts
                    .iter()
                    .find_map(|part| match part {
                        Formula::Literal(literal) if !literal.negated => match self.tests.get(literal.test as usize) {
                            Some(Test::Symbols(place, list)) if self.symbols_of(place.at) <= MASKED => {
                                Some(Quick { ask: Ask::Needs, port: port(place.at), value: mask(list) })
                            }
                            _ => None,
                        },
                        _ => None,
                    })
                    .unwrap_or(Quick::ELSEWHERE),
                Test::Compare(comparison, Operand::Place(place), Operand::Const(Value::Int(int)))
                    if matches!(place.ty, FieldType::Int) =>
                {
                    Quick::number(port(place.at), *comparison, *int)
                }
                Test::Truth(place) => Quick::number(port(place.at), Comparison::Equal, 1),
                _ => Quick::ELSEWHERE,
            });
        }
        all
    }
}
