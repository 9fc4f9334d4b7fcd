//! Evidence: the leaves that made a condition true, and the places of the record that their deciding parts read.

use std::sync::Arc;

use hirewall_diagnostic::Span;

use super::{Evaluator, Frame, Place, Stop};
use crate::condition::Condition;
use crate::ir::{Ir, IrId, Program, Quantifier};

/// A leaf that decided.
#[derive(Debug, Clone)]
pub struct Witness {
    /// Which leaf of the condition, from 0, in the order of the text.
    pub leaf: usize,
    /// What its author calls it.
    pub label: Option<Arc<str>>,
    /// Its text.
    pub text: Arc<str>,
    /// The whole of its text.
    pub span: Span,
    /// The places that it read, at most 256.
    pub places: Vec<Place>,
}

impl<'r> Evaluator<'r> {
    /// The leaves that made a condition true, each with the places that its deciding parts read; nothing for a condition
    /// that is not true.
    pub fn witnesses(&mut self, condition: &'r Condition) -> Vec<Witness> {
        self.reasons.clear();
        // What was asked before takes no evidence away.
        self.fuel = self.inputs.fuel;
        if self.condition(condition) != Ok(true) {
            self.reasons.clear();
            return Vec::new();
        }
        self.witnesses_of_true(condition)
    }

    /// As [`Evaluator::witnesses`], of a condition that is known to be true.
    pub fn witnesses_of_true(&mut self, condition: &'r Condition) -> Vec<Witness> {
        self.reasons.clear();
        let mut witnesses = Vec::new();
        // Asking again must not fail for want of fuel.
        self.fuel = self.inputs.fuel.saturating_mul(4);
        self.followed(condition, true, &mut 0, &mut witnesses);
        self.fuel = self.inputs.fuel;
        self.reasons.clear();
        witnesses
    }

    fn decide(&mut self, condition: &'r Condition, wanted: bool, leaf: &mut usize, out: &mut Vec<Witness>) {
        if self.condition(condition) != Ok(wanted) {
            *leaf += leaves(condition);
            return;
        }
        self.followed(condition, wanted, leaf, out);
    }

    /// The leaves of a condition that is known to be what is wanted.
    fn followed(&mut self, condition: &'r Condition, wanted: bool, leaf: &mut usize, out: &mut Vec<Witness>) {
        match condition {
            Condition::Leaf { program, label } => {
                let places = self.support(program, wanted);
                let span = program.span(program.root());
                let text = Arc::clone(&program.text);
                out.push(Witness { leaf: *leaf, label: label.clone(), text, span, places });
                *leaf += 1;
            }
            Condition::All(parts) | Condition::Any(parts) => {
                for part in parts {
                    self.decide(part, wanted, leaf, out);
                }
            }
            Condition::Not(part) => self.followed(part, !wanted, leaf, out),
        }
    }

    /// The places that made a program true, or false.
    fn support(&mut self, program: &'r Program, wanted: bool) -> Vec<Place> {
        let before = self.trace.replace(Vec::new());
        self.enter(program, |this, frame| this.follow_truth(frame, program.root(), wanted));
        std::mem::replace(&mut self.trace, before).unwrap_or_default()
    }

    /// Notes what the parts read that made a node what it is.
    fn follow_truth(&mut self, frame: Frame<'r>, id: IrId, wanted: bool) {
        match frame.program.node(id) {
            Ir::And(parts) | Ir::Or(parts) => {
                for part in parts {
                    if self.silently(|this| this.truth_of(frame, *part)) == Ok(wanted) {
                        self.follow_truth(frame, *part, wanted);
                    }
                }
            }
            Ir::Not(part) => self.follow_truth(frame, *part, !wanted),
            Ir::Comprehension {
                quantifier: quantifier @ (Quantifier::All | Quantifier::Exists | Quantifier::ExistsOne),
                range,
                first,
                second,
                body,
                ..
            } => {
                let Ok(elements) = self.range(frame, id, *range) else { return };
                // What decides: the true elements of an `exists` that is true, the false ones of an `all` that is false;
                // else all of them.
                let decisive = match quantifier {
                    Quantifier::All | Quantifier::Exists => wanted,
                    _ => true,
                };
                for index in 0..elements.len() {
                    if self.bind_element(frame, id, *range, &elements, index, (*first, *second)).is_err() {
                        return;
                    }
                    if self.silently(|this| this.truth_of(frame, *body)) == Ok(decisive) {
                        self.follow_truth(frame, *body, decisive);
                    }
                }
            }
            Ir::Conditional(condition, then, otherwise) => {
                let Ok(holds) = self.silently(|this| this.truth_of(frame, *condition)) else { return };
                self.follow_truth(frame, *condition, holds);
                self.follow_truth(frame, if holds { *then } else { *otherwise }, wanted);
            }
            Ir::Bind { local, value, body } => {
                self.bind_node(frame, *local, *value);
                self.follow_truth(frame, *body, wanted);
            }
            Ir::Let(index) => {
                let Some(program) = self.inputs.lets.get(*index as usize) else { return };
                let height = self.let_height + 1 + program.height();
                if height > super::LET_HEIGHT {
                    return;
                }
                let before = std::mem::replace(&mut self.let_height, height);
                self.enter(program, |this, inner| this.follow_truth(inner, program.root(), wanted));
                self.let_height = before;
            }
            // Any other part is looked at once more, with what it reads noted.
            _ => {
                let _ = self.value_of(frame, id);
            }
        }
    }

    /// Evaluates without noting what is read.
    pub(super) fn silently<T>(&mut self, run: impl FnOnce(&mut Self) -> Result<T, Stop>) -> Result<T, Stop> {
        let trace = self.trace.take();
        let result = run(self);
        self.trace = trace;
        result
    }
}

fn leaves(condition: &Condition) -> usize {
    match condition {
        Condition::Leaf { .. } => 1,
        Condition::All(parts) | Condition::Any(parts) => parts.iter().map(leaves).sum(),
        Condition::Not(part) => leaves(part),
    }
}
