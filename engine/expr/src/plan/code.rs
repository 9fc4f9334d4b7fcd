//! Formulas in the form that is evaluated: words in one run, an operator before its operands.

use super::formula::{Formula, Literal};
use super::test::Kleene;

const LITERAL: u32 = 0;
const ALL: u32 = 1;
const ANY: u32 = 2;
const CONSTANT: u32 = 3;
const TAG: u32 = 30;
const REST: u32 = (1 << TAG) - 1;

/// The formulas of a plan.
#[derive(Debug, Default)]
pub(super) struct Code(Vec<u32>);

impl Code {
    /// The most tests and words that a word can name.
    pub(super) const MOST_TESTS: u32 = 1 << 28;
    pub(super) const MOST_WORDS: u32 = 1 << 29;

    /// Appends a formula; gives where it begins.
    pub(super) fn push(&mut self, formula: &Formula) -> u32 {
        let at = self.len();
        match formula {
            Formula::Constant(value) => self.0.push(CONSTANT << TAG | *value as u32),
            Formula::Literal(literal) => self.0.push(LITERAL << TAG | literal.test << 1 | u32::from(literal.negated)),
            Formula::All(parts) => self.operator(ALL, parts),
            Formula::Any(parts) => self.operator(ANY, parts),
        }
        at
    }

    fn operator(&mut self, tag: u32, parts: &[Formula]) {
        let at = self.0.len();
        self.0.push(0);
        for part in parts {
            self.push(part);
        }
        let words = self.len() - u32::try_from(at).unwrap_or(u32::MAX) - 1;
        if let Some(head) = self.0.get_mut(at) {
            *head = tag << TAG | words;
        }
    }

    pub(super) fn len(&self) -> u32 {
        u32::try_from(self.0.len()).unwrap_or(u32::MAX)
    }

    pub(super) fn shrink(&mut self) {
        self.0.shrink_to_fit();
    }

    /// The value of the formula that begins there. As deep as formulas nest, which the builder limits.
    pub(super) fn evaluate(&self, at: u32, ask: &mut impl FnMut(Literal) -> Kleene) -> Kleene {
        self.part(at as usize, ask).0
    }

    /// A value, and where the next part begins.
    fn part(&self, at: usize, ask: &mut impl FnMut(Literal) -> Kleene) -> (Kleene, usize) {
        let Some(word) = self.0.get(at) else { return (Kleene::Open, at + 1) };
        let rest = word & REST;
        match word >> TAG {
            LITERAL => (ask(Literal { test: rest >> 1, negated: rest & 1 == 1 }), at + 1),
            CONSTANT => {
                let value = match rest {
                    1 => Kleene::False,
                    3 => Kleene::True,
                    _ => Kleene::Open,
                };
                (value, at + 1)
            }
            tag => {
                let end = at + 1 + rest as usize;
                let (mut value, absorbing) =
                    if tag == ALL { (Kleene::True, Kleene::False) } else { (Kleene::False, Kleene::True) };
                let mut next = at + 1;
                while next < end {
                    let (part, after) = self.part(next, ask);
                    if part == absorbing {
                        return (absorbing, end);
                    }
                    value = if tag == ALL { value.min(part) } else { value.max(part) };
                    next = after;
                }
                (value, end)
            }
        }
    }
}
