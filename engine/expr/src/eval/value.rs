//! The value of a node.

use super::{Evaluator, Frame, Place, Stop};
use crate::functions::{Call, Fault};
use crate::ir::{Arithmetic, Ir, IrId, Quantifier, Remembered};
use crate::value::{add, divide, modulo, multiply, negate, subtract};
use crate::{Type, Value};

impl<'r> Evaluator<'r> {
    /// The value of a node.
    #[inline]
    pub(super) fn value_of(&mut self, frame: Frame<'r>, id: IrId) -> Result<Value<'r>, Stop> {
        match frame.program.remembered(id) {
            Remembered::No => self.plain_value(frame, id),
            Remembered::Element(variable) => self.of_element(frame, id, variable, |this| this.plain_value(frame, id)),
            Remembered::Shared(number) => self.of_record(number, |this| this.plain_value(frame, id)),
        }
    }

    /// The value of a node, worked out.
    pub(super) fn plain_value(&mut self, frame: Frame<'r>, id: IrId) -> Result<Value<'r>, Stop> {
        match frame.program.node(id) {
            // Constants are borrowed: no count of references goes up and down.
            Ir::Const(Value::String(text)) => Ok(Value::Str(text)),
            Ir::Const(value) => Ok(value.clone()),
            // What conditions read most, without a detour.
            Ir::Field { frame: of, offset, field: Some(field) } if self.trace.is_none() => {
                self.step(frame, id)?;
                self.field_value(frame, id, (*of, *offset), field)
            }
            Ir::Member { object, offset, field } if self.trace.is_none() => {
                self.step(frame, id)?;
                self.member_value(frame, id, (*object, *offset), field)
            }
            Ir::Field { .. } | Ir::Member { .. } | Ir::Select { .. } | Ir::Index { .. } | Ir::Local(_) => {
                self.step(frame, id)?;
                if self.trace.is_some() {
                    return self.traced_path(frame, id);
                }
                self.path_value(frame, id)
            }
            Ir::Call(function, args) => {
                self.step(frame, id)?;
                self.call(frame, id, function, args)
            }
            Ir::Compare(..)
            | Ir::And(_)
            | Ir::Or(_)
            | Ir::Not(_)
            | Ir::In(..)
            | Ir::InConstants(..)
            | Ir::InNamedList(..)
            | Ir::InTable(..)
            | Ir::Matches(..)
            | Ir::Has(_)
            | Ir::Missing(_)
            | Ir::Comprehension { quantifier: Quantifier::All | Quantifier::Exists | Quantifier::ExistsOne, .. } => {
                self.plain_truth(frame, id).map(Value::Bool)
            }
            node => {
                self.step(frame, id)?;
                self.other_value(frame, id, node)
            }
        }
    }

    #[inline(never)]
    fn other_value(&mut self, frame: Frame<'r>, id: IrId, node: &'r Ir) -> Result<Value<'r>, Stop> {
        match node {
            Ir::Variable(index) => match self.inputs.variables.get(*index as usize) {
                Some(value) => Ok(value.clone()),
                None => Err(self.fault(frame, id, Fault::fixed("there is no such variable"))),
            },
            Ir::Let(index) => self.let_value(frame, id, *index),
            Ir::Now => Ok(Value::Timestamp(self.inputs.now)),
            Ir::OptionalField(path) => Ok(Value::Optional(self.asked(frame, *path)?.map(std::sync::Arc::new))),
            Ir::Negate(operand) => {
                let value = self.value_of(frame, *operand)?;
                negate(&value).map_err(|fault| self.fault(frame, id, fault))
            }
            Ir::Arithmetic(Arithmetic::Add, ..) if *frame.program.type_of(id) == Type::String && !self.plain => {
                self.concatenate(frame, id)
            }
            Ir::Arithmetic(operator, left, right) => {
                let left = self.value_of(frame, *left);
                let left = left.as_ref().map_err(|stop| *stop)?;
                let right = self.value_of(frame, *right);
                let right = right.as_ref().map_err(|stop| *stop)?;
                let result = match operator {
                    Arithmetic::Add => add(&mut Call { fuel: &mut self.fuel }, left, right),
                    Arithmetic::Subtract => subtract(left, right),
                    Arithmetic::Multiply => multiply(left, right),
                    Arithmetic::Divide => divide(left, right),
                    Arithmetic::Modulo => modulo(left, right),
                };
                result.map_err(|fault| self.fault(frame, id, fault))
            }
            Ir::Conditional(condition, then, otherwise) => {
                let branch = if self.truth_of(frame, *condition)? { *then } else { *otherwise };
                self.value_of(frame, branch)
            }
            Ir::MakeList(items) => self.make_list(frame, id, items),
            Ir::MakeMap(entries) => self.make_map(frame, id, entries),
            Ir::TableCell { table, key, column } => {
                let value = self.value_of(frame, *key)?;
                match table.row(&value).and_then(|row| table.cell(row, *column)) {
                    Some(cell) => Ok(cell),
                    None => Err(self.not_in_table(frame, *key, table.name())),
                }
            }
            Ir::Comprehension { quantifier, range, first, second, filter, body } => {
                self.comprehend(frame, id, *quantifier, *range, (*first, *second), *filter, *body)
            }
            Ir::Bind { local, value, body } => {
                self.bind_node(frame, *local, *value);
                self.value_of(frame, *body)
            }
            Ir::OptionalMap { operand, local, body, flat } => {
                let value = match self.value_of(frame, *operand)? {
                    Value::Optional(Some(value)) => value,
                    Value::Optional(None) => return Ok(Value::Optional(None)),
                    _ => return Err(self.fault(frame, id, Fault::NoOverload)),
                };
                self.bind(frame, *local, Some(value.as_ref().clone()), super::Origin::Node(*operand));
                match self.value_of(frame, *body)? {
                    value @ Value::Optional(_) if *flat => Ok(value),
                    _ if *flat => Err(self.fault(frame, id, Fault::NoOverload)),
                    value => Ok(Value::some(value)),
                }
            }
            _ => Err(self.fault(frame, id, Fault::NoOverload)),
        }
    }

    /// A key that the table does not have: the record tells of something that the table knows nothing of. The reason
    /// names the place of the key, and the table's name after it.
    fn not_in_table(&mut self, frame: Frame<'r>, key: IrId, table: &str) -> Stop {
        let place = self.place_of(frame, key).unwrap_or(Place::cell(0));
        let rest = format!("{} in tables.{table}", place.rest.as_deref().unwrap_or_default());
        self.missing(Place { frame: place.frame, cell: place.cell, rest: Some(rest.into()) })
    }
}
