//! Nodes that are true, false or undetermined, without a value made for them.

use regex::Regex;

use super::memo::Asked;
use super::{Evaluator, Frame, Stop};
use crate::Value;
use crate::functions::Fault;
use crate::ir::{Ir, IrId, Quantifier, Remembered};

impl<'r> Evaluator<'r> {
    /// Whether a node is true. A node that is no truth is a fault.
    #[inline]
    pub(super) fn truth_of(&mut self, frame: Frame<'r>, id: IrId) -> Result<bool, Stop> {
        let value = match frame.program.remembered(id) {
            Remembered::No => return self.plain_truth(frame, id),
            Remembered::Element(variable) => {
                self.of_element(frame, id, variable, |this| this.plain_truth(frame, id).map(Value::Bool))
            }
            Remembered::Shared(number) => self.of_record(number, |this| this.plain_truth(frame, id).map(Value::Bool)),
        };
        match value {
            Ok(Value::Bool(value)) => Ok(value),
            Ok(_) => Err(self.fault(frame, id, Fault::NoOverload)),
            Err(Stop) => Err(Stop),
        }
    }

    /// Whether a node is true, worked out.
    pub(super) fn plain_truth(&mut self, frame: Frame<'r>, id: IrId) -> Result<bool, Stop> {
        match frame.program.node(id) {
            Ir::Compare(comparison, left, right) => {
                self.step(frame, id)?;
                self.compare(frame, id, *comparison, *left, *right)
            }
            Ir::And(operands) => self.connect(frame, operands, false),
            Ir::Or(operands) => self.connect(frame, operands, true),
            Ir::Not(operand) => {
                self.step(frame, id)?;
                Ok(!self.truth_of(frame, *operand)?)
            }
            Ir::InConstants(operand, set) => {
                self.step(frame, id)?;
                let value = self.value_of(frame, *operand);
                Ok(set.contains(value.as_ref().map_err(|stop| *stop)?))
            }
            Ir::InNamedList(operand, list) => {
                self.step(frame, id)?;
                let value = self.value_of(frame, *operand);
                let value = value.as_ref().map_err(|stop| *stop)?;
                list.contains_value(value).ok_or_else(|| self.fault(frame, id, Fault::NoOverload))
            }
            Ir::InTable(operand, table) => {
                self.step(frame, id)?;
                let value = self.value_of(frame, *operand)?;
                Ok(table.row(&value).is_some())
            }
            Ir::In(item, range) => {
                self.step(frame, id)?;
                self.contained(frame, id, *item, *range)
            }
            Ir::Matches(operand, regex) => self.matched(frame, id, *operand, regex),
            Ir::Has(path) => {
                self.step(frame, id)?;
                self.present(frame, *path)
            }
            Ir::Missing(path) => {
                self.step(frame, id)?;
                Ok(!self.present(frame, *path)?)
            }
            Ir::Conditional(condition, then, otherwise) => {
                self.step(frame, id)?;
                let branch = if self.truth_of(frame, *condition)? { *then } else { *otherwise };
                self.truth_of(frame, branch)
            }
            Ir::Comprehension {
                quantifier: quantifier @ (Quantifier::All | Quantifier::Exists | Quantifier::ExistsOne),
                range,
                first,
                second,
                body,
                ..
            } => {
                let (quantifier, range, body) = (*quantifier, *range, *body);
                self.step(frame, id)?;
                self.quantify(frame, id, quantifier, range, (*first, *second), body)
            }
            Ir::Bind { local, value, body } => {
                self.step(frame, id)?;
                self.bind_node(frame, *local, *value);
                self.truth_of(frame, *body)
            }
            _ => match &self.plain_value(frame, id) {
                Ok(Value::Bool(value)) => Ok(*value),
                Ok(_) => Err(self.fault(frame, id, Fault::NoOverload)),
                Err(Stop) => Err(Stop),
            },
        }
    }

    /// `operand.matches(pattern)`
    #[inline(never)]
    fn matched(&mut self, frame: Frame<'r>, id: IrId, operand: IrId, pattern: &'r Regex) -> Result<bool, Stop> {
        let value = self.value_of(frame, operand)?;
        let Some(text) = value.as_str() else { return Err(self.fault(frame, id, Fault::NoOverload)) };
        self.charge(frame, id, 1 + text.len() as u64 / 16)?;
        if let Value::Str(text) = value {
            let found =
                self.remember(Asked::of_pattern(pattern), &[value], |_| Ok(Value::Bool(pattern.is_match(text))));
            return Ok(matches!(found, Ok(Value::Bool(true))));
        }
        Ok(pattern.is_match(text))
    }

    /// `&&` (where `false` absorbs) and `||` (where `true` does): an operand that decides makes the others' gaps and
    /// failures irrelevant, in whatever order they stand.
    fn connect(&mut self, frame: Frame<'r>, operands: &'r [IrId], absorbing: bool) -> Result<bool, Stop> {
        let mark = self.reasons.mark();
        let mut open = false;
        for operand in operands {
            match self.truth_of(frame, *operand) {
                Ok(value) if value == absorbing => {
                    if open {
                        self.reasons.reset(mark);
                    }
                    return Ok(absorbing);
                }
                Ok(_) => {}
                Err(Stop) => open = true,
            }
        }
        if open { Err(Stop) } else { Ok(!absorbing) }
    }

    /// Takes steps for a node.
    pub(super) fn charge(&mut self, frame: Frame<'r>, id: IrId, steps: u64) -> Result<(), Stop> {
        match self.fuel.checked_sub(steps) {
            Some(rest) => {
                self.fuel = rest;
                Ok(())
            }
            None => Err(self.fault(frame, id, Fault::OutOfFuel)),
        }
    }

    /// Evaluates a binding. One that has no value is asked again by those who read it, so that it hurts only them.
    pub(super) fn bind_node(&mut self, frame: Frame<'r>, local: crate::ir::LocalId, node: IrId) {
        let mark = self.reasons.mark();
        let trace = self.trace.take();
        let value = self.value_of(frame, node).ok();
        self.trace = trace;
        self.reasons.reset(mark);
        self.bind(frame, local, value, super::Origin::Node(node));
    }
}
