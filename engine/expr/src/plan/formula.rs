//! Formulas: tests joined by `&&` and `||`, negation at the tests alone.

use super::test::Kleene;

/// A formula while a plan is built.
#[derive(Debug, Clone)]
pub(super) enum Formula {
    Constant(Kleene),
    Literal(Literal),
    /// At least two, none of them an `All`.
    All(Vec<Formula>),
    /// At least two, none of them an `Any`.
    Any(Vec<Formula>),
}

/// A test or its negation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Literal {
    pub(super) test: u32,
    pub(super) negated: bool,
}

impl Formula {
    /// Tests that it needs all of, and whether these are the whole of it.
    pub(super) fn needs(&self) -> (Vec<Literal>, bool) {
        let parts = match self {
            Self::All(parts) => parts.as_slice(),
            part => std::slice::from_ref(part),
        };
        let literal = |part: &Self| match part {
            Self::Literal(literal) => Some(*literal),
            _ => None,
        };
        let literals: Vec<Literal> = parts.iter().filter_map(literal).collect();
        let whole = literals.len() == parts.len();
        (literals, whole)
    }

    /// Joins parts: `&&`, or for `any` `||`. Flattens, leaves out what decides nothing and what is said twice.
    pub(super) fn join(any: bool, parts: impl IntoIterator<Item = Formula>) -> Self {
        let (absorbing, neutral) = if any { (Kleene::True, Kleene::False) } else { (Kleene::False, Kleene::True) };
        let mut kept: Vec<Formula> = Vec::new();
        let mut literals: Vec<Literal> = Vec::new();
        let mut pending: Vec<Formula> = parts.into_iter().collect();
        pending.reverse();
        while let Some(part) = pending.pop() {
            match part {
                Self::Constant(value) if value == absorbing => return Self::Constant(absorbing),
                Self::Constant(value) if value == neutral => {}
                Self::All(parts) if !any => pending.extend(parts.into_iter().rev()),
                Self::Any(parts) if any => pending.extend(parts.into_iter().rev()),
                Self::Literal(literal) => {
                    if !literals.contains(&literal) {
                        literals.push(literal);
                        kept.push(part);
                    }
                }
                part => kept.push(part),
            }
        }
        match (kept.len(), kept.pop()) {
            (_, None) => Self::Constant(neutral),
            (1, Some(only)) => only,
            (_, Some(last)) => {
                kept.push(last);
                if any { Self::Any(kept) } else { Self::All(kept) }
            }
        }
    }
}
