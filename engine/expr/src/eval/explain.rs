//! Explanations: a condition with the truth of every part. It asks what a decision asks, but stops nowhere early.

use std::sync::Arc;

use super::{Evaluator, Frame, Place, Stop, Undetermined};
use crate::Value;
use crate::condition::Condition;
use crate::ir::{Ir, IrId, Quantifier};

/// How deep an explanation goes, in levels of the condition; deeper parts are told by their value alone.
const DEPTH: u32 = 64;

/// A part of a condition and what it came to.
#[derive(Debug, Clone)]
pub struct Explanation<'r> {
    /// How its parts are joined.
    pub operator: Operator,
    /// What its author calls it.
    pub label: Option<Arc<str>>,
    /// Its text; empty for `all`, `any` and `not` of the policy file.
    pub text: Arc<str>,
    /// What it came to.
    pub outcome: Outcome,
    /// Its value, if it is no truth. It may be personal: the places say where it stands in the record.
    pub value: Option<Value<'r>>,
    /// The places that its value was read from; of joined parts nothing, their own parts say it.
    pub places: Vec<Place>,
    /// What it is made of.
    pub parts: Vec<Explanation<'r>>,
}

/// How the parts of a condition are joined.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Operator {
    /// True when all are: `all`, `&&`.
    All,
    /// True when any is: `any`, `||`.
    Any,
    /// True when its part is false: `not`, `!`.
    Not,
    /// A question of its own; its parts are the values that it asks about.
    Test,
    /// A value that a question asks about.
    Value,
}

/// What a part came to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// True.
    True,
    /// False.
    False,
    /// It has a value that is no truth.
    Known,
    /// It lacks data or failed.
    Undetermined(Undetermined),
}

impl<'r> Evaluator<'r> {
    /// A condition with the truth of every part. Its own truth is that of [`Evaluator::truth`], but for fuel: explaining may
    /// take eight times as much.
    pub fn explain(&mut self, condition: &'r Condition) -> Explanation<'r> {
        let fuel = std::mem::replace(&mut self.fuel, self.inputs.fuel.saturating_mul(8));
        let explanation = self.explain_condition(condition);
        self.fuel = fuel;
        self.reasons.clear();
        explanation
    }

    fn explain_condition(&mut self, condition: &'r Condition) -> Explanation<'r> {
        let (operator, parts) = match condition {
            Condition::Leaf { program, label } => {
                let mut leaf = self.enter(program, |this, frame| this.explain_node(frame, program.root(), DEPTH));
                leaf.label.clone_from(label);
                leaf.text = Arc::clone(&program.text);
                if leaf.operator == Operator::Value {
                    leaf.operator = Operator::Test;
                }
                return leaf;
            }
            Condition::All(parts) => (Operator::All, parts.iter().map(|part| self.explain_condition(part)).collect()),
            Condition::Any(parts) => (Operator::Any, parts.iter().map(|part| self.explain_condition(part)).collect()),
            Condition::Not(part) => (Operator::Not, vec![self.explain_condition(part)]),
        };
        joined(operator, Arc::from(""), parts)
    }

    fn explain_node(&mut self, frame: Frame<'r>, id: IrId, depth: u32) -> Explanation<'r> {
        let span = frame.program.span(id);
        let text = frame.program.text().get(span.start as usize..span.end as usize).unwrap_or_default();
        let text: Arc<str> = Arc::from(text);
        if let Some(depth) = depth.checked_sub(1) {
            let joined_parts = match frame.program.node(id) {
                Ir::And(parts) => Some((Operator::All, &**parts)),
                Ir::Or(parts) => Some((Operator::Any, &**parts)),
                Ir::Not(part) => Some((Operator::Not, std::slice::from_ref(part))),
                _ => None,
            };
            if let Some((operator, parts)) = joined_parts {
                let parts = parts.iter().map(|part| self.explain_node(frame, *part, depth)).collect();
                return joined(operator, text, parts);
            }
        }
        self.explain_question(frame, id, text)
    }

    fn explain_question(&mut self, frame: Frame<'r>, id: IrId, text: Arc<str>) -> Explanation<'r> {
        let before = self.trace.replace(Vec::new());
        self.reasons.clear();
        let node = frame.program.node(id);
        let question = is_question(node);
        let result = if question { self.truth_of(frame, id).map(Value::Bool) } else { self.value_of(frame, id) };
        let undetermined = self.reasons.take();
        let places = std::mem::replace(&mut self.trace, before).unwrap_or_default();
        let (outcome, value) = match result {
            Ok(Value::Bool(true)) => (Outcome::True, None),
            Ok(Value::Bool(false)) => (Outcome::False, None),
            Ok(value) => (Outcome::Known, Some(value)),
            Err(Stop) => (Outcome::Undetermined(undetermined), None),
        };
        let operator = if question || value.is_none() { Operator::Test } else { Operator::Value };
        let parts = operands(node)
            .into_iter()
            .filter(|part| !matches!(frame.program.node(*part), Ir::Const(_)))
            .map(|part| {
                let span = frame.program.span(part);
                let text = frame.program.text().get(span.start as usize..span.end as usize).unwrap_or_default();
                let mut value = self.explain_question(frame, part, Arc::from(text));
                value.operator = Operator::Value;
                value.parts.clear();
                value
            })
            .collect();
        Explanation { operator, label: None, text, outcome, value, places, parts }
    }
}

/// The parts' outcomes joined as the connectives join them.
fn joined<'r>(operator: Operator, text: Arc<str>, parts: Vec<Explanation<'r>>) -> Explanation<'r> {
    let absorbing = if operator == Operator::Any { Outcome::True } else { Outcome::False };
    let neutral = if operator == Operator::Any { Outcome::False } else { Outcome::True };
    let outcome = if operator == Operator::Not {
        match parts.first().map(|part| &part.outcome) {
            Some(Outcome::True) => Outcome::False,
            Some(Outcome::False) => Outcome::True,
            Some(Outcome::Undetermined(why)) => Outcome::Undetermined(why.clone()),
            _ => Outcome::Undetermined(Undetermined::default()),
        }
    } else if parts.iter().any(|part| part.outcome == absorbing) {
        absorbing
    } else if parts.iter().all(|part| part.outcome == neutral) {
        neutral
    } else {
        let mut all = Undetermined::default();
        for part in &parts {
            if let Outcome::Undetermined(why) = &part.outcome {
                all.missing.extend(
                    why.missing.iter().filter(|place| !all.missing.contains(place)).cloned().collect::<Vec<_>>(),
                );
                all.fault = all.fault.take().or_else(|| why.fault.clone());
            }
        }
        Outcome::Undetermined(all)
    };
    Explanation { operator, label: None, text, outcome, value: None, places: Vec::new(), parts }
}

fn is_question(node: &Ir) -> bool {
    matches!(
        node,
        Ir::Compare(..)
            | Ir::In(..)
            | Ir::InConstants(..)
            | Ir::InNamedList(..)
            | Ir::InTable(..)
            | Ir::Matches(..)
            | Ir::Has(_)
            | Ir::Missing(_)
            | Ir::And(_)
            | Ir::Or(_)
            | Ir::Not(_)
            | Ir::Comprehension { quantifier: Quantifier::All | Quantifier::Exists | Quantifier::ExistsOne, .. }
    )
}

/// The values that a question asks about.
fn operands(node: &Ir) -> Vec<IrId> {
    match node {
        Ir::Compare(_, left, right) | Ir::In(left, right) => vec![*left, *right],
        Ir::InConstants(operand, _)
        | Ir::InNamedList(operand, _)
        | Ir::InTable(operand, _)
        | Ir::Matches(operand, _) => vec![*operand],
        Ir::Call(_, args) => args.to_vec(),
        Ir::Comprehension { range, .. } => vec![*range],
        _ => Vec::new(),
    }
}
